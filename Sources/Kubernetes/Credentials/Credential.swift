/// Who asks: the user of a kubeconfig, checked as client-go checks it, before any of it is used.
package struct Credential: Sendable {
    /// The user's name in the kubeconfig, for errors; empty in a cluster.
    package var user: String
    package var identity: ClientIdentity?
    package var bearer: Bearer
    package var impersonation: Impersonation

    package enum Bearer: Sendable {
        case none
        case token(Confidential<String>)
        /// Read again when it changes: a pod's token is replaced about every hour.
        case file(path: String)
        case basic(username: String, password: Confidential<String>)
        case exec(ExecPlugin)
    }

    package init(
        user: String = "", identity: ClientIdentity? = nil, bearer: Bearer = .none,
        impersonation: Impersonation = Impersonation()
    ) {
        self.user = user
        self.identity = identity
        self.bearer = bearer
        self.impersonation = impersonation
    }

    init(
        _ user: Kubeconfig.User, name: String, _ overrides: ClusterOverrides
    ) throws(KubernetesError) {
        func refused(_ reason: String) -> KubernetesError { .badCredential(user: name, reason: reason) }
        var user = user
        if let token = overrides.token {
            user.token = token
            // A token given by flag is meant, whatever the file has.
            (user.tokenFile, user.username, user.password, user.exec, user.authProvider) = (nil, nil, nil, nil, nil)
        }
        if let provider = user.authProvider {
            throw .unsupportedAuthProvider(name: provider, plugin: Self.replacement(provider))
        }
        let hasToken = user.token != nil || user.tokenFile != nil
        let hasBasic = user.username != nil || user.password != nil
        if hasToken, hasBasic {
            throw refused("it has both a token and a user name with a password, and only one is allowed")
        }

        self.user = name
        switch (user.clientCertificate, user.clientKey) {
        case (nil, nil): identity = nil
        case (let certificate?, let key?):
            identity = ClientIdentity(certificate: try certificate.bytes(), key: try key.bytes())
        case (_?, nil): throw refused("it has a client certificate without a client key")
        case (nil, _?): throw refused("it has a client key without a client certificate")
        }
        if let path = user.tokenFile {
            bearer = .file(path: path)
        } else if let token = user.token {
            bearer = .token(token)
        } else if hasBasic {
            bearer = .basic(username: user.username ?? "", password: user.password ?? Confidential(""))
        } else {
            bearer = user.exec.map(Bearer.exec) ?? .none
        }
        impersonation = user.impersonation
        impersonation.override(overrides)
        if impersonation.isPartial {
            throw refused("it impersonates a group, uid or extra without impersonating a user")
        }
    }

    /// Where the auth providers that client-go has dropped (1.26 and before) went.
    private static func replacement(_ provider: String) -> String {
        switch provider {
        case "azure": "kubelogin"
        case "gcp": "gke-gcloud-auth-plugin"
        default: "an exec credential plugin"
        }
    }
}

extension Impersonation {
    mutating func override(_ overrides: ClusterOverrides) {
        user = overrides.impersonateUser ?? user
        uid = overrides.impersonateUID ?? uid
        if !overrides.impersonateGroups.isEmpty { groups = overrides.impersonateGroups }
    }

    var headers: [(name: String, value: String)] {
        guard let user else { return [] }
        var headers = [(name: "Impersonate-User", value: user)]
        if let uid { headers.append((name: "Impersonate-Uid", value: uid)) }
        headers += groups.map { (name: "Impersonate-Group", value: $0) }
        for (key, values) in extra.sorted(by: { $0.key < $1.key }) {
            let name = "Impersonate-Extra-\(PercentEncoding.encode(key.lowercased()))"
            headers += values.map { (name: name, value: $0) }
        }
        return headers
    }
}
