/// One exec session as a state machine: bytes in, actions out. Does no I/O.
///
/// The subprotocols v4 and v5 put a channel's number before each message: 1 standard output, 2 standard error, 3 the exit status.
/// The status comes last, behind all output, so a session that ends without one has lost something and is an error: what was read
/// until then is never passed on. Upstream: k8s.io/apimachinery `pkg/util/httpstream/wsstream/conn.go`.
struct ExecStateMachine: Sendable {
    enum Action: Equatable, Sendable {
        case reply(WebSocketFrame)
        case end(ExecOutcome)
        case fail(KubernetesError)
    }

    /// Why no more bytes come.
    enum Loss: Equatable, Sendable {
        case endOfStream
        case timeout(seconds: Double)
        /// With the connection's own error.
        case failure(KubernetesError)
    }

    private enum Phase { case handshake, session, over }

    /// Kubelets write 32 KiB at a time; whatever sends more at once than this is not one.
    static let longestMessage = 8 << 20
    static let longestStatus = 32 << 10

    private let order: ExecOrder
    private let server: String
    private let handshake: WebSocketHandshake
    private var phase = Phase.handshake
    private var answer = HTTPAnswer()
    private var decoder = WebSocketDecoder(longestMessage: longestMessage)
    private var stdout: [UInt8] = []
    private var stderr: [UInt8] = []
    private var statusText: [UInt8] = []
    private var status: ExecStatus?

    init(_ order: ExecOrder, server: String, handshake: WebSocketHandshake) {
        self.order = order
        self.server = server
        self.handshake = handshake
    }

    /// Whether the exit status is there: the server closes now, and a little patience is enough for that.
    var hasStatus: Bool { status != nil }

    mutating func received(_ bytes: [UInt8]) -> [Action] {
        switch phase {
        case .handshake: return readAnswer(bytes)
        case .session:
            decoder.append(bytes)
            return readFrames()
        case .over: return []
        }
    }

    /// The connection is gone, or there is no more time.
    mutating func lost(_ loss: Loss) -> [Action] {
        switch (phase, loss) {
        case (.over, _): return []
        case (.handshake, .timeout(let seconds)): return over(.fail(.timeout(server: server, seconds: seconds)))
        case (.handshake, .endOfStream):
            return over(partAnswer ?? .fail(.incompleteBody(resource: order.request.resource)))
        case (.handshake, .failure(let error)): return over(partAnswer ?? .fail(error))
        case (.session, _) where hasStatus: return over(outcome)
        case (.session, .timeout(let seconds)):
            let request = order.request
            return over(.fail(.execTimeout(pod: request.pod, namespace: request.namespace, seconds: seconds)))
        case (.session, .endOfStream), (.session, .failure):
            return fail("the connection ended before its exit status came")
        }
    }

    private mutating func over(_ last: Action) -> [Action] {
        phase = .over
        return [last]
    }

    private mutating func fail(_ reason: String) -> [Action] { over(.fail(order.request.interrupted(reason))) }

    // MARK: Handshake

    /// A refusal whose body broke off still says by its status what it is.
    private var partAnswer: Action? { answer.part.map { .end(.refused($0)) } }

    private mutating func readAnswer(_ bytes: [UInt8]) -> [Action] {
        do throws(WebSocketFault) {
            guard let response = try answer.received(bytes) else { return [] }
            guard response.status == 101 else { return over(.end(.refused(response))) }
            try handshake.check(response)
        } catch {
            return over(.fail(.notKubernetes(server: server, reason: "\(error)")))
        }
        phase = .session
        decoder.append(answer.rest)
        return readFrames()
    }

    // MARK: Session

    private mutating func readFrames() -> [Action] {
        var actions: [Action] = []
        do throws(WebSocketFault) {
            while phase == .session, let event = try decoder.next() {
                switch event {
                case .ping(let payload): actions.append(.reply(WebSocketFrame(opcode: .pong, payload: payload)))
                case .pong: break
                case .close(let payload):
                    actions.append(.reply(WebSocketFrame(opcode: .close, payload: payload)))
                    actions += hasStatus ? over(outcome) : fail(Self.early(payload))
                case .text: actions += fail("the API server sent text where output is due")
                case .binary(let message): actions += take(message)
                }
            }
        } catch {
            actions += fail("the API server breaks the WebSocket protocol: \(error)")
        }
        return actions
    }

    private static func early(_ payload: [UInt8]) -> String {
        let code = payload.prefix(2).reduce(0) { $0 << 8 | Int($1) }
        return "the session was closed\(payload.isEmpty ? "" : " with code \(code)") before its exit status came"
    }

    /// A message is a channel's number and its bytes; one without bytes says that the channel is open.
    private mutating func take(_ message: [UInt8]) -> [Action] {
        let bytes = message.dropFirst()
        guard let channel = message.first, !bytes.isEmpty else { return [] }
        switch channel {
        case 1:
            guard bytes.count <= order.limit - stdout.count else {
                let request = order.request
                return over(
                    .fail(.execOutputTooLong(pod: request.pod, namespace: request.namespace, limit: order.limit)))
            }
            stdout += bytes
        case 2: stderr += bytes.prefix(max(0, ExecResult.mostStderr - stderr.count))
        case 3:
            // Written at once upstream; a proxy may still cut it.
            guard statusText.count + bytes.count <= Self.longestStatus else {
                return fail("its exit status is too long")
            }
            statusText += bytes
            status = ExecStatus(statusText)
        // v5 closes a channel by its number on channel 255: the API server hears it of standard input, and has none to close here.
        case 255: break
        default: return fail("the API server sent data on channel \(channel)")
        }
        return []
    }

    /// What the session comes to, once its status is there.
    private var outcome: Action {
        switch status?.outcome {
        case .exit(let exit): .end(.ended(ExecResult(stdout: stdout, stderr: stderr, exit: exit)))
        case .refused(let response): .end(.refused(response))
        case .unclear("")?, nil: .fail(order.request.interrupted("its exit status cannot be read"))
        case .unclear(let words): .fail(order.request.interrupted(words))
        }
    }
}
