import Kubernetes
import ScanModel
import Synchronization

@testable import Collectors

/// A recorded cluster that refuses some kinds, and remembers what it was asked.
struct FaultyCluster: ClusterSource {
    let recorded: RecordedCluster
    /// By resource, or `resource@namespace`; `resource@*` for lists of all namespaces.
    var faults: [String: KubernetesError] = [:]
    var executor: (any ContainerExecutor)?
    let log = RequestLog()

    init(_ yaml: String, faults: [String: KubernetesError] = [:]) throws {
        recorded = try RecordedCluster(files: [("cluster.yaml", yaml)], server: "https://double.example")
        self.faults = faults
    }

    static func forbidden(_ resource: String) -> KubernetesError {
        .forbidden(verb: "list", resource: resource, namespace: nil, message: "\(resource) is forbidden")
    }

    var gaps: [Gap] { recorded.gaps }

    func identity() async throws(KubernetesError) -> Report.Cluster {
        if let fault = faults["identity"] { throw fault }
        return try await recorded.identity()
    }

    func list<Object: BuiltInObject, Value: Sendable>(
        _ type: Object.Type, namespace: String?, labelSelector: String?, into initial: Value,
        _ update: @Sendable (inout Value, Object) -> Void
    ) async throws(KubernetesError) -> Value {
        let name = Object.resource.name
        log.add("list \(name) \(namespace ?? "*")")
        if let fault = faults[name] ?? faults["\(name)@\(namespace ?? "*")"] { throw fault }
        return try await recorded.list(
            type, namespace: namespace, labelSelector: labelSelector, into: initial, update)
    }

    func get<Object: BuiltInObject>(
        _ type: Object.Type, name: String, namespace: String?
    ) async throws(KubernetesError) -> Object {
        let resource = Object.resource.name
        log.add("get \(resource) \(namespace ?? "*")/\(name)")
        if let fault = faults["get \(resource)"] { throw fault }
        return try await recorded.get(type, name: name, namespace: namespace)
    }

    /// Absence is proven, as with a live API server.
    func doubt(about resource: APIResource, in namespace: String) -> GapReason? { nil }
}

final class RequestLog: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    func add(_ line: String) { lines.withLock { $0.append(line) } }
}

/// Every container of a discovery by `namespace/kind/name/container`.
func containers(_ discovery: Discovery) -> [String: [ContainerFacts]] {
    Dictionary(grouping: discovery.workloads.flatMap(\.containers)) {
        "\($0.id.workload.namespace)/\($0.id.workload.kind)/\($0.id.workload.name)/\($0.id.name)"
    }
}

func text(_ store: CollectedStore) -> String { text(store.content) }

func text(_ content: CollectedStore.Content) -> String {
    switch content {
    case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
    case .made(let making, let parts): "\(making) of \(parts.map(text))"
    case .missing(let words): "missing: \(words)"
    case .unread(let reason, let words): "unread \(reason.rawValue): \(words)"
    case .notLookedAt: "not looked at"
    case .system(let files): "system store of \(files.folder.count) files"
    }
}

/// A pod template on one line, for the `spec` of a Deployment.
func deployment(
    _ name: String, namespace: String = "shop", labels: String = "{}", containers: String, volumes: String = "[]",
    initContainers: String = "[]"
) -> String {
    """
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: \(name), namespace: \(namespace), labels: \(labels)}
    spec:
      template:
        spec: {containers: \(containers), initContainers: \(initContainers), volumes: \(volumes)}

    """
}
