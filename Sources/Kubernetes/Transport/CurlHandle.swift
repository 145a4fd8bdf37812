import CCurl

/// An easy handle of libcurl with what every connection to one server shares: its address, proxy, TLS and client certificate.
///
/// A request of the driver and an exec session differ in what they do with the connection, never in whom they trust.
final class CurlHandle {
    let pointer: UnsafeMutableRawPointer
    private let settings: TransportSettings
    private let errorText: UnsafeMutablePointer<CChar>
    private var connectTo: UnsafeMutablePointer<curl_slist>?

    /// Whether libcurl itself has started; asked before anything else of it.
    static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// The path is percent-encoded, with its query, and below the server's own path.
    init?(_ settings: TransportSettings, identity: ClientIdentity?, path: String) {
        guard Self.isReady, let pointer = curl_easy_init() else { return nil }
        self.pointer = pointer
        self.settings = settings
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        _ = ccurl_set_pointer(pointer, CURLOPT_ERRORBUFFER, errorText)
        setAddress(path)
        setTLS(identity)
        setConnection()
    }

    deinit {
        curl_easy_cleanup(pointer)
        curl_slist_free_all(connectTo)
        errorText.deallocate()
    }

    func set(_ option: CURLoption, _ value: Int) { _ = ccurl_set_long(pointer, option, value) }
    func set(_ option: CURLoption, _ value: String?) { _ = ccurl_set_string(pointer, option, value) }

    private func set(_ option: CURLoption, blob bytes: [UInt8]) {
        bytes.withUnsafeBytes { _ = ccurl_set_blob(pointer, option, $0.baseAddress, $0.count) }
    }

    /// Why a transfer or a connection of this handle ended with `code`.
    func error(_ code: CURLcode, hasStatus: Bool, resource: String) -> KubernetesError {
        var systemError = 0
        _ = ccurl_get_long(pointer, CURLINFO_OS_ERRNO, &systemError)
        var connectStatus = 0
        _ = ccurl_get_long(pointer, CURLINFO_HTTP_CONNECTCODE, &connectStatus)
        return CurlFailure(
            code: code, text: String(cString: errorText), systemError: Int32(systemError), hasStatus: hasStatus,
            connectStatus: connectStatus
        ).error(settings, resource: resource)
    }

    // MARK: Options

    private func setAddress(_ path: String) {
        let server = settings.server
        let host = settings.tlsServerName ?? server.urlHost
        set(CURLOPT_URL, "\(server.isTLS ? "https" : "http")://\(host):\(server.port)\(server.path)\(path)")
        set(CURLOPT_PATH_AS_IS, 1)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_FOLLOWLOCATION, 0)
        if let name = settings.tlsServerName {
            connectTo = curl_slist_append(nil, "\(name):\(server.port):\(server.urlHost):\(server.port)")
            _ = ccurl_set_list(pointer, CURLOPT_CONNECT_TO, connectTo)
        }
    }

    private func setTLS(_ identity: ClientIdentity?) {
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        set(CURLOPT_SSL_VERIFYPEER, settings.isInsecure ? 0 : 1)
        set(CURLOPT_SSL_VERIFYHOST, settings.isInsecure ? 0 : 2)
        if let authority = settings.certificateAuthority {
            // The folder would add the system's authorities to the one that was named.
            for option in [CURLOPT_CAPATH, CURLOPT_CAINFO, CURLOPT_PROXY_CAPATH, CURLOPT_PROXY_CAINFO] {
                set(option, nil as String?)
            }
            set(CURLOPT_CAINFO_BLOB, blob: authority)
            set(CURLOPT_PROXY_CAINFO_BLOB, blob: authority)
        }
        if let identity {
            set(CURLOPT_SSLCERT_BLOB, blob: identity.certificate)
            set(CURLOPT_SSLKEY_BLOB, blob: identity.key.value)
            // An encrypted key fails instead of asking on the terminal.
            set(CURLOPT_KEYPASSWD, "")
        }
    }

    private func setConnection() {
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        set(CURLOPT_CONNECTTIMEOUT_MS, CurlFailure.connectSeconds * 1000)
        // Both are always set, or libcurl would read the environment by rules of its own.
        set(CURLOPT_PROXY, settings.proxy.map { Self.curlProxy($0.value) } ?? "")
        set(CURLOPT_NOPROXY, "")
    }

    /// Go lets a SOCKS proxy resolve the name, which libcurl calls `socks5h`.
    private static func curlProxy(_ url: String) -> String {
        url.hasPrefix("socks5://") ? "socks5h" + url.dropFirst("socks5".count) : url
    }
}
