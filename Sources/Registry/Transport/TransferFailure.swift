internal import CCurl

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Why libcurl has no answer, said as a ``RegistryError``.
struct TransferFailure {
    var code: CURLcode
    /// libcurl's own words: names hosts and certificates, never a header or a body.
    var text: String
    var systemError: Int32
    /// The proxy's answer to CONNECT; 0 where there was none.
    var connectStatus: Int
    var isProxied: Bool
    var hasStatus: Bool

    func error(_ request: RegistryRequest) -> RegistryError {
        let server = "\(request.address)"
        guard connectStatus < 300 else { return .proxy(reason: "it answered \(connectStatus) to CONNECT") }
        switch code {
        case CURLE_ABORTED_BY_CALLBACK: return .cancelled(server: server)
        case CURLE_COULDNT_RESOLVE_PROXY: return .proxy(reason: "its host name is not known")
        case CURLE_PROXY: return .proxy(reason: "it refused the connection")
        case CURLE_COULDNT_RESOLVE_HOST: return .unreachable(server: server, reason: "its host name is not known")
        case CURLE_COULDNT_CONNECT where isProxied: return .proxy(reason: systemWords)
        case CURLE_COULDNT_CONNECT where systemError == ECONNREFUSED: return .connectionRefused(server: server)
        case CURLE_COULDNT_CONNECT: return .unreachable(server: server, reason: systemWords)
        case CURLE_OPERATION_TIMEDOUT: return .timeout(server: server, seconds: seconds(request))
        case CURLE_PEER_FAILED_VERIFICATION: return .untrustedServer(server: server, reason: certificateWords)
        case CURLE_SSL_CACERT_BADFILE:
            return .untrustedServer(
                server: server, reason: "the certificate authority that was given holds no certificate")
        case CURLE_SSL_CONNECT_ERROR where !hasStatus: return .notTLS(server: server)
        case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL:
            return .notRegistry(server: server, reason: "the answer is not HTTP")
        case CURLE_WRITE_ERROR where headersAreTooLong:
            return .notRegistry(server: server, reason: "the answer's header is too long")
        case CURLE_WRITE_ERROR: return .cancelled(server: server)
        case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING, CURLE_SSL_CONNECT_ERROR:
            return .incompleteBody(server: server)
        default: return .unreachable(server: server, reason: "libcurl's error \(code.rawValue)")
        }
    }

    private var headersAreTooLong: Bool { text.contains("header") }

    private func seconds(_ request: RegistryRequest) -> Int {
        if text.contains("onnect") { return StreamingTransfer.connectSeconds }
        return text.contains("too slow") ? StreamingTransfer.silentSeconds : request.seconds
    }

    private var certificateWords: String {
        let known = [
            ("expired", "its certificate has expired"), ("not yet valid", "its certificate is not valid yet"),
            ("issuer certificate", "its certificate is signed by an unknown authority"),
            ("self-signed", "its certificate is signed by an unknown authority"),
            ("self signed", "its certificate is signed by an unknown authority"),
            ("match", "its certificate is for another host name"),
        ]
        return known.first { text.contains($0.0) }?.1 ?? "its certificate was not accepted"
    }

    private var systemWords: String {
        systemError == 0 ? "no connection" : String(cString: strerror(systemError)).lowercased()
    }
}
