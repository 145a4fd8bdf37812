/// What a kubeconfig says, after its files are merged. Paths are resolved against the file they stand in.
package struct Kubeconfig: Sendable {
    package var clusters: [String: Cluster] = [:]
    package var users: [String: User] = [:]
    package var contexts: [String: Context] = [:]
    package var currentContext: String?

    package init() {}

    /// Whether there is nothing in it, which makes kubectl look for a service account.
    var isEmpty: Bool { clusters.isEmpty && users.isEmpty && contexts.isEmpty && currentContext == nil }

    package struct Cluster: Sendable {
        package var server: String?
        package var certificateAuthority: ByteSource?
        package var insecureSkipTLSVerify = false
        package var tlsServerName: String?
        package var proxyURL: Confidential<String>?
        /// The extension that is passed to an exec plugin which asks for cluster information.
        package var execConfiguration: JSONValue?
        /// The file it stands in.
        package var path: String?

        package init() {}
    }

    package struct Context: Sendable {
        package var cluster: String?
        package var user: String?
        package var namespace: String?
        package var path: String?

        package init() {}
    }

    package struct User: Sendable {
        package var clientCertificate: ByteSource?
        package var clientKey: ByteSource?
        package var token: Confidential<String>?
        package var tokenFile: String?
        package var username: String?
        package var password: Confidential<String>?
        package var impersonation = Impersonation()
        package var exec: ExecPlugin?
        /// The name of an auth provider of old; client-go has none any more.
        package var authProvider: String?
        package var path: String?

        package init() {}
    }
}

/// Bytes that stand in a kubeconfig or in a file beside it. Data beats a file.
package enum ByteSource: Sendable, Hashable {
    case data(Confidential<[UInt8]>)
    case file(String)

    func bytes() throws(KubernetesError) -> [UInt8] {
        switch self {
        case .data(let bytes): bytes.value
        case .file(let path): try FileBytes.read(path)
        }
    }
}

/// Acting as somebody else: the `Impersonate-…` headers.
package struct Impersonation: Sendable, Hashable {
    package var user: String?
    package var uid: String?
    package var groups: [String] = []
    package var extra: [String: [String]] = [:]

    package init() {}

    var isPartial: Bool { user == nil && (uid != nil || !groups.isEmpty || !extra.isEmpty) }
}
