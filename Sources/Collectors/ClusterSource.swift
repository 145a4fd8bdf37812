package import Kubernetes
package import ScanModel

/// Where the objects of a cluster come from: a live API server, a file, a recording.
///
/// One protocol, so that `scan`, `scan --from` and `demo` run the same code.
package protocol ClusterSource: Sendable {
    /// Which cluster this is. What is not known (no right to read kube-system) is nil.
    func identity() async throws(KubernetesError) -> Report.Cluster

    /// Reads every object of a kind and reduces it to what the caller keeps.
    ///
    /// - Parameters:
    ///   - type: the kind.
    ///   - namespace: nil for all namespaces.
    ///   - labelSelector: as kubectl's `-l`; nil for all objects.
    ///   - initial: where the reduction starts; it starts over where a list must (410 Gone), so nothing counts twice.
    ///   - update: takes one object into the reduction; the object is dropped afterwards.
    /// - Returns: the reduction of every object.
    /// - Throws: where the list could not be read to its end; what was read until then is dropped.
    func list<Object: BuiltInObject, Value: Sendable>(
        _ type: Object.Type, namespace: String?, labelSelector: String?, into initial: Value,
        _ update: @escaping @Sendable (inout Value, Object) -> Void
    ) async throws(KubernetesError) -> Value

    /// - Throws: ``KubernetesError/notFound(resource:namespace:)`` where there is no such object.
    func get<Object: BuiltInObject>(
        _ type: Object.Type, name: String, namespace: String?
    ) async throws(KubernetesError) -> Object

    /// What could not be read when the source was opened: files of a recording with their line and reason.
    var gaps: [Gap] { get }

    /// Runs commands in its containers; nil where none runs: in a recording.
    var executor: (any ContainerExecutor)? { get }

    /// What was read of its images when it was recorded; nil for a live cluster.
    var evidence: EvidenceFolder? { get }

    /// Why an object that is not in a list of this namespace may exist all the same; nil where absence is proven.
    ///
    /// A list of an API server is complete. A manifest is not: a ConfigMap that it does not hold may be in the cluster.
    func doubt(about resource: APIResource, in namespace: String) -> GapReason?
}

extension ClusterSource {
    package var executor: (any ContainerExecutor)? { nil }
    package var evidence: EvidenceFolder? { nil }

    /// Only a source that knows its lists to be complete may say nil.
    package func doubt(about resource: APIResource, in namespace: String) -> GapReason? { .incomplete }
}
