extension RegistryError: CustomStringConvertible {
    /// One line: what failed, where, why.
    package var description: String {
        switch self {
        case .invalidReference(let text, let problem): "invalid image reference \"\(text)\": \(problem.words)"
        case .notPullable(let text): "image \"\(text)\" is known by its identifier alone, which no registry serves"
        case .unreadableFile(let path, let reason): "cannot read \(path): \(reason)"
        case .malformedCredentials(let source, let reason): "cannot read the credentials in \(source): \(reason)"
        case .helperNotFound(let name): "credential helper \"\(name)\" not found"
        case .helperFailed(let name, let reason): "credential helper \"\(name)\" failed: \(reason)"
        case .connectionRefused(let server): "cannot connect to \(server): connection refused"
        case .unreachable(let server, let reason): "cannot reach \(server): \(reason)"
        case .untrustedServer(let server, let reason): "cannot trust \(server): \(reason)"
        case .notTLS(let server): "cannot connect to \(server): it does not speak TLS"
        case .proxy(let reason): "cannot connect through the proxy: \(reason)"
        case .timeout(let server, let seconds): "no answer from \(server) within \(seconds) s"
        case .cancelled(let server): "the request to \(server) was cancelled"
        case .redirectRefused(let server, let reason): "a redirect to \(server) was not followed: \(reason)"
        case .unauthorized(let image): "cannot read image \(image): not authenticated (401)"
        case .forbidden(let image): "cannot read image \(image): forbidden (403)"
        case .notFound(let image): "cannot find image \(image) (404)"
        case .rateLimited(let server, let attempts): "\(server) asked to slow down, \(attempts) times in a row (429)"
        case .serverFailure(let server, let status): "\(server) failed with status \(status)"
        case .unexpectedStatus(let server, let status): "unexpected status \(status) from \(server)"
        case .incompleteBody(let server): "the answer of \(server) broke off before its end"
        case .notRegistry(let server, let reason): "\(server) does not answer as a container registry: \(reason)"
        case .digestMismatch(let image, let digest): "image \(image) is not what its digest says: \(digest)"
        case .malformedImage(let image, let reason): "cannot read image \(image): \(reason)"
        case .unsupportedManifest(let image, let type):
            "cannot read image \(image): its manifest is of type \"\(type)\""
        case .noPlatform(let image, let wanted, let known):
            "image \(image) is not built for \(wanted), only for \(known.isEmpty ? "none" : known.joined(separator: ", "))"
        }
    }
}

extension RegistryError {
    /// One line: what to do about it.
    package var hint: String {
        switch self {
        case .invalidReference: "write it as registry/repository:tag or registry/repository@sha256:…"
        case .notPullable: "push the image to a registry, or read its files in a running container"
        case .unreadableFile: "check the path and its permissions"
        case .malformedCredentials: "log in again with docker login, or correct the pull secret"
        case .helperNotFound(let name): "install docker-credential-\(name), or take it out of the docker configuration"
        case .helperFailed(let name, _): "run docker-credential-\(name) list to see what it needs, or log in again"
        case .connectionRefused: "check that the registry is up, and that its address and port are right"
        case .unreachable, .timeout: "check the address, the network and the proxy"
        case .untrustedServer(_, let reason) where reason.contains("expired"):
            "renew the registry's certificate, or check the clock of this machine"
        case .untrustedServer: "pass the certificate authority of the registry"
        case .notTLS: "name the registry as an insecure one, if it is meant to speak plain HTTP"
        case .proxy: "check HTTPS_PROXY and NO_PROXY"
        case .cancelled: "run it again, with more time"
        case .redirectRefused: "check the registry's configuration of its storage"
        case .unauthorized: "log in with docker login, or check the pull secrets of the pod"
        case .forbidden: "ask for the right to pull this repository"
        case .notFound: "check the name; a registry may also hide what these credentials may not read"
        case .rateLimited: "log in, as registries grant more to known users, or try again later"
        case .serverFailure, .unexpectedStatus: "try again later; the registry's log has the reason"
        case .incompleteBody: "check the proxies and load balancers between here and the registry"
        case .notRegistry: "check the registry's name, and for a proxy or login page in between"
        case .digestMismatch: "check the registry and what lies in between: the bytes were changed"
        case .malformedImage: "push the image again"
        case .unsupportedManifest: "push the image again with a current client: OCI, or Docker schema 2"
        case .noPlatform: "check the node's architecture, or build the image for it"
        }
    }
}

extension RegistryError.ReferenceProblem {
    var words: String {
        switch self {
        case .empty: "it is empty"
        case .registry: "the registry is not a host name"
        case .repository: "the repository may only hold lower-case letters, digits and single separators"
        case .tag: "the tag is not one"
        case .digest: "the digest is neither sha256 nor sha512"
        }
    }
}
