extension KubernetesError: CustomStringConvertible {
    /// One line: what failed, where, why.
    package var description: String {
        switch self {
        case .noKubeconfig(let searched): "no kubeconfig found at \(searched.joined(separator: ", "))"
        case .unreadableFile(let path, let reason): "cannot read \(path): \(reason)"
        case .malformedKubeconfig(let path, let line, let reason):
            "malformed kubeconfig \(path)\(line.map { ", line \($0)" } ?? ""): \(reason)"
        case .unknownContext("", _): "no context is selected: the kubeconfig has no current-context"
        case .unknownContext(let name, _): "no context \"\(name)\" in the kubeconfig"
        case .unknownCluster(let name, let path): "no cluster \"\(name)\" in the kubeconfig\(Self.at(path))"
        case .unknownUser(let name, let path): "no user \"\(name)\" in the kubeconfig\(Self.at(path))"
        case .invalidServer(""): "the cluster has no server address"
        case .invalidServer(let server): "invalid server address \"\(server)\": neither a URL nor host:port"
        case .unsupportedAuthProvider(let name, _): "auth provider \"\(name)\" is not supported any more, as in kubectl"
        case .badCredential("", let reason): "cannot use the credential: \(reason)"
        case .badCredential(let user, let reason): "cannot use the credential of user \"\(user)\": \(reason)"
        case .execCommandNotFound(let command, _): "credential plugin \"\(command)\" not found"
        case .execFailed(let command, let reason): "credential plugin \"\(command)\" failed: \(reason)"
        case .connectionRefused(let server): "cannot connect to \(server): connection refused"
        case .unreachable(let server, let reason): "cannot reach \(server): \(reason)"
        case .untrustedServer(let server, let reason): "cannot trust \(server): \(reason)"
        case .clientCertificateRejected(let server, let reason):
            "client certificate not accepted for \(server): \(reason)"
        case .proxy(let reason): "cannot connect through the proxy: \(reason)"
        case .timeout(let server, let seconds): "no answer from \(server) within \(Self.number(seconds)) s"
        case .unauthorized(let server): "not authenticated at \(server): the credential was refused (401)"
        case .forbidden(let verb, let resource, let namespace, let message):
            "cannot \(verb) \(resource)\(Self.scope(namespace)): forbidden\(Self.tail(Self.denial(message)))"
        case .notFound(let resource, let namespace): "cannot find \(resource)\(Self.scope(namespace))"
        case .rateLimited(let resource, let attempts):
            "cannot read \(resource): the API server asked to slow down, \(attempts) times in a row (429)"
        case .serverFailure(let resource, let status, let message):
            "cannot read \(resource): the API server failed with status \(status)\(Self.tail(message))"
        case .incompleteBody(let resource): "cannot read \(resource): the answer broke off before its end"
        case .notKubernetes(let server, let reason): "\(server) does not answer as a Kubernetes API server: \(reason)"
        case .unexpectedStatus(let resource, let status, let message):
            "cannot read \(resource): unexpected status \(status)\(Self.tail(message))"
        case .execInterrupted(let pod, let namespace, let reason):
            "a command in pod \"\(pod)\"\(Self.scope(namespace)) gave no complete answer: \(reason)"
        case .execTimeout(let pod, let namespace, let seconds):
            "a command in pod \"\(pod)\"\(Self.scope(namespace)) did not end within \(Self.number(seconds)) s"
        case .execOutputTooLong(let pod, let namespace, let limit):
            "a command in pod \"\(pod)\"\(Self.scope(namespace)) wrote more than \(limit) bytes"
        }
    }

    private static func at(_ path: String?) -> String { path.map { " \($0)" } ?? "" }

    /// The API server's sentence without its head, `pods is forbidden: `, which is said already.
    private static func denial(_ message: String) -> String {
        message.firstRange(of: " is forbidden: ").map { String(message[$0.upperBound...]) } ?? message
    }

    private static func tail(_ message: String) -> String { message.isEmpty ? "" : ": \(message)" }

    private static func scope(_ namespace: String?) -> String {
        namespace.map { " in namespace \"\($0)\"" } ?? ""
    }

    static func number(_ seconds: Double) -> String {
        seconds == seconds.rounded() && abs(seconds) < 1e9 ? "\(Int(seconds))" : "\(seconds)"
    }
}

extension KubernetesError {
    /// One line: what to do about it.
    package var hint: String {
        switch self {
        case .noKubeconfig: "pass --kubeconfig FILE, or set KUBECONFIG; inside a pod, mount a service account token"
        case .unreadableFile: "check the path and its permissions"
        case .malformedKubeconfig: "correct the file; kubectl config view shows what kubectl makes of it"
        case .unknownContext(_, let known) where known.isEmpty:
            "the kubeconfig has no contexts; pass another with --kubeconfig"
        case .unknownContext(_, let known): "pass --context with one of: \(Self.list(known))"
        case .unknownCluster: "kubectl config get-clusters lists those there are; pass one with --cluster"
        case .unknownUser: "kubectl config get-users lists those there are; pass one with --user"
        case .invalidServer: "set the cluster's server to a URL such as https://host:6443, or pass --server"
        case .unsupportedAuthProvider(_, let plugin): "change the user to \(plugin), which replaces it"
        case .badCredential: "correct the user in the kubeconfig, or pass another with --user"
        case .execCommandNotFound(let command, let installHint):
            installHint.map(Self.oneLine) ?? "install \(command), or correct the command in the kubeconfig"
        case .execFailed(let command, _): "run \(command) by itself to see what it needs, or log in again"
        case .connectionRefused: "check that the cluster is up, and that its address and port are right"
        case .unreachable: "check the address, the network and the VPN"
        case .untrustedServer(_, let reason) where reason.contains("expired"):
            "renew the API server's certificate, or check the clock of this machine"
        case .untrustedServer(_, let reason) where reason.contains("host name"):
            "use a server address that the certificate names, or pass --tls-server-name NAME"
        case .untrustedServer:
            "check certificate-authority of the cluster, or pass --certificate-authority FILE"
        case .clientCertificateRejected: "renew the client certificate of the user, or pass another with --user"
        case .proxy: "check proxy-url of the cluster, HTTPS_PROXY and NO_PROXY"
        case .timeout: "raise --request-timeout, or check the network"
        case .unauthorized: "log in again, or renew the token or certificate of the user"
        case .forbidden(let verb, let resource, _, _):
            "grant \(Self.verbs(verb, resource)) on \(Self.kind(resource)), or pass -n with namespaces that may be read"
        case .notFound: "check the name and the namespace; an older cluster may not have this kind"
        case .rateLimited: "lower --qps and --parallel, or try again later"
        case .serverFailure: "try again later; the API server's log has the reason"
        case .incompleteBody: "check the proxies and load balancers between here and the API server"
        case .notKubernetes: "check the server address, and for a proxy or login page in between"
        case .unexpectedStatus: "check the server address and the cluster's version"
        case .execInterrupted: "try again later; kubectl exec into the same pod shows whether it can be reached"
        case .execTimeout: "give it more time with --exec-timeout, or look at the node's load"
        case .execOutputTooLong: "look with kubectl exec at what is so large there: no trust store is"
        }
    }

    /// `configmaps` of `configmaps/db-ca`, `pods/exec` of `pods/web-1/exec`.
    private static func kind(_ resource: String) -> String {
        let parts = resource.split(separator: "/")
        return parts.count == 3 ? "\(parts[0])/\(parts[2])" : String(parts.first ?? "")
    }

    /// A command needs both: ``KubernetesClient/exec(_:timeout:limit:)`` says when.
    private static func verbs(_ verb: String, _ resource: String) -> String {
        kind(resource) == "pods/exec" ? "\"get\" and \"create\"" : "\"\(verb)\""
    }

    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(8).joined(separator: ", ")
        return names.count > 8 ? "\(shown) and \(names.count - 8) more" : shown
    }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
