internal import CCurl

/// One blocking exchange on the thread that runs it.
final class StreamingTransfer {
    private let handle: UnsafeMutableRawPointer
    private let request: RegistryRequest
    private let settings: CurlSettings
    /// Returns false to end the transfer.
    private let take: (UnsafeRawBufferPointer) -> Bool
    private let isCancelled: () -> Bool
    private let errorText: UnsafeMutablePointer<CChar>
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private(set) var status = 0
    private(set) var headers: [String: String] = [:]
    private var wasEnded = false
    private var discarded = 0

    static let connectSeconds = 20
    static let silentSeconds = 45
    /// Of a body that is not wanted: read to its end, if it is short, so that the connection can be used again.
    private static let longestDiscarded = 1 << 16
    private static let longestHeaders = 1 << 18
    private var headerBytes = 0

    init(
        _ handle: CurlHandle, _ request: RegistryRequest, _ settings: CurlSettings,
        isCancelled: @escaping () -> Bool, take: @escaping (UnsafeRawBufferPointer) -> Bool
    ) {
        self.handle = handle.pointer
        self.request = request
        self.settings = settings
        self.isCancelled = isCancelled
        self.take = take
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        curl_slist_free_all(headerList)
        errorText.deallocate()
    }

    /// - Returns: what went wrong; nil where a status and all of the body that was wanted came.
    func perform() -> RegistryError? {
        setRequest()
        setCallbacks()
        setTLS()
        setConnection()
        let code = curl_easy_perform(handle)
        if code == CURLE_OK || (code == CURLE_WRITE_ERROR && wasEnded) { return nil }
        var systemError = 0
        _ = ccurl_get_long(handle, CURLINFO_OS_ERRNO, &systemError)
        var connectStatus = 0
        _ = ccurl_get_long(handle, CURLINFO_HTTP_CONNECTCODE, &connectStatus)
        return TransferFailure(
            code: code, text: String(cString: errorText), systemError: Int32(systemError), connectStatus: connectStatus,
            isProxied: !settings.proxy(for: request.address).value.isEmpty, hasStatus: status != 0
        ).error(request)
    }

    /// The absolute address of a redirect.
    var location: String? {
        var value: UnsafeMutablePointer<CChar>?
        guard ccurl_get_string(handle, CURLINFO_REDIRECT_URL, &value) == CURLE_OK, let value else { return nil }
        return String(cString: value)
    }

    // MARK: Options

    private func set(_ option: CURLoption, _ value: Int) { _ = ccurl_set_long(handle, option, value) }
    private func set(_ option: CURLoption, _ value: String?) { _ = ccurl_set_string(handle, option, value) }
    private func set(_ option: CURLoption, pointer: UnsafeMutableRawPointer?) {
        _ = ccurl_set_pointer(handle, option, pointer)
    }

    private func setRequest() {
        set(CURLOPT_URL, request.address.url.value)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        // By hand, as the credential must not go along.
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_USERAGENT, "trustsweep")
        var lines = request.accept.map { "Accept: \($0)" }
        if let authorization = request.authorization { lines.append("Authorization: \(authorization.value)") }
        for line in lines { headerList = curl_slist_append(headerList, line) }
        _ = ccurl_set_list(handle, CURLOPT_HTTPHEADER, headerList)
        if let form = request.form { set(CURLOPT_COPYPOSTFIELDS, form.value) }
    }

    private func setTLS() {
        let isInsecure = settings.isInsecure(request.address)
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        set(CURLOPT_SSL_VERIFYPEER, isInsecure ? 0 : 1)
        set(CURLOPT_SSL_VERIFYHOST, isInsecure ? 0 : 2)
        guard let authorities = settings.authorities else { return }
        // The folder of the system's authorities stays as it is.
        authorities.withUnsafeBytes { bytes in
            for option in [CURLOPT_CAINFO_BLOB, CURLOPT_PROXY_CAINFO_BLOB] {
                _ = ccurl_set_blob(handle, option, bytes.baseAddress, bytes.count)
            }
        }
    }

    private func setConnection() {
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        set(CURLOPT_CONNECTTIMEOUT_MS, Self.connectSeconds * 1000)
        set(CURLOPT_LOW_SPEED_LIMIT, 1)
        set(CURLOPT_LOW_SPEED_TIME, Self.silentSeconds)
        set(CURLOPT_TIMEOUT_MS, request.seconds * 1000)
        // Always set, or libcurl would ask the environment of the process.
        set(CURLOPT_PROXY, settings.proxy(for: request.address).value)
        set(CURLOPT_NOPROXY, settings.noProxy)
    }

    private func setCallbacks() {
        let context = Unmanaged.passUnretained(self).toOpaque()
        set(CURLOPT_ERRORBUFFER, pointer: errorText)
        set(CURLOPT_WRITEDATA, pointer: context)
        set(CURLOPT_HEADERDATA, pointer: context)
        set(CURLOPT_XFERINFODATA, pointer: context)
        set(CURLOPT_NOPROGRESS, 0)
        _ = ccurl_set_receive(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            StreamingTransfer.of(context)?.receive(bytes, size * count) ?? 0
        }
        _ = ccurl_set_receive(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            StreamingTransfer.of(context)?.receiveHeader(bytes, size * count) ?? 0
        }
        _ = ccurl_set_progress(handle) { context, _, _, _, _ in
            StreamingTransfer.of(context)?.isCancelled() == false ? 0 : 1
        }
    }

    // MARK: Callbacks

    private static func of(_ context: UnsafeMutableRawPointer?) -> StreamingTransfer? {
        context.map { Unmanaged<StreamingTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Returns how many bytes were taken; libcurl ends the transfer where that is fewer.
    private func receive(_ bytes: UnsafePointer<CChar>?, _ count: Int) -> Int {
        guard !isCancelled() else { return 0 }
        if status == 200 {
            wasEnded = !take(UnsafeRawBufferPointer(start: bytes, count: count))
        } else {
            discarded += count
            wasEnded = discarded > Self.longestDiscarded
        }
        return wasEnded ? 0 : count
    }

    private func receiveHeader(_ bytes: UnsafePointer<CChar>?, _ count: Int) -> Int {
        headerBytes += count
        guard let bytes, headerBytes <= Self.longestHeaders else { return 0 }
        let line = String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            // A later status line replaces an interim answer.
            headers = [:]
            status = line.split(separator: " ").dropFirst().first.flatMap { Int($0.prefix(3)) } ?? 0
        } else if let colon = line.firstIndex(of: ":") {
            let name = line[..<colon].lowercased()
            let value = line[line.index(after: colon)...].drop { $0 == " " }.prefix { !$0.isNewline }
            headers[name] = headers[name].map { "\($0), \(value)" } ?? String(value)
        }
        return count
    }
}
