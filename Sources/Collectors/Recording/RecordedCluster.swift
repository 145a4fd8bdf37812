package import Kubernetes
package import ScanModel

/// A cluster read from files: manifests, `kubectl get … -o yaml` or `-o json` output, a folder, or a snapshot.
package struct RecordedCluster: ClusterSource {
    package let gaps: [Gap]
    package let evidence: EvidenceFolder?
    private let cluster: Report.Cluster
    /// By kind.
    private let objects: [String: [any KubernetesObject]]
    private let header: SnapshotHeader?
    /// Namespaces whose ConfigMaps are all recorded.
    private let completeNamespaces: Set<String>

    /// - Parameter path: a file, or a folder whose `.yaml`, `.yml` and `.json` files are read, subfolders too.
    /// - Throws: where there is no such file, or nothing in it can be read.
    package init(path: String) throws(RecordingError) {
        let folder = try RecordingFolder(path: path)
        let header = try folder.header()
        let evidence = EvidenceFolder(recording: "\(path)/\(SnapshotFolder.evidence)")
        try self.init(
            files: folder.files, gaps: folder.gaps, header: header, server: path, isFile: folder.isFile,
            evidence: header != nil && evidence.exists ? evidence : nil)
    }

    /// - Parameters:
    ///   - files: name and text of each file.
    ///   - server: what the report calls the cluster.
    /// - Throws: where nothing in the files can be read.
    package init(files: [(name: String, text: String)], server: String) throws(RecordingError) {
        try self.init(files: files, gaps: [], header: nil, server: server, isFile: files.count == 1)
    }

    private init(
        files: [(name: String, text: String)], gaps: [Gap], header: SnapshotHeader?, server: String, isFile: Bool,
        evidence: EvidenceFolder? = nil
    ) throws(RecordingError) {
        var reader = ManifestReader()
        for file in files { reader.read(file.text, name: file.name) }
        if reader.objects.isEmpty, header == nil {
            guard let failure = reader.firstFailure else { throw .noObjects(path: server) }
            throw .unreadable(path: server, line: isFile ? failure.line : nil, reason: failure.reason)
        }
        self.header = header
        self.evidence = evidence
        self.gaps = gaps + reader.gaps + (header?.gaps.filter { !Self.isOfWholeKind($0) } ?? [])
        let objects = Self.byKind(reader.objects)
        self.objects = objects
        let roots = (objects[ConfigMap.resource.kind] ?? []).filter { $0.metadata.name == "kube-root-ca.crt" }
        completeNamespaces = Set(roots.compactMap(\.metadata.namespace))
        let system = objects[Namespace.resource.kind]?.first { $0.metadata.name == "kube-system" }
        cluster =
            header?.cluster ?? Report.Cluster(server: server, uid: system?.metadata.uid)
    }

    package func identity() async throws(KubernetesError) -> Report.Cluster { cluster }

    package func list<Object: BuiltInObject, Value: Sendable>(
        _ type: Object.Type, namespace: String?, labelSelector: String?, into initial: Value,
        _ update: @Sendable (inout Value, Object) -> Void
    ) async throws(KubernetesError) -> Value {
        let resource = Object.resource
        if let gap = header?.gaps.first(where: { Self.isOfWholeKind($0) && $0.resource == resource.name }) {
            throw Self.error(of: gap, verb: "list")
        }
        var selector: LabelSelector?
        if let labelSelector {
            selector = LabelSelector(labelSelector)
            guard selector != nil else {
                throw .unexpectedStatus(resource: resource.name, status: 400, message: "not a label selector")
            }
        }
        var value = initial
        for object in objects[resource.kind] ?? [] {
            if let namespace, object.metadata.namespace != namespace { continue }
            if let selector, !selector.matches(object.metadata.labels) { continue }
            if let object = object as? Object { update(&value, object) }
        }
        return value
    }

    package func get<Object: BuiltInObject>(
        _ type: Object.Type, name: String, namespace: String?
    ) async throws(KubernetesError) -> Object {
        let found = objects[Object.resource.kind]?.first {
            $0.metadata.name == name && (namespace == nil || $0.metadata.namespace == namespace)
        }
        guard let object = found as? Object else {
            throw .notFound(resource: Object.resource.name, namespace: namespace)
        }
        return object
    }

    /// A namespace of a real cluster always holds the ConfigMap `kube-root-ca.crt` (Kubernetes 1.20 and later):
    /// where it is missing, the recording does not hold all ConfigMaps of that namespace.
    package func doubt(about resource: APIResource, in namespace: String) -> GapReason? {
        if let header {
            return header.gaps.first { $0.resource == resource.name && $0.namespace == namespace }?.reason
        }
        switch resource.kind {
        case ConfigMap.resource.kind: return completeNamespaces.contains(namespace) ? nil : .incomplete
        case Secret.resource.kind, ClusterTrustBundle.resource.kind: return .incomplete
        default: return nil
        }
    }

    /// Objects by kind; where two have one name, the later one stands, as with `kubectl apply`.
    private static func byKind(_ objects: [any KubernetesObject]) -> [String: [any KubernetesObject]] {
        struct Key: Hashable { var kind: String, namespace: String, name: String }
        var positions: [Key: Int] = [:]
        var result: [String: [any KubernetesObject]] = [:]
        for object in objects {
            let object = normalized(object)
            let kind = Swift.type(of: object).resource.kind
            let key = Key(kind: kind, namespace: object.metadata.namespace ?? "", name: object.metadata.name)
            if let position = positions[key] {
                result[kind]?[position] = object
            } else {
                positions[key] = result[kind]?.count ?? 0
                result[kind, default: []].append(object)
            }
        }
        return result
    }

    /// With a namespace (`default`, as kubectl would apply it), and Secrets as the API server stores them.
    private static func normalized(_ object: any KubernetesObject) -> any KubernetesObject {
        var result = (object as? RecordedSecret)?.stored ?? object
        if Swift.type(of: result).resource.isNamespaced, (result.metadata.namespace ?? "").isEmpty {
            result.metadata.namespace = "default"
        }
        return result
    }

    /// Whether a recorded gap means that a kind could not be listed at all.
    private static func isOfWholeKind(_ gap: Gap) -> Bool {
        gap.namespace == nil && SnapshotHeader.listedResources.contains(gap.resource)
    }

    private static func error(of gap: Gap, verb: String) -> KubernetesError {
        switch gap.reason {
        case .forbidden: .forbidden(verb: verb, resource: gap.resource, namespace: nil, message: gap.detail)
        case .notFound: .notFound(resource: gap.resource, namespace: nil)
        case .rateLimited: .rateLimited(resource: gap.resource, attempts: 1)
        case .incomplete: .incompleteBody(resource: gap.resource)
        default: .unexpectedStatus(resource: gap.resource, status: 0, message: gap.detail)
        }
    }
}
