import Kubernetes
import ScanModel

/// Everything that was read of the cluster, reduced, before facts are made of it.
struct Inventory: Sendable {
    var cluster: Report.Cluster
    /// Sorted; those that were read, empty ones too.
    var namespaces: [String]
    var controllers: [ControllerRecord] = []
    var pods: [PodGroup] = []
    var shelf = ObjectShelf()
    var gaps: [Gap] = []

    /// Every ConfigMap and Secret that a workload refers to, and if asked those with which its images are pulled.
    func references(withPullSecrets: Bool) -> Set<ObjectKey> {
        var keys: Set<ObjectKey> = []
        for controller in controllers {
            guard let spec = controller.spec else { continue }
            keys.formUnion(spec.references(namespace: controller.namespace, withPullSecrets: withPullSecrets))
        }
        for pod in pods {
            keys.formUnion(pod.spec.references(namespace: pod.namespace, withPullSecrets: withPullSecrets))
        }
        return keys
    }

    /// Every projection of ClusterTrustBundles.
    var bundleProjections: Set<Volume.ClusterTrustBundleProjection> {
        Set((controllers.compactMap(\.spec) + pods.map(\.spec)).flatMap(\.bundleProjections))
    }
}

/// Reads an ``Inventory``: the workload kinds at once, then the ClusterTrustBundles and ConfigMaps they refer to, then
/// (if asked) the Secrets.
struct InventoryReader: Sendable {
    let source: any ClusterSource
    let scope: ScanScope

    private enum Kind: Sendable {
        case controllers(ControllerKind)
        case pods

        var resource: APIResource {
            switch self {
            case .controllers(let kind): kind.resource
            case .pods: Pod.resource
            }
        }
    }

    private struct Unit: Sendable {
        var kind: Kind
        var request: ListRequest
    }

    private struct Lists: Sendable {
        var controllers: [ControllerRecord] = []
        var pods: [PodGroup] = []
        var failures: [(unit: Unit, error: KubernetesError)] = []
        var succeeded = 0
    }

    /// - Throws: the first ``KubernetesError`` where nothing at all is readable; `CancellationError`.
    func read() async throws -> Inventory {
        let cluster = try await source.identity()
        let choice = try await NamespaceChoice.resolve(scope, source: source)
        let kinds = ControllerKind.all.map(Kind.controllers) + [.pods]
        var lists = await run(kinds.flatMap { kind in choice.requests.map { Unit(kind: kind, request: $0) } })
        try Task.checkCancellation()
        await retryByNamespace(&lists, choice)
        await describeOldRevisions(&lists)
        try Task.checkCancellation()
        if lists.succeeded == 0, let first = lists.failures.first { throw first.error }

        var inventory = Inventory(cluster: cluster, namespaces: choice.names ?? [])
        inventory.gaps = source.gaps + choice.gaps
        inventory.gaps += lists.failures.map {
            $0.error.gap(resource: $0.unit.kind.resource.name, namespace: $0.unit.request.namespace)
        }
        inventory.controllers = lists.controllers
        inventory.pods = lists.pods
        let seen = Set(inventory.controllers.map(\.namespace) + inventory.pods.map(\.namespace))
        await tellMissingNamespaces(&inventory, seen: seen)
        if scope.coversAllNamespaces { inventory.namespaces = Set(inventory.namespaces).union(seen).sorted() }

        let references = inventory.references(withPullSecrets: scope.registry != .never)
        let shelves = ShelfReader(source: source, scope: scope, choice: choice)
        let shelf = await shelves.read(references, projections: inventory.bundleProjections)
        inventory.shelf = shelf.shelf
        inventory.gaps = Set(inventory.gaps + shelf.gaps).sorted()
        try Task.checkCancellation()
        return inventory
    }

    private func run(_ units: [Unit]) async -> Lists {
        let source = source
        let outcomes = await boundedTasks(units, limit: scope.parallel) {
            unit -> Result<([ControllerRecord], [PodGroup]), KubernetesError> in
            switch unit.kind {
            case .controllers(let kind):
                var request = unit.request
                // ReplicaSets and Jobs also lead from a pod to its row: all are listed, and chosen by label afterwards.
                if [ReplicaSet.resource, Job.resource].contains(kind.resource) { request.labelSelector = nil }
                return await kind.list(source, request).map { ($0, []) }
            case .pods:
                let request = unit.request
                do throws(KubernetesError) {
                    let fold = try await source.list(
                        Pod.self, namespace: request.namespace, labelSelector: request.labelSelector, into: PodFold()
                    ) { fold, pod in
                        if request.includes(pod.metadata.namespace) { fold.add(pod) }
                    }
                    return .success(([], fold.groups))
                } catch {
                    return .failure(error)
                }
            }
        }
        var lists = Lists()
        for (unit, outcome) in zip(units, outcomes) {
            switch outcome {
            case .success(let (controllers, pods)):
                lists.controllers += controllers
                lists.pods += pods
                lists.succeeded += 1
            case .failure(let error): lists.failures.append((unit, error))
            }
        }
        return lists
    }

    /// A glob may cover most namespaces of somebody who may not list all of them at once.
    private func retryByNamespace(_ lists: inout Lists, _ choice: NamespaceChoice) async {
        guard !choice.fallback.isEmpty else { return }
        let denied = lists.failures.filter { $0.error.gapReason == .forbidden }
        guard !denied.isEmpty else { return }
        lists.failures.removeAll { $0.error.gapReason == .forbidden }
        let units = denied.flatMap { failure in choice.fallback.map { Unit(kind: failure.unit.kind, request: $0) } }
        let more = await run(units)
        lists.controllers += more.controllers
        lists.pods += more.pods
        lists.failures += more.failures
        lists.succeeded += more.succeeded
    }

    /// Templates of old ReplicaSets are dropped while they stream by, as their Deployment has the current one. Where
    /// the Deployments could not be listed they may be all that describes one that is scaled to zero.
    private func describeOldRevisions(_ lists: inout Lists) async {
        let denied = lists.failures.filter { $0.unit.kind.resource == Deployment.resource }.map(\.unit.request)
        let undescribed = lists.controllers.contains { $0.isOldRevision && $0.spec == nil }
        guard !denied.isEmpty, undescribed else { return }
        let kinds = ControllerKind.all.filter { $0.resource == ReplicaSet.resource }
        let units = kinds.flatMap { kind in
            denied.map { request in
                var request = request
                request.keepsOldRevisions = true
                return Unit(kind: .controllers(kind), request: request)
            }
        }
        let more = await run(units)
        func identity(_ record: ControllerRecord) -> String { "\(record.namespace)/\(record.metadata.name)" }
        let again = Set(more.controllers.map(identity))
        lists.controllers.removeAll { $0.resource == ReplicaSet.resource && again.contains(identity($0)) }
        lists.controllers += more.controllers
    }

    /// An empty namespace and a mistyped name look alike in lists: one GET tells them apart, where it is allowed.
    private func tellMissingNamespaces(_ inventory: inout Inventory, seen: Set<String>) async {
        guard !scope.coversAllNamespaces else { return }
        let unreadable = Set(inventory.gaps.map(\.namespace))
        let named = Set(scope.namespaces)
        let empty = inventory.namespaces.filter { named.contains($0) && !seen.contains($0) && !unreadable.contains($0) }
        let source = source
        let missing = await boundedTasks(empty, limit: scope.parallel) { name -> Bool in
            do throws(KubernetesError) {
                _ = try await source.get(Namespace.self, name: name, namespace: nil)
                return false
            } catch {
                return error.gapReason == .notFound
            }
        }
        for (name, isMissing) in zip(empty, missing) where isMissing {
            inventory.gaps.append(
                Gap(
                    resource: Namespace.resource.name, namespace: name, reason: .notFound,
                    detail: "there is no namespace \(name)"))
        }
    }
}
