extension ClusterConfiguration {
    /// Finds the cluster that kubectl would talk to with the same files, flags and environment.
    ///
    /// Where there is no kubeconfig at all and no flag names a server, the pod's service account is used. Unlike kubectl, which then
    /// tries `localhost:8080`, nothing found is an error.
    package static func resolve(
        kubeconfig explicit: String? = nil, overrides: ClusterOverrides = ClusterOverrides(),
        environment: HostEnvironment
    ) throws(KubernetesError) -> ClusterConfiguration {
        let (config, searched) = try KubeconfigSearch.load(explicit: explicit, environment: environment)
        let contextName = overrides.context ?? config.currentContext
        var context = Kubeconfig.Context()
        if let contextName {
            guard let found = config.contexts[contextName] else {
                throw .unknownContext(contextName, known: config.contexts.keys.sorted())
            }
            context = found
        }
        let cluster = try cluster(config, context, overrides)
        guard cluster.server != nil else {
            if contextName == nil, overrides.cluster == nil {
                if let inside = try ServiceAccount.configuration(overrides, environment) { return inside }
                if config.isEmpty { throw .noKubeconfig(searched: searched) }
                throw .unknownContext("", known: config.contexts.keys.sorted())
            }
            throw .invalidServer("")
        }
        let user = try user(config, context, overrides)
        return try join(cluster, user, context, contextName, overrides, environment)
    }

    private static func cluster(
        _ config: Kubeconfig, _ context: Kubeconfig.Context, _ overrides: ClusterOverrides
    ) throws(KubernetesError) -> Kubeconfig.Cluster {
        var cluster = Kubeconfig.Cluster()
        if let name = overrides.cluster ?? context.cluster {
            guard let found = config.clusters[name] else { throw .unknownCluster(name, path: context.path) }
            cluster = found
        }
        // A server given by flag is not the one that the file's name in the certificate was written for.
        if overrides.tlsServerName != nil || overrides.server != nil { cluster.tlsServerName = overrides.tlsServerName }
        if let server = overrides.server { cluster.server = server }
        // Either of these flags replaces both settings of the file.
        if overrides.insecureSkipTLSVerify || overrides.certificateAuthority != nil {
            cluster.insecureSkipTLSVerify = overrides.insecureSkipTLSVerify
            cluster.certificateAuthority = overrides.certificateAuthority.map(ByteSource.file)
        }
        return cluster
    }

    private static func user(
        _ config: Kubeconfig, _ context: Kubeconfig.Context, _ overrides: ClusterOverrides
    ) throws(KubernetesError) -> Credential {
        var user = Kubeconfig.User()
        let name = overrides.user ?? context.user
        if let name {
            guard let found = config.users[name] else { throw .unknownUser(name, path: context.path) }
            user = found
        }
        return try Credential(user, name: name ?? "", overrides)
    }

    private static func join(
        _ cluster: Kubeconfig.Cluster, _ credential: Credential, _ context: Kubeconfig.Context, _ contextName: String?,
        _ overrides: ClusterOverrides, _ environment: HostEnvironment
    ) throws(KubernetesError) -> ClusterConfiguration {
        let authority = try authority(cluster)
        let hasTLS = authority != nil || cluster.insecureSkipTLSVerify || credential.identity != nil
        let text = cluster.server ?? ""
        guard let server = ServerAddress(text, assumingTLS: hasTLS) else {
            // What stands before an @ may be a password.
            throw .invalidServer(String(text[(text.lastIndex(of: "@").map(text.index(after:)) ?? text.startIndex)...]))
        }
        if let proxy = cluster.proxyURL?.value {
            let scheme = proxy.firstRange(of: "://").map { proxy[..<$0.lowerBound] } ?? ""
            guard ["http", "https", "socks5"].contains(scheme) else {
                throw .proxy(reason: "proxy-url of the cluster begins with none of http://, https://, socks5://")
            }
        }
        return ClusterConfiguration(
            server: server, certificateAuthority: authority, isInsecure: cluster.insecureSkipTLSVerify,
            tlsServerName: cluster.tlsServerName,
            proxy: cluster.proxyURL?.value ?? ProxyRules.proxy(for: server, environment: environment.variables),
            credential: credential, namespace: overrides.namespace ?? context.namespace ?? "default",
            context: contextName, execConfiguration: cluster.execConfiguration, environment: environment)
    }

    private static func authority(_ cluster: Kubeconfig.Cluster) throws(KubernetesError) -> [UInt8]? {
        guard let source = cluster.certificateAuthority else { return nil }
        let path = cluster.path ?? "the command line"
        guard !cluster.insecureSkipTLSVerify else {
            throw .malformedKubeconfig(
                path: path, line: nil, reason: "a certificate authority is given together with insecure-skip-tls-verify"
            )
        }
        let bytes = try source.bytes()
        guard PEM.holdsCertificate(bytes) else {
            switch source {
            case .file(let file): throw .unreadableFile(path: file, reason: "it holds no PEM certificate")
            case .data:
                throw .malformedKubeconfig(
                    path: path, line: nil, reason: "certificate-authority-data holds no PEM certificate")
            }
        }
        return bytes
    }
}
