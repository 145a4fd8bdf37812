import CCurl
import Synchronization

/// One request on its way to the driver's thread.
struct CurlOrder: Sendable {
    let id: Int
    let request: HTTPRequest
    let settings: TransportSettings
    let complete: @Sendable (Result<HTTPResponse, KubernetesError>) -> Void
}

/// The one thread that drives libcurl's multi handle.
///
/// `@unchecked Sendable`, because: `multi` and `transfers` are touched only by the thread that ``start()`` makes, but for
/// `curl_multi_wakeup`, which libcurl documents as callable from any thread while the handle lives; the thread retains the
/// driver until it has cleaned up. All other state is behind the mutex.
final class CurlDriver: @unchecked Sendable {
    private struct Mailbox {
        var orders: [CurlOrder] = []
        var cancelled: Set<Int> = []
        var lastID = 0
        var isStopped = false
    }

    private let multi: UnsafeMutableRawPointer
    private var transfers: [Int: CurlTransfer] = [:]
    private let mailbox = Mutex(Mailbox())

    init() {
        guard CurlHandle.isReady, let multi = curl_multi_init() else { preconditionFailure("libcurl cannot start") }
        self.multi = multi
        _ = ccurl_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
    }

    func nextID() -> Int {
        mailbox.withLock {
            $0.lastID += 1
            return $0.lastID
        }
    }

    func submit(_ order: CurlOrder) {
        mailbox.withLock { $0.orders.append(order) }
        curl_multi_wakeup(multi)
    }

    /// Ends a request early; one that is not known yet ends as soon as it arrives.
    func cancel(_ id: Int) {
        mailbox.withLock { _ = $0.cancelled.insert(id) }
        curl_multi_wakeup(multi)
    }

    /// Ends the thread after the running requests.
    func stop() {
        mailbox.withLock { $0.isStopped = true }
        curl_multi_wakeup(multi)
    }

    func start() {
        let failure = ccurl_start_thread(driverThread, Unmanaged.passRetained(self).toOpaque())
        precondition(failure == 0, "no thread for libcurl")
    }

    fileprivate func run() {
        while true {
            let isStopped = takeMail()
            var running: Int32 = 0
            curl_multi_perform(multi, &running)
            finishTransfers()
            if isStopped, transfers.isEmpty { break }
            curl_multi_poll(multi, nil, 0, 1000, nil)
        }
        curl_multi_cleanup(multi)
    }

    /// Starts what was submitted and ends what was cancelled.
    private func takeMail() -> Bool {
        let (orders, cancelled, isStopped) = mailbox.withLock { mail in
            defer { mail.orders = [] }
            return (mail.orders, mail.cancelled, mail.isStopped)
        }
        for order in orders where !cancelled.contains(order.id) {
            guard let transfer = CurlTransfer(order) else {
                end(order, .failure(.unreachable(server: "\(order.settings.server)", reason: "libcurl has no memory")))
                continue
            }
            transfers[order.id] = transfer
            curl_multi_add_handle(multi, transfer.handle)
        }
        for order in orders where cancelled.contains(order.id) { end(order, Self.cancellation(order)) }
        for id in cancelled {
            guard let transfer = transfers.removeValue(forKey: id) else { continue }
            curl_multi_remove_handle(multi, transfer.handle)
            end(transfer.order, Self.cancellation(transfer.order))
        }
        return isStopped
    }

    private func finishTransfers() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle else { continue }
            let code = ccurl_result(message)
            var context: UnsafeMutableRawPointer?
            _ = ccurl_get_pointer(handle, CURLINFO_PRIVATE, &context)
            guard let context else { continue }
            let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
            curl_multi_remove_handle(multi, handle)
            transfers[transfer.order.id] = nil
            end(transfer.order, transfer.result(code))
        }
    }

    private func end(_ order: CurlOrder, _ result: Result<HTTPResponse, KubernetesError>) {
        mailbox.withLock { _ = $0.cancelled.remove(order.id) }
        order.complete(result)
    }

    private static func cancellation(_ order: CurlOrder) -> Result<HTTPResponse, KubernetesError> {
        .failure(.unreachable(server: "\(order.settings.server)", reason: "the request was cancelled"))
    }
}

private func driverThread(_ context: UnsafeMutableRawPointer?) {
    guard let context else { return }
    Unmanaged<CurlDriver>.fromOpaque(context).takeRetainedValue().run()
}
