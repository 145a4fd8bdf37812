import Kubernetes

/// A Deployment, CronJob … reduced to what a scan needs of it.
struct ControllerRecord: Sendable {
    var resource: APIResource
    var metadata: ObjectMeta
    /// Nil where the kind has none.
    var replicas: Int?
    /// Nil where there is no template, or where it is of an old revision and not needed.
    var spec: PodSpec?

    var namespace: String { metadata.namespace ?? "" }
    /// A ReplicaSet that an update left behind for a rollback.
    var isOldRevision: Bool {
        resource.kind == ReplicaSet.resource.kind && replicas == 0 && metadata.controller != nil
    }

    /// Reduces an object; of old revisions of a Deployment (there may be ten) the template is kept only where asked
    /// for.
    init(_ object: some TemplatedObject, keepsOldRevisions: Bool) {
        resource = type(of: object).resource
        metadata = object.metadata
        replicas = (object as? ReplicaSet)?.spec.replicas
        spec = nil
        let isDescribed = isOldRevision && metadata.controller?.kind == Deployment.resource.kind
        if keepsOldRevisions || !isDescribed { spec = object.template?.spec.normalized }
    }
}

/// A kind whose objects hold a pod template, and how it is listed.
struct ControllerKind: Sendable {
    let resource: APIResource
    /// The list of one namespace, or of all.
    let list: @Sendable (any ClusterSource, ListRequest) async -> Result<[ControllerRecord], KubernetesError>

    static let all: [ControllerKind] = [
        of(Deployment.self), of(StatefulSet.self), of(DaemonSet.self), of(ReplicaSet.self),
        of(ReplicationController.self), of(Job.self), of(CronJob.self),
    ]

    private static func of<Object: BuiltInObject & TemplatedObject>(_ type: Object.Type) -> ControllerKind {
        ControllerKind(resource: Object.resource) { source, request in
            do throws(KubernetesError) {
                return .success(
                    try await source.list(
                        type, namespace: request.namespace, labelSelector: request.labelSelector,
                        into: [ControllerRecord]()
                    ) { records, object in
                        guard request.includes(object.metadata.namespace) else { return }
                        records.append(ControllerRecord(object, keepsOldRevisions: request.keepsOldRevisions))
                    })
            } catch {
                return .failure(error)
            }
        }
    }
}

/// What is asked of one list.
struct ListRequest: Sendable {
    /// Nil for all namespaces.
    var namespace: String?
    var labelSelector: String?
    /// Nil for every namespace that is not excluded.
    var onlyNamespaces: Set<String>?
    var scope: ScanScope
    var keepsOldRevisions = false

    func includes(_ namespace: String?) -> Bool {
        guard let namespace, !scope.excludes(namespace) else { return false }
        return onlyNamespaces?.contains(namespace) ?? true
    }
}
