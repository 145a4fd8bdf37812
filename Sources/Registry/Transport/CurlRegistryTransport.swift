internal import CCurl
import Synchronization

/// The transport over libcurl: one thread for each exchange, so that a layer can be read while it arrives.
final class CurlRegistryTransport: RegistryTransport {
    private let settings: CurlSettings
    private let handles = CurlHandles()

    init(_ settings: CurlSettings) { self.settings = settings }

    func send<Reader: BodyReader>(
        _ request: RegistryRequest, reading make: @escaping @Sendable () -> Reader
    ) async throws(RegistryError) -> RegistryAnswer<Reader.Value> {
        let (settings, handles) = (settings, handles)
        let cancellation = Cancellation()
        let result: Result<RegistryAnswer<Reader.Value>, RegistryError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let work = ThreadWork {
                    continuation.resume(
                        returning: Self.exchange(request, settings, handles, cancellation, make))
                }
                let failure = ccurl_start_thread(runThreadWork, Unmanaged.passRetained(work).toOpaque())
                precondition(failure == 0, "no thread for libcurl")
            }
        } onCancel: {
            cancellation.isRequested.store(true, ordering: .relaxed)
        }
        return try result.get()
    }

    private static func exchange<Reader: BodyReader>(
        _ request: RegistryRequest, _ settings: CurlSettings, _ handles: CurlHandles, _ cancellation: Cancellation,
        _ make: () -> Reader
    ) -> Result<RegistryAnswer<Reader.Value>, RegistryError> {
        guard let handle = handles.take() else {
            return .failure(.unreachable(server: "\(request.address)", reason: "libcurl has no memory"))
        }
        // After the transfer is gone, as the handle points into it.
        defer { handles.giveBack(handle) }
        return exchange(request, settings, handle, cancellation, make)
    }

    private static func exchange<Reader: BodyReader>(
        _ request: RegistryRequest, _ settings: CurlSettings, _ handle: CurlHandle, _ cancellation: Cancellation,
        _ make: () -> Reader
    ) -> Result<RegistryAnswer<Reader.Value>, RegistryError> {
        var reader = make()
        let transfer = StreamingTransfer(
            handle, request, settings, isCancelled: { cancellation.isRequested.load(ordering: .relaxed) },
            take: { reader.take($0) })
        if let error = transfer.perform() { return .failure(error) }
        return .success(
            RegistryAnswer(
                status: transfer.status, headers: transfer.headers, location: transfer.location,
                value: transfer.status == 200 ? reader.finish() : nil))
    }
}

/// Set by the task that waits, read by the thread that works.
private final class Cancellation: Sendable {
    let isRequested = Atomic(false)
}

/// What a thread is started for.
private final class ThreadWork: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private func runThreadWork(_ context: UnsafeMutableRawPointer?) {
    guard let context else { return }
    Unmanaged<ThreadWork>.fromOpaque(context).takeRetainedValue().run()
}
