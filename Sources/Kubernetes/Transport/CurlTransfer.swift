import CCurl

/// One request while libcurl works on it. Lives on the driver's thread alone.
final class CurlTransfer {
    let handle: UnsafeMutableRawPointer
    let order: CurlOrder
    private var status = 0
    private var headers: [String: String] = [:]
    private var body: [UInt8] = []
    private let errorText: UnsafeMutablePointer<CChar>
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private var connectTo: UnsafeMutablePointer<curl_slist>?

    /// More than any page of a list; a server that sends more is not one.
    private static let longestBody = 512 << 20

    init?(_ order: CurlOrder) {
        guard let handle = curl_easy_init() else { return nil }
        self.handle = handle
        self.order = order
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        setRequest()
        setTLS()
        setConnection()
    }

    deinit {
        curl_easy_cleanup(handle)
        curl_slist_free_all(headerList)
        curl_slist_free_all(connectTo)
        errorText.deallocate()
    }

    func result(_ code: CURLcode) -> Result<HTTPResponse, KubernetesError> {
        guard code == CURLE_OK else { return .failure(failure(code)) }
        // libcurl checks the length itself; this holds where it could not (a length beside a transfer coding).
        if headers["content-encoding"] == nil, order.request.method != "HEAD", status != 304,
            let length = headers["content-length"].flatMap(Int.init), length != body.count
        {
            return .failure(.incompleteBody(resource: order.request.resource))
        }
        // Handed over, not shared: the receiver cuts the body in place.
        defer { body = [] }
        return .success(HTTPResponse(status: status, headers: headers, body: body))
    }

    private func failure(_ code: CURLcode) -> KubernetesError {
        var systemError = 0
        _ = ccurl_get_long(handle, CURLINFO_OS_ERRNO, &systemError)
        var connectStatus = 0
        _ = ccurl_get_long(handle, CURLINFO_HTTP_CONNECTCODE, &connectStatus)
        return CurlFailure(
            code: code, text: String(cString: errorText), systemError: Int32(systemError), hasStatus: status != 0,
            connectStatus: connectStatus
        ).error(order)
    }

    // MARK: Options

    private func set(_ option: CURLoption, _ value: Int) { _ = ccurl_set_long(handle, option, value) }
    private func set(_ option: CURLoption, _ value: String?) { _ = ccurl_set_string(handle, option, value) }

    private func set(_ option: CURLoption, blob bytes: [UInt8]) {
        bytes.withUnsafeBytes { _ = ccurl_set_blob(handle, option, $0.baseAddress, $0.count) }
    }

    private func setRequest() {
        let (request, settings) = (order.request, order.settings)
        let context = Unmanaged.passUnretained(self).toOpaque()
        let scheme = settings.server.isTLS ? "https" : "http"
        let host = settings.tlsServerName ?? settings.server.urlHost
        set(CURLOPT_URL, "\(scheme)://\(host):\(settings.server.port)\(settings.server.path)\(request.path)")
        set(CURLOPT_PATH_AS_IS, 1)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_FOLLOWLOCATION, 0)
        if request.method != "GET" { set(CURLOPT_CUSTOMREQUEST, request.method) }
        if let body = request.body {
            set(CURLOPT_POSTFIELDSIZE, body.count)
            body.withUnsafeBytes {
                _ = ccurl_set_pointer(
                    handle, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: $0.baseAddress))
            }
        }
        var lines = request.headers.map { "\($0.name): \($0.value)" }
        if settings.tlsServerName != nil { lines.append("Host: \(settings.server.urlHost):\(settings.server.port)") }
        for line in lines { headerList = curl_slist_append(headerList, line) }
        _ = ccurl_set_list(handle, CURLOPT_HTTPHEADER, headerList)
        // Compression costs more than it spares on loopback; elsewhere client-go asks for it too.
        if !settings.server.isLoopback { set(CURLOPT_ACCEPT_ENCODING, "gzip") }

        _ = ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText)
        _ = ccurl_set_pointer(handle, CURLOPT_PRIVATE, context)
        _ = ccurl_set_pointer(handle, CURLOPT_WRITEDATA, context)
        _ = ccurl_set_pointer(handle, CURLOPT_HEADERDATA, context)
        _ = ccurl_set_receive(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            CurlTransfer.of(context)?.receive(bytes, size * count) ?? 0
        }
        _ = ccurl_set_receive(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            CurlTransfer.of(context)?.receiveHeader(bytes, size * count) ?? 0
        }
    }

    private func setTLS() {
        let settings = order.settings
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
        if let identity = order.request.identity {
            set(CURLOPT_SSLCERT_BLOB, blob: identity.certificate)
            set(CURLOPT_SSLKEY_BLOB, blob: identity.key.value)
            // An encrypted key fails instead of asking on the terminal.
            set(CURLOPT_KEYPASSWD, "")
        }
    }

    private func setConnection() {
        let settings = order.settings
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        set(CURLOPT_PIPEWAIT, 1)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        set(CURLOPT_CONNECTTIMEOUT_MS, CurlFailure.connectSeconds * 1000)
        set(CURLOPT_LOW_SPEED_LIMIT, 1)
        set(CURLOPT_LOW_SPEED_TIME, CurlFailure.silentSeconds)
        if let seconds = settings.requestTimeout, seconds > 0 { set(CURLOPT_TIMEOUT_MS, max(1, Int(seconds * 1000))) }
        // Both are always set, or libcurl would read the environment by rules of its own.
        set(CURLOPT_PROXY, settings.proxy.map { Self.curlProxy($0.value) } ?? "")
        set(CURLOPT_NOPROXY, "")
        if let name = settings.tlsServerName {
            let port = settings.server.port
            connectTo = curl_slist_append(nil, "\(name):\(port):\(settings.server.urlHost):\(port)")
            _ = ccurl_set_list(handle, CURLOPT_CONNECT_TO, connectTo)
        }
    }

    /// Go lets a SOCKS proxy resolve the name, which libcurl calls `socks5h`.
    private static func curlProxy(_ url: String) -> String {
        url.hasPrefix("socks5://") ? "socks5h" + url.dropFirst("socks5".count) : url
    }

    // MARK: Callbacks

    private static func of(_ context: UnsafeMutableRawPointer?) -> CurlTransfer? {
        context.map { Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Returns how many bytes were taken; libcurl ends the transfer where that is fewer.
    private func receive(_ bytes: UnsafePointer<CChar>?, _ count: Int) -> Int {
        guard let bytes, body.count + count <= Self.longestBody else { return 0 }
        if body.isEmpty, let length = headers["content-length"].flatMap(Int.init), length <= Self.longestBody {
            body.reserveCapacity(length)
        }
        body.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
        return count
    }

    private func receiveHeader(_ bytes: UnsafePointer<CChar>?, _ count: Int) -> Int {
        guard let bytes else { return 0 }
        let line = String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            // A later status line replaces an interim answer.
            headers = [:]
            status = line.split(separator: " ").dropFirst().first.flatMap { Int($0.prefix(3)) } ?? 0
        } else if let colon = line.firstIndex(of: ":") {
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            headers[line[..<colon].lowercased()] = String(value.prefix { !$0.isNewline })
        }
        return count
    }
}
