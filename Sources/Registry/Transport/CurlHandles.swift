internal import CCurl
import Synchronization

/// An easy handle that is not in use, with the connections it keeps open.
///
/// `@unchecked Sendable`, because libcurl lets a handle move from one thread to another between transfers, and a handle is
/// either in the pool, where nothing touches it, or owned by the one transfer that took it out.
struct CurlHandle: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer
}

/// Handles to use again: the next request to the same server spares a handshake.
final class CurlHandles: Sendable {
    private let idle = Mutex<[CurlHandle]>([])
    private static let mostIdle = 32
    private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    func take() -> CurlHandle? {
        guard Self.isReady else { return nil }
        return idle.withLock { $0.popLast() } ?? curl_easy_init().map { CurlHandle(pointer: $0) }
    }

    func giveBack(_ handle: CurlHandle) {
        // Options and callbacks go, connections stay.
        curl_easy_reset(handle.pointer)
        let isKept = idle.withLock { idle in
            guard idle.count < Self.mostIdle else { return false }
            idle.append(handle)
            return true
        }
        if !isKept { curl_easy_cleanup(handle.pointer) }
    }

    deinit { idle.withLock { $0.forEach { curl_easy_cleanup($0.pointer) } } }
}
