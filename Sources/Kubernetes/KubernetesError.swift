/// What can go wrong between this program and a cluster.
///
/// Holds no token, password, key or body. The words are in ``description`` (what, where, why) and ``hint`` (what to do).
package enum KubernetesError: Error, Equatable, Sendable {
    // Finding the cluster.
    case noKubeconfig(searched: [String])
    case unreadableFile(path: String, reason: String)
    case malformedKubeconfig(path: String, line: Int?, reason: String)
    case unknownContext(String, known: [String])
    case unknownCluster(String, path: String?)
    case unknownUser(String, path: String?)
    case invalidServer(String)
    // Credentials.
    case unsupportedAuthProvider(name: String, plugin: String)
    case badCredential(user: String, reason: String)
    case execCommandNotFound(command: String, installHint: String?)
    case execFailed(command: String, reason: String)
    // The connection.
    case connectionRefused(server: String)
    case unreachable(server: String, reason: String)
    case untrustedServer(server: String, reason: String)
    case clientCertificateRejected(server: String, reason: String)
    case proxy(reason: String)
    case timeout(server: String, seconds: Double)
    // The answer.
    case unauthorized(server: String)
    case forbidden(verb: String, resource: String, namespace: String?, message: String)
    case notFound(resource: String, namespace: String?)
    case rateLimited(resource: String, attempts: Int)
    case serverFailure(resource: String, status: Int, message: String)
    case incompleteBody(resource: String)
    case notKubernetes(server: String, reason: String)
    case unexpectedStatus(resource: String, status: Int, message: String)
    // A command in a container.
    case execInterrupted(pod: String, namespace: String, reason: String)
    case execTimeout(pod: String, namespace: String, seconds: Double)
    case execOutputTooLong(pod: String, namespace: String, limit: Int)
}
