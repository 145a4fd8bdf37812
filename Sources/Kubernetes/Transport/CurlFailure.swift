import CCurl

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Why libcurl has no answer, said as a ``KubernetesError``.
struct CurlFailure {
    static let connectSeconds = 30
    static let silentSeconds = 60

    var code: CURLcode
    /// libcurl's own words: names hosts and certificates, never a header or a body.
    var text: String
    var systemError: Int32
    var hasStatus: Bool
    /// The proxy's answer to CONNECT; 0 where there was none.
    var connectStatus: Int

    func error(_ settings: TransportSettings, resource: String) -> KubernetesError {
        let server = "\(settings.server)"
        let proxied = settings.proxy != nil
        guard connectStatus < 300 else { return .proxy(reason: "it answered \(connectStatus) to CONNECT") }
        switch code {
        case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY:
            return .proxy(
                reason: code == CURLE_PROXY ? "the proxy refused the connection" : "its host name is not known")
        case CURLE_COULDNT_RESOLVE_HOST:
            return .unreachable(server: server, reason: "its host name is not known")
        case CURLE_COULDNT_CONNECT where proxied:
            return .proxy(reason: systemError == ECONNREFUSED ? "it refused the connection" : "it cannot be reached")
        case CURLE_COULDNT_CONNECT where systemError == ECONNREFUSED:
            return .connectionRefused(server: server)
        case CURLE_COULDNT_CONNECT:
            return .unreachable(server: server, reason: systemWords ?? "no connection")
        case CURLE_OPERATION_TIMEDOUT:
            return .timeout(server: server, seconds: settings.requestTimeout ?? Double(limit))
        case CURLE_PEER_FAILED_VERIFICATION:
            return .untrustedServer(server: server, reason: certificateWords)
        case CURLE_SSL_CACERT_BADFILE:
            return .untrustedServer(
                server: server, reason: "the certificate authority that was given holds no certificate")
        case CURLE_SSL_CERTPROBLEM:
            return .clientCertificateRejected(
                server: server, reason: "the client certificate and its key cannot be used together")
        case CURLE_SSL_CONNECT_ERROR, CURLE_RECV_ERROR, CURLE_SEND_ERROR:
            return handshakeError(server, resource)
        case CURLE_PARTIAL_FILE, CURLE_HTTP2, CURLE_HTTP2_STREAM, CURLE_GOT_NOTHING, CURLE_BAD_CONTENT_ENCODING:
            return .incompleteBody(resource: resource)
        case CURLE_WRITE_ERROR:
            return .notKubernetes(server: server, reason: "the answer is too long")
        case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL:
            return .notKubernetes(server: server, reason: "the answer is not HTTP")
        case CURLE_URL_MALFORMAT:
            return .invalidServer(server)
        default:
            return .unreachable(server: server, reason: String(cString: curl_easy_strerror(code)).lowercasedFirst)
        }
    }

    /// TLS 1.3 tells of a client certificate only after the handshake, as a failed read.
    private func handshakeError(_ server: String, _ resource: String) -> KubernetesError {
        if let alert = text.firstRange(of: "alert "), text.contains("certificate") || text.contains("unknown ca") {
            return .clientCertificateRejected(
                server: server, reason: String(text[alert.upperBound...].prefix { $0 != "," }))
        }
        if text.contains("wrong version number") || text.contains("packet length too long") {
            return .notKubernetes(server: server, reason: "the answer is not TLS")
        }
        if code == CURLE_SSL_CONNECT_ERROR, !hasStatus {
            return .unreachable(server: server, reason: "the TLS handshake failed")
        }
        return .incompleteBody(resource: resource)
    }

    private var certificateWords: String {
        if text.contains("expired") { return "its certificate has expired" }
        if text.contains("not yet valid") { return "its certificate is not valid yet" }
        if text.contains("issuer certificate") || text.contains("self-signed") || text.contains("self signed") {
            return "its certificate is signed by an unknown authority"
        }
        if text.contains("match") { return "its certificate is for another host name" }
        guard let colon = text.firstRange(of: "problem: ") else { return "its certificate was not accepted" }
        return String(text[colon.upperBound...])
    }

    private var systemWords: String? {
        systemError == 0 ? nil : String(cString: strerror(systemError)).lowercasedFirst
    }

    private var limit: Int { text.lowercased().contains("connect") ? Self.connectSeconds : Self.silentSeconds }
}

extension String {
    /// Messages of the C library begin with a capital letter; ours do not.
    var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
