package import Kubernetes
package import ScanModel

/// A source that stops answering at a point in time: what was not read by then becomes a gap, and the rest is reported.
package struct DeadlineSource: ClusterSource, ContainerExecutor {
    private let source: any ClusterSource
    package let deadline: ContinuousClock.Instant
    private let seconds: Double

    /// - Parameters:
    ///   - source: what is asked until then.
    ///   - seconds: from now.
    package init(source: any ClusterSource, seconds: Double) {
        self.source = source
        self.seconds = seconds
        deadline = .now + .seconds(seconds)
    }

    package var gaps: [Gap] { source.gaps }

    package var evidence: EvidenceFolder? { source.evidence }

    package var executor: (any ContainerExecutor)? { source.executor == nil ? nil : self }

    package func run(
        _ command: [String], in place: RunningContainer, seconds: Double, limit: Int
    ) async throws(KubernetesError) -> ExecResult {
        guard let executor = source.executor else {
            throw .notFound(resource: "pods/exec", namespace: place.namespace)
        }
        return try await beforeDeadline { () async throws(KubernetesError) in
            try await executor.run(command, in: place, seconds: seconds, limit: limit)
        }
    }

    package func doubt(about resource: APIResource, in namespace: String) -> GapReason? {
        source.doubt(about: resource, in: namespace)
    }

    package func identity() async throws(KubernetesError) -> Report.Cluster {
        try await beforeDeadline { () async throws(KubernetesError) in try await source.identity() }
    }

    package func list<Object: BuiltInObject, Value: Sendable>(
        _ type: Object.Type, namespace: String?, labelSelector: String?, into initial: Value,
        _ update: @escaping @Sendable (inout Value, Object) -> Void
    ) async throws(KubernetesError) -> Value {
        try await beforeDeadline { () async throws(KubernetesError) in
            try await source.list(
                type, namespace: namespace, labelSelector: labelSelector, into: initial, update)
        }
    }

    package func get<Object: BuiltInObject>(
        _ type: Object.Type, name: String, namespace: String?
    ) async throws(KubernetesError) -> Object {
        try await beforeDeadline { () async throws(KubernetesError) in
            try await source.get(type, name: name, namespace: namespace)
        }
    }

    /// Races the work against the deadline; the loser is cancelled.
    private func beforeDeadline<Value: Sendable>(
        _ work: @escaping @Sendable () async throws(KubernetesError) -> Value
    ) async throws(KubernetesError) -> Value {
        let late = KubernetesError.timeout(server: "the API server", seconds: seconds)
        guard ContinuousClock.now < deadline else { throw late }
        let result = await withTaskGroup(of: Result<Value, KubernetesError>.self) { group in
            group.addTask {
                do throws(KubernetesError) {
                    return .success(try await work())
                } catch {
                    return .failure(error)
                }
            }
            group.addTask { [deadline] in
                try? await Task.sleep(until: deadline, clock: .continuous)
                return .failure(late)
            }
            let first = await group.next() ?? .failure(late)
            group.cancelAll()
            return first
        }
        return try result.get()
    }
}
