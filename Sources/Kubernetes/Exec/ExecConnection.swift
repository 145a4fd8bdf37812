import CCurl

/// A bare connection to the API server, for the one thread that blocks on it.
///
/// libcurl opens it, through proxy and TLS, and hands it over (`CURLOPT_CONNECT_ONLY`): Debian 12's libcurl, 7.88, knows no
/// `wss` address. The connection lives as long as its handle stays with its multi handle.
final class ExecConnection {
    enum Event {
        case bytes([UInt8])
        /// Nothing came in the time that was given.
        case nothing
        case lost(ExecStateMachine.Loss)
    }

    private let curl: CurlHandle
    private let multi: UnsafeMutableRawPointer
    private let resource: String
    private var socket = CURL_SOCKET_BAD
    /// In order; the first may have gone out in part. TLS wants a write repeated with the same bytes in the same place.
    private var outgoing: [[UInt8]] = []
    private var sent = 0
    /// Why nothing more can be sent. What the other side had said before may still be read.
    private var sendingError: KubernetesError?

    private static let pieceSize = 32 << 10

    init?(_ settings: TransportSettings, _ order: ExecOrder) {
        var settings = settings
        settings.requestTimeout = nil
        let request = order.request
        guard let curl = CurlHandle(settings, identity: order.identity, path: request.path),
            let multi = curl_multi_init()
        else { return nil }
        self.curl = curl
        self.multi = multi
        resource = request.resource
        curl.set(CURLOPT_CONNECT_ONLY, 1)
        // WebSocket over HTTP/2 (RFC 8441) is another handshake, which the API server does not offer.
        curl.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        // What is written has to come out at the other end as it is, of a plain server too.
        if settings.proxy != nil { curl.set(CURLOPT_HTTPPROXYTUNNEL, 1) }
        curl_multi_add_handle(multi, curl.pointer)
    }

    deinit {
        // Closes the connection.
        curl_multi_remove_handle(multi, curl.pointer)
        curl_multi_cleanup(multi)
    }

    /// Goes on with connecting for at most `milliseconds`.
    ///
    /// - Returns: whether the connection is there.
    func connect(milliseconds: Int32) throws(KubernetesError) -> Bool {
        var running: Int32 = 0
        curl_multi_perform(multi, &running)
        var left: Int32 = 0
        if let message = curl_multi_info_read(multi, &left), message.pointee.msg == CURLMSG_DONE {
            var code = ccurl_result(message)
            if code == CURLE_OK { code = ccurl_get_socket(curl.pointer, CURLINFO_ACTIVESOCKET, &socket) }
            guard code == CURLE_OK else { throw error(code) }
            return true
        }
        curl_multi_poll(multi, nil, 0, milliseconds, nil)
        return false
    }

    /// Queues bytes; they go out with the next ``receive(milliseconds:)``, or ``flush()``.
    func send(_ bytes: [UInt8]) { outgoing.append(bytes) }

    /// Sends what is queued as far as the connection takes it, and waits for bytes for at most `milliseconds`.
    func receive(milliseconds: Int32) -> Event {
        flush()
        var code = CURLE_OK
        let bytes = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { buffer, count in
            code = curl_easy_recv(curl.pointer, buffer.baseAddress, Self.pieceSize, &count)
            if code != CURLE_OK { count = 0 }
        }
        switch code {
        case CURLE_OK where !bytes.isEmpty: return .bytes(bytes)
        case CURLE_OK: return .lost(sendingError.map { .failure($0) } ?? .endOfStream)
        case CURLE_AGAIN:
            // Only now: before, TLS may hold bytes that the socket does not show.
            let events = CURL_WAIT_POLLIN | (outgoing.isEmpty ? 0 : CURL_WAIT_POLLOUT)
            var wait = curl_waitfd(fd: socket, events: Int16(events), revents: 0)
            curl_multi_poll(multi, &wait, 1, milliseconds, nil)
            return .nothing
        default: return .lost(.failure(sendingError ?? error(code)))
        }
    }

    /// Sends what is queued, as far as the connection takes it without waiting.
    func flush() {
        while sendingError == nil, let piece = outgoing.first {
            var count = 0
            let code = piece.withUnsafeBytes {
                curl_easy_send(curl.pointer, $0.baseAddress?.advanced(by: sent), piece.count - sent, &count)
            }
            switch code {
            case CURLE_OK: sent += count
            case CURLE_AGAIN: return
            default:
                sendingError = error(code)
                outgoing = []
                return
            }
            if sent == piece.count {
                outgoing.removeFirst()
                sent = 0
            }
        }
    }

    private func error(_ code: CURLcode) -> KubernetesError { curl.error(code, hasStatus: false, resource: resource) }
}
