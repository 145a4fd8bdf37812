package import Kubernetes

/// A container that runs now, in which a command can be run.
package struct RunningContainer: Hashable, Sendable {
    package var namespace: String
    package var pod: String
    package var container: String
    package var node: String
    /// The image reference with its digest, as the kubelet reports it.
    package var imageID: String

    /// For sentences: `pod shop/web-1 container app`.
    package var words: String { "pod \(namespace)/\(pod) container \(container)" }
}

/// Runs a command in a running container: what a live cluster can do and a recording cannot.
package protocol ContainerExecutor: Sendable {
    /// - Parameters:
    ///   - command: the program and its arguments, without a shell of ours.
    ///   - place: where.
    ///   - seconds: until it is given up.
    ///   - limit: bytes of output that are more than is expected.
    /// - Returns: the whole output and how the command ended.
    /// - Throws: where the command could not be run, or its output is not known to be whole.
    func run(
        _ command: [String], in place: RunningContainer, seconds: Double, limit: Int
    ) async throws(KubernetesError) -> ExecResult
}
