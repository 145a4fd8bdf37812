import CCurl
import Synchronization

/// One exec session on a thread of its own: performs what the state machine decides, until it ends, the time is over or the
/// caller has gone.
final class ExecSession: Sendable {
    /// How long a cancelled session may go on.
    private static let stepMilliseconds = 100.0
    /// How long to wait for the server to close, once the exit status is there: all output came before it.
    private static let farewell = Duration.seconds(2)
    private static let longestTimeout = 86_400.0

    private let order: ExecOrder
    private let settings: TransportSettings
    private let isCancelled = Atomic(false)

    init(_ order: ExecOrder, _ settings: TransportSettings) {
        self.order = order
        self.settings = settings
    }

    func cancel() { isCancelled.store(true, ordering: .relaxed) }

    func start(_ complete: @escaping @Sendable (Result<ExecOutcome, KubernetesError>) -> Void) {
        let work = ThreadWork { complete(self.result()) }
        let context = Unmanaged.passRetained(work)
        guard ccurl_start_thread(execThread, context.toOpaque()) != 0 else { return }
        context.release()
        complete(.failure(order.request.interrupted("this machine has no thread left for it")))
    }

    private func result() -> Result<ExecOutcome, KubernetesError> {
        do throws(KubernetesError) {
            return .success(try run())
        } catch {
            return .failure(error)
        }
    }

    private func run() throws(KubernetesError) -> ExecOutcome {
        let seconds = order.timeout < Self.longestTimeout ? order.timeout : Self.longestTimeout
        var deadline = ContinuousClock.now + .seconds(seconds)
        let handshake = WebSocketHandshake(nonce: (0..<16).map { _ in UInt8.random(in: .min ... .max) })
        let request = try request(handshake)
        let connection = try connect(deadline)
        var machine = ExecStateMachine(order, server: server, handshake: handshake)
        connection.send(request)
        while true {
            let awaited = machine.hasStatus
            let wait = try step(deadline)
            let event = wait > 0 ? connection.receive(milliseconds: wait) : .lost(.timeout(seconds: seconds))
            for action in machine.take(event) {
                switch action {
                case .reply(let frame): connection.send(frame.masked(with: .random(in: .min ... .max)))
                case .end(let answer):
                    connection.flush()
                    return answer
                case .fail(let error): throw error
                }
            }
            if machine.hasStatus, !awaited { deadline = min(deadline, .now + Self.farewell) }
        }
    }

    private func connect(_ deadline: ContinuousClock.Instant) throws(KubernetesError) -> ExecConnection {
        guard let connection = ExecConnection(settings, order) else {
            throw .unreachable(server: server, reason: "libcurl has no memory")
        }
        while true {
            let wait = try step(deadline)
            guard wait > 0 else { throw .timeout(server: server, seconds: order.timeout) }
            if try connection.connect(milliseconds: wait) { return connection }
        }
    }

    /// Milliseconds to wait at once; 0 where the time is over.
    private func step(_ deadline: ContinuousClock.Instant) throws(KubernetesError) -> Int32 {
        guard !isCancelled.load(ordering: .relaxed) else {
            throw .unreachable(server: server, reason: "the request was cancelled")
        }
        let left = (deadline - .now) / .milliseconds(1)
        return Int32(min(max(left, 0), Self.stepMilliseconds).rounded(.up))
    }

    private func request(_ handshake: WebSocketHandshake) throws(KubernetesError) -> [UInt8] {
        for header in order.headers where !(header.name + header.value).utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) {
            throw .badCredential(user: "", reason: "\(header.name) would hold a line break or control character")
        }
        let address = settings.server
        let isUsual = address.port == (address.isTLS ? 443 : 80)
        return handshake.request(
            target: address.path + order.request.path,
            host: isUsual ? address.urlHost : "\(address.urlHost):\(address.port)", headers: order.headers)
    }

    private var server: String { "\(settings.server)" }
}

extension ExecStateMachine {
    fileprivate mutating func take(_ event: ExecConnection.Event) -> [Action] {
        switch event {
        case .bytes(let bytes): received(bytes)
        case .nothing: []
        case .lost(let loss): lost(loss)
        }
    }
}

private final class ThreadWork: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private func execThread(_ context: UnsafeMutableRawPointer?) {
    guard let context else { return }
    Unmanaged<ThreadWork>.fromOpaque(context).takeRetainedValue().run()
}
