import CCurl

/// One request while libcurl works on it. Lives on the driver's thread alone.
final class CurlTransfer {
    let order: CurlOrder
    private let curl: CurlHandle
    private var status = 0
    private var headers: [String: String] = [:]
    private var body: [UInt8] = []
    private var headerList: UnsafeMutablePointer<curl_slist>?

    /// More than any page of a list; a server that sends more is not one.
    private static let longestBody = 512 << 20

    init?(_ order: CurlOrder) {
        let request = order.request
        guard let curl = CurlHandle(order.settings, identity: request.identity, path: request.path) else { return nil }
        self.curl = curl
        self.order = order
        setRequest()
        setHeaders()
        setLimits()
        setCallbacks()
    }

    deinit { curl_slist_free_all(headerList) }

    var handle: UnsafeMutableRawPointer { curl.pointer }

    func result(_ code: CURLcode) -> Result<HTTPResponse, KubernetesError> {
        let resource = order.request.resource
        guard code == CURLE_OK else {
            return .failure(curl.error(code, hasStatus: status != 0, resource: resource))
        }
        // libcurl checks the length itself; this holds where it could not (a length beside a transfer coding).
        if headers["content-encoding"] == nil, order.request.method != "HEAD", status != 304,
            let length = headers["content-length"].flatMap(Int.init), length != body.count
        {
            return .failure(.incompleteBody(resource: resource))
        }
        // Handed over, not shared: the receiver cuts the body in place.
        defer { body = [] }
        return .success(HTTPResponse(status: status, headers: headers, body: body))
    }

    // MARK: Options

    private func setRequest() {
        let request = order.request
        if request.method != "GET" { curl.set(CURLOPT_CUSTOMREQUEST, request.method) }
        guard let body = request.body else { return }
        curl.set(CURLOPT_POSTFIELDSIZE, body.count)
        body.withUnsafeBytes {
            _ = ccurl_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: $0.baseAddress))
        }
    }

    private func setHeaders() {
        let server = order.settings.server
        var lines = order.request.headers.map { "\($0.name): \($0.value)" }
        if order.settings.tlsServerName != nil { lines.append("Host: \(server.urlHost):\(server.port)") }
        for line in lines { headerList = curl_slist_append(headerList, line) }
        _ = ccurl_set_list(handle, CURLOPT_HTTPHEADER, headerList)
        // Compression costs more than it spares on loopback; elsewhere client-go asks for it too.
        if !server.isLoopback { curl.set(CURLOPT_ACCEPT_ENCODING, "gzip") }
    }

    private func setLimits() {
        curl.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        curl.set(CURLOPT_PIPEWAIT, 1)
        curl.set(CURLOPT_LOW_SPEED_LIMIT, 1)
        curl.set(CURLOPT_LOW_SPEED_TIME, CurlFailure.silentSeconds)
        if let seconds = order.settings.requestTimeout, seconds > 0 {
            curl.set(CURLOPT_TIMEOUT_MS, max(1, Int(seconds * 1000)))
        }
    }

    private func setCallbacks() {
        let context = Unmanaged.passUnretained(self).toOpaque()
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
