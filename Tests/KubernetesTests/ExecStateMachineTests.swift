import Testing

@testable import Kubernetes

@Suite struct ExecStateMachineTests {
    private static let request = ExecRequest(namespace: "shop", pod: "web-1", container: "app", command: ["ls"])
    private static let head =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: v5.channel.k8s.io\r\n\r\n"

    private func machine(limit: Int = 100) -> ExecStateMachine {
        ExecStateMachine(
            ExecOrder(request: Self.request, timeout: 30, limit: limit), server: "https://api",
            handshake: WebSocketHandshake(nonce: Array("the sample nonce".utf8)))
    }

    /// A machine whose handshake is over.
    private func opened(limit: Int = 100) -> ExecStateMachine {
        var machine = machine(limit: limit)
        #expect(machine.received(Array(Self.head.utf8)) == [])
        return machine
    }

    private func interrupted(_ reason: String) -> ExecStateMachine.Action {
        .fail(.execInterrupted(pod: "web-1", namespace: "shop", reason: reason))
    }

    private static let closing = ExecStateMachine.Action.reply(WebSocketFrame(opcode: .close, payload: [0x03, 0xE8]))

    private static let session =
        ServerFrames.message(1) + ServerFrames.message(1, "out") + ServerFrames.message(2, "err")
        + ServerFrames.message(1, "put") + ServerFrames.success + ServerFrames.close
    private static let result = ExecResult(stdout: Array("output".utf8), stderr: Array("err".utf8), exit: .success)

    @Test func aSessionGivesTheSameResultFromAnyPieces() {
        let bytes = Array(Self.head.utf8) + Self.session
        for size in 1...bytes.count {
            var machine = machine()
            let actions = bytes.pieces(of: size).flatMap { machine.received($0) }
            #expect(actions == [Self.closing, .end(.ended(Self.result))])
        }
    }

    /// The one thing that must never happen is a shorter output.
    @Test func aSessionCutAnywhereIsAllOfItsResultOrAFailure() {
        let bytes = Array(Self.head.utf8) + Self.session
        let complete = bytes.count - ServerFrames.close.count
        for count in 0..<bytes.count {
            for loss in [
                ExecStateMachine.Loss.endOfStream, .timeout(seconds: 1), .failure(.incompleteBody(resource: "pods")),
            ] {
                var machine = machine()
                #expect(machine.received(Array(bytes.prefix(count))) == [])
                let last = machine.lost(loss)
                #expect(last.count == 1)
                if count >= complete {
                    #expect(last == [.end(.ended(Self.result))])
                } else {
                    guard case .fail = last.first else {
                        Issue.record("cut at \(count), \(loss): \(last)")
                        continue
                    }
                }
            }
        }
    }

    @Test func aFlippedBitIsNeverACrash() {
        for bit in 0..<Self.session.count * 8 {
            var bytes = Self.session
            bytes[bit / 8] ^= 1 << (bit % 8)
            var machine = opened()
            let actions = machine.received(bytes) + machine.lost(.endOfStream)
            #expect(!actions.isEmpty)
        }
    }

    @Test func aLostStatusIsAFailureHoweverTheSessionEnds() {
        var machine = opened()
        #expect(machine.received(ServerFrames.message(1, "half")) == [])
        var closed = machine
        #expect(
            closed.received(ServerFrames.close)
                == [Self.closing, interrupted("the session was closed with code 1000 before its exit status came")])
        #expect(closed.received(ServerFrames.success) == [])
        closed = machine
        #expect(
            closed.received(ServerFrames.frame(0x8)).last
                == interrupted("the session was closed before its exit status came"))
        #expect(machine.lost(.endOfStream) == [interrupted("the connection ended before its exit status came")])
        #expect(machine.lost(.endOfStream) == [])
    }

    @Test func theTimeIsNamed() {
        var machine = machine()
        #expect(machine.lost(.timeout(seconds: 30)) == [.fail(.timeout(server: "https://api", seconds: 30))])
        machine = opened()
        #expect(
            machine.lost(.timeout(seconds: 1.5))
                == [.fail(.execTimeout(pod: "web-1", namespace: "shop", seconds: 1.5))])
    }

    @Test func outputBehindTheStatusBelongsToIt() {
        var machine = opened()
        #expect(machine.received(ServerFrames.success) == [])
        #expect(machine.hasStatus)
        #expect(machine.received(ServerFrames.message(1, "late")) == [])
        #expect(machine.lost(.timeout(seconds: 1)) == [.end(.ended(ExecResult(stdout: Array("late".utf8))))])
    }

    @Test func anExitCodeIsAResult() {
        var machine = opened()
        let status = ServerFrames.status(
            #"{"status":"Failure","reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"2"}]}}"#
        )
        #expect(machine.received(ServerFrames.message(2, "no such file") + status) == [])
        #expect(
            machine.lost(.endOfStream)
                == [.end(.ended(ExecResult(stderr: Array("no such file".utf8), exit: .nonZero(2))))])
    }

    @Test func aRefusalInTheSessionIsAsOneInPlaceOfIt() {
        var machine = opened()
        let json = #"{"status":"Failure","message":"container not found","reason":"NotFound","code":404}"#
        _ = machine.received(ServerFrames.status(json))
        guard case .end(.refused(let response)) = machine.lost(.endOfStream).first else {
            Issue.record("expected a refusal")
            return
        }
        #expect(response.status == 404)
        #expect(StatusBody(response)?.message == "container not found")
    }

    @Test(arguments: [#"{"status":"Failure"}"#, "}{", "[]"])
    func aStatusThatCannotBeReadIsAFailure(json: String) {
        var machine = opened()
        _ = machine.received(ServerFrames.message(1, "all of it") + ServerFrames.status(json))
        guard case .fail(.execInterrupted) = machine.lost(.endOfStream).first else {
            Issue.record("expected a failure")
            return
        }
    }

    @Test func aStatusMayComeInTwoMessagesAndOnlyOnce() {
        let json = #"{"metadata":{},"status":"Success"}"#
        var machine = opened()
        _ = machine.received(ServerFrames.status(String(json.prefix(9))))
        #expect(!machine.hasStatus)
        _ = machine.received(ServerFrames.status(String(json.dropFirst(9))))
        #expect(machine.hasStatus)
        var twice = machine
        _ = twice.received(ServerFrames.status(json))
        #expect(twice.lost(.endOfStream) == [interrupted("the connection ended before its exit status came")])
        #expect(machine.lost(.endOfStream) == [.end(.ended(ExecResult()))])
    }

    @Test func moreOutputThanAllowedIsAFailureAndNoCut() {
        var machine = opened(limit: 4)
        #expect(machine.received(ServerFrames.message(1, "four")) == [])
        var exact = machine
        _ = exact.received(ServerFrames.success)
        #expect(exact.lost(.endOfStream) == [.end(.ended(ExecResult(stdout: Array("four".utf8))))])
        #expect(
            machine.received(ServerFrames.message(1, "!") + ServerFrames.success)
                == [.fail(.execOutputTooLong(pod: "web-1", namespace: "shop", limit: 4))])
        #expect(machine.received(ServerFrames.close) == [])
    }

    @Test func standardErrorIsKeptToItsLimitAndTheSessionGoesOn() {
        var machine = opened()
        let text = String(repeating: "e", count: ExecResult.mostStderr - 1)
        for _ in 0..<3 { #expect(machine.received(ServerFrames.message(2, text)) == []) }
        _ = machine.received(ServerFrames.success)
        guard case .end(.ended(let result)) = machine.lost(.endOfStream).first else {
            Issue.record("expected a result")
            return
        }
        #expect(result.stderr.count == ExecResult.mostStderr)
        #expect(result.exit == .success)
    }

    @Test func aStatusThatGrowsWithoutEndIsRefused() {
        var machine = opened()
        let text = String(repeating: " ", count: ExecStateMachine.longestStatus)
        #expect(machine.received(ServerFrames.status(text)) == [])
        #expect(machine.received(ServerFrames.status(" ")) == [interrupted("its exit status is too long")])
    }

    @Test func emptyMessagesAndClosedChannelsAreNoOutput() {
        var machine = opened()
        let empty = [0, 1, 2, 3, 4, 9].flatMap { ServerFrames.message($0) } + ServerFrames.frame(0x2)
        #expect(machine.received(empty + ServerFrames.frame(0x2, [255, 0]) + ServerFrames.success) == [])
        #expect(machine.lost(.endOfStream) == [.end(.ended(ExecResult()))])
    }

    @Test func whatIsNoOutputIsAFailure() {
        var machine = opened()
        #expect(
            machine.received(ServerFrames.message(4, "x")) == [interrupted("the API server sent data on channel 4")])
        machine = opened()
        #expect(
            machine.received(ServerFrames.frame(0x1, [1, 65]))
                == [interrupted("the API server sent text where output is due")])
        machine = opened()
        #expect(
            machine.received([0x82, 0x81])
                == [interrupted("the API server breaks the WebSocket protocol: it sent a masked frame")])
    }

    @Test func aPingIsAnsweredWithItsPayload() {
        var machine = opened()
        #expect(
            machine.received(ServerFrames.frame(0x9, [7, 8]) + ServerFrames.frame(0xA))
                == [.reply(WebSocketFrame(opcode: .pong, payload: [7, 8]))])
    }

    @Test func aRefusedUpgradeIsItsAnswer() {
        var machine = machine()
        #expect(
            machine.received(Array("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\n{}".utf8))
                == [.end(.refused(HTTPResponse(status: 403, headers: ["content-length": "2"], body: Array("{}".utf8))))]
        )
    }

    @Test func aRefusalWhoseBodyBreaksOffKeepsItsStatus() {
        for loss in [ExecStateMachine.Loss.endOfStream, .failure(.incompleteBody(resource: "pods"))] {
            var machine = machine()
            #expect(machine.received(Array("HTTP/1.1 401 X\r\nContent-Length: 9\r\n\r\n{".utf8)) == [])
            guard case .end(.refused(let response)) = machine.lost(loss).first else {
                Issue.record("expected a refusal")
                continue
            }
            #expect(response.status == 401)
        }
    }

    @Test func aConnectionThatFailsInTheHandshakeSaysWhy() {
        let error = KubernetesError.clientCertificateRejected(server: "https://api", reason: "certificate required")
        var machine = machine()
        #expect(machine.lost(.failure(error)) == [.fail(error)])
        machine = self.machine()
        #expect(machine.lost(.endOfStream) == [.fail(.incompleteBody(resource: "pods/web-1/exec"))])
    }

    @Test func aHandshakeThatIsNotAcceptedIsNoSession() {
        var machine = machine()
        let wrong = Self.head.replacing("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", with: "AAAA")
        #expect(
            machine.received(Array(wrong.utf8) + Self.session)
                == [
                    .fail(
                        .notKubernetes(
                            server: "https://api", reason: "its WebSocket handshake answers another request's key"))
                ])
    }
}
