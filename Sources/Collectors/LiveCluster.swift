package import Kubernetes
package import ScanModel

/// A cluster read through its API server.
package struct LiveCluster: ClusterSource, ContainerExecutor {
    package let client: KubernetesClient

    package init(client: KubernetesClient) {
        self.client = client
    }

    package var gaps: [Gap] { [] }

    package var executor: (any ContainerExecutor)? { self }

    package func run(
        _ command: [String], in place: RunningContainer, seconds: Double, limit: Int
    ) async throws(KubernetesError) -> ExecResult {
        let request = ExecRequest(
            namespace: place.namespace, pod: place.pod, container: place.container, command: command)
        return try await client.exec(request, timeout: seconds, limit: limit)
    }

    package func doubt(about resource: APIResource, in namespace: String) -> GapReason? { nil }

    /// Which cluster this is.
    ///
    /// The UID is nil where it is denied, the version where it can't be had. A server that can't be reached, that refuses
    /// the credentials or that fails throws: it must never look like an empty cluster, nor like another one.
    package func identity() async throws(KubernetesError) -> Report.Cluster {
        var cluster = Report.Cluster(server: client.server, context: client.context)
        do throws(KubernetesError) {
            cluster.uid = try await client.get(Namespace.self, name: "kube-system", namespace: nil).metadata.uid
        } catch {
            guard error.gapReason == .forbidden || error.gapReason == .notFound else { throw error }
        }
        do throws(KubernetesError) {
            cluster.version = try await client.version()
        } catch {
            guard error.isAboutOneResource else { throw error }
        }
        return cluster
    }

    package func list<Object: BuiltInObject, Value: Sendable>(
        _ type: Object.Type, namespace: String?, labelSelector: String?, into initial: Value,
        _ update: @escaping @Sendable (inout Value, Object) -> Void
    ) async throws(KubernetesError) -> Value {
        try await client.list(
            type, namespace: namespace, labelSelector: labelSelector, into: initial, update)
    }

    package func get<Object: BuiltInObject>(
        _ type: Object.Type, name: String, namespace: String?
    ) async throws(KubernetesError) -> Object {
        try await client.get(type, name: name, namespace: namespace)
    }
}
