/// One cluster and one user, ready to connect: what a kubeconfig, the flags and the machine come to.
package struct ClusterConfiguration: Sendable {
    package var server: ServerAddress
    /// PEM; nil for the system's store.
    package var certificateAuthority: [UInt8]?
    package var isInsecure: Bool
    package var tlsServerName: String?
    package var proxy: Confidential<String>?
    package var credential: Credential
    /// Where a command looks that names no namespace.
    package var namespace: String
    /// Nil in a cluster, and where only flags name the server.
    package var context: String?
    package var execConfiguration: JSONValue?
    package var environment: HostEnvironment

    package init(
        server: ServerAddress, certificateAuthority: [UInt8]? = nil, isInsecure: Bool = false,
        tlsServerName: String? = nil, proxy: String? = nil, credential: Credential = Credential(),
        namespace: String = "default", context: String? = nil, execConfiguration: JSONValue? = nil,
        environment: HostEnvironment = HostEnvironment()
    ) {
        self.server = server
        self.certificateAuthority = certificateAuthority
        self.isInsecure = isInsecure
        self.tlsServerName = tlsServerName
        self.proxy = proxy.map(Confidential.init)
        self.credential = credential
        self.namespace = namespace
        self.context = context
        self.execConfiguration = execConfiguration
        self.environment = environment
    }

    package func transport(requestTimeout: Double? = nil) -> CurlTransport {
        CurlTransport(transportSettings(requestTimeout: requestTimeout))
    }

    /// For ``KubernetesClient/exec(_:timeout:limit:)``; each command brings its own timeout.
    package func execTransport() -> CurlExecTransport { CurlExecTransport(transportSettings(requestTimeout: nil)) }

    private func transportSettings(requestTimeout: Double?) -> TransportSettings {
        TransportSettings(
            server: server, certificateAuthority: certificateAuthority, isInsecure: isInsecure,
            tlsServerName: tlsServerName, proxy: proxy?.value, requestTimeout: requestTimeout)
    }
}
