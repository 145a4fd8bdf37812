/// The credentials that a pod is given, chosen as kubectl chooses them: only where no kubeconfig says anything.
enum ServiceAccount {
    /// Nil outside a pod.
    ///
    /// - Throws: where `ca.crt` is missing or empty. client-go then goes on with the system's store; a pod that cannot know its
    ///   API server should not send it a token.
    static func configuration(
        _ overrides: ClusterOverrides, _ environment: HostEnvironment
    ) throws(KubernetesError) -> ClusterConfiguration? {
        let folder = environment.serviceAccountFolder
        guard let host = environment.variables["KUBERNETES_SERVICE_HOST"]?.nonEmpty,
            let port = environment.variables["KUBERNETES_SERVICE_PORT"]?.nonEmpty,
            try FileBytes.readIfPresent("\(folder)/token") != nil
        else { return nil }
        let text = "https://\(host.contains(":") ? "[\(host)]" : host):\(port)"
        guard let server = ServerAddress(text, assumingTLS: true) else { throw .invalidServer(text) }

        guard overrides.certificateAuthority == nil || !overrides.insecureSkipTLSVerify else {
            throw .malformedKubeconfig(
                path: "the command line", line: nil,
                reason: "a certificate authority is given together with insecure-skip-tls-verify")
        }
        var authority: [UInt8]?
        if !overrides.insecureSkipTLSVerify {
            let path = overrides.certificateAuthority ?? "\(folder)/ca.crt"
            let bytes = try FileBytes.read(path)
            guard PEM.holdsCertificate(bytes) else {
                throw .unreadableFile(path: path, reason: "it holds no PEM certificate")
            }
            authority = bytes
        }
        var user = Kubeconfig.User()
        user.tokenFile = "\(folder)/token"
        return ClusterConfiguration(
            server: server, certificateAuthority: authority, isInsecure: overrides.insecureSkipTLSVerify,
            tlsServerName: overrides.tlsServerName,
            proxy: ProxyRules.proxy(for: server, environment: environment.variables),
            credential: try Credential(user, name: "", overrides),
            namespace: try namespace(overrides, folder, environment), environment: environment)
    }

    private static func namespace(
        _ overrides: ClusterOverrides, _ folder: String, _ environment: HostEnvironment
    ) throws(KubernetesError) -> String {
        if let name = overrides.namespace ?? environment.variables["POD_NAMESPACE"]?.nonEmpty { return name }
        let bytes = try FileBytes.readIfPresent("\(folder)/namespace") ?? []
        return String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }.nonEmpty ?? "default"
    }
}
