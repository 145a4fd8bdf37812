/// What this target takes from the machine it runs on, handed in by the command line: nothing below it asks the process.
package struct HostEnvironment: Sendable {
    package var variables: [String: String]
    package var homeDirectory: String
    /// Whether standard input is a terminal, which an exec plugin may then use.
    package var isTerminal: Bool
    /// Where a pod finds its token, `ca.crt` and `namespace`.
    package var serviceAccountFolder: String

    package init(
        variables: [String: String] = [:], homeDirectory: String = "/", isTerminal: Bool = false,
        serviceAccountFolder: String = "/var/run/secrets/kubernetes.io/serviceaccount"
    ) {
        self.variables = variables
        self.homeDirectory = homeDirectory
        self.isTerminal = isTerminal
        self.serviceAccountFolder = serviceAccountFolder
    }
}

/// kubectl's flags that change what a kubeconfig says; nil and empty mean not given.
package struct ClusterOverrides: Sendable {
    package var context: String?
    package var cluster: String?
    package var user: String?
    package var server: String?
    package var token: Confidential<String>?
    package var impersonateUser: String?
    package var impersonateUID: String?
    package var impersonateGroups: [String]
    package var certificateAuthority: String?
    package var insecureSkipTLSVerify: Bool
    package var tlsServerName: String?
    package var namespace: String?

    package init(
        context: String? = nil, cluster: String? = nil, user: String? = nil, server: String? = nil,
        token: String? = nil, impersonateUser: String? = nil, impersonateUID: String? = nil,
        impersonateGroups: [String] = [], certificateAuthority: String? = nil, insecureSkipTLSVerify: Bool = false,
        tlsServerName: String? = nil, namespace: String? = nil
    ) {
        self.context = context?.nonEmpty
        self.cluster = cluster?.nonEmpty
        self.user = user?.nonEmpty
        self.server = server?.nonEmpty
        self.token = token?.nonEmpty.map(Confidential.init)
        self.impersonateUser = impersonateUser?.nonEmpty
        self.impersonateUID = impersonateUID?.nonEmpty
        self.impersonateGroups = impersonateGroups
        self.certificateAuthority = certificateAuthority?.nonEmpty
        self.insecureSkipTLSVerify = insecureSkipTLSVerify
        self.tlsServerName = tlsServerName?.nonEmpty
        self.namespace = namespace?.nonEmpty
    }
}
