/// What can go wrong between this program and a registry, for a whole image.
///
/// Holds no token, password or body, and of an address only scheme, host and port: the query of a redirect may be a signature.
/// The words are in ``description`` (what, where, why) and ``hint`` (what to do).
package enum RegistryError: Error, Hashable, Sendable {
    package enum ReferenceProblem: Sendable {
        case empty
        case registry
        case repository
        case tag
        case digest
    }

    // What is asked for.
    case invalidReference(String, ReferenceProblem)
    case notPullable(String)
    // Credentials.
    case unreadableFile(path: String, reason: String)
    case malformedCredentials(source: String, reason: String)
    case helperNotFound(String)
    case helperFailed(String, reason: String)
    // The connection.
    case connectionRefused(server: String)
    case unreachable(server: String, reason: String)
    case untrustedServer(server: String, reason: String)
    case notTLS(server: String)
    case proxy(reason: String)
    case timeout(server: String, seconds: Int)
    case cancelled(server: String)
    // The answer.
    case redirectRefused(server: String, reason: String)
    case unauthorized(image: String)
    case forbidden(image: String)
    case notFound(image: String)
    case rateLimited(server: String, attempts: Int)
    case serverFailure(server: String, status: Int)
    case unexpectedStatus(server: String, status: Int)
    case incompleteBody(server: String)
    case notRegistry(server: String, reason: String)
    // The image.
    case digestMismatch(image: String, digest: String)
    case malformedImage(image: String, reason: String)
    case unsupportedManifest(image: String, mediaType: String)
    case noPlatform(image: String, wanted: String, known: [String])
}
