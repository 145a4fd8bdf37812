import Foundation
import Testing

@testable import Kubernetes

/// Real sessions with the double, over TLS on loopback.
@Suite struct CurlExecTransportTests {
    private func route(_ command: String, _ fields: String) -> String {
        #"{"exec":"shop/web-1/app","command":\#(command),\#(fields)}"#
    }

    private func request(_ command: String...) -> ExecRequest {
        ExecRequest(namespace: "shop", pod: "web-1", container: "app", command: command)
    }

    private func interrupted(_ reason: String) -> KubernetesError {
        .execInterrupted(pod: "web-1", namespace: "shop", reason: reason)
    }

    private func failure(
        _ client: KubernetesClient, timeout: Double = 20, limit: Int = 1 << 20
    ) async throws -> KubernetesError {
        try #require(
            await #expect(throws: KubernetesError.self) {
                try await client.exec(request("cat"), timeout: timeout, limit: limit)
            })
    }

    @Test func aCommandsOutputAndExitCodeComeBack() async throws {
        let double = try APIServerDouble(
            routes: """
                [\(route(#"["cat","/etc/a b;*"]"#, #""body":"one\n","stderr":"two\n","exit":0"#)),
                 \(route(#"["cat","/etc/none"]"#, #""stderr":"cat: no such file\n","exit":1"#))]
                """)
        let credential = Credential(user: "u", bearer: .token(Confidential("secret")))
        let client = try double.client(double.configuration(credential: credential))
        #expect(
            try await client.exec(request("cat", "/etc/a b;*"), timeout: 20, limit: 100)
                == ExecResult(stdout: Array("one\n".utf8), stderr: Array("two\n".utf8)))
        #expect(
            try await client.exec(request("cat", "/etc/none"), timeout: 20, limit: 100)
                == ExecResult(stderr: Array("cat: no such file\n".utf8), exit: .nonZero(1)))
        let asked = try #require(try double.requests().first)
        #expect(asked.exec == "shop/web-1/app")
        #expect(asked.command == ["cat", "/etc/a b;*"])
        #expect(asked.headers["host"] == "127.0.0.1:\(double.port)")
        #expect(asked.headers["authorization"] == "Bearer secret")
        #expect(asked.headers["user-agent"] == "trustsweep/test (linux/amd64)")
        #expect(try double.unknown() == "")
    }

    @Test func megabytesComeWholeInMessagesOfAnySize() async throws {
        for (piece, repeats) in [(7, 5000), (32768, 200_000), (1_000_000, 200_000)] {
            let double = try APIServerDouble(
                routes: "[\(route(#"["cat"]"#, #""body":"0123456789abcdef","repeat":\#(repeats),"piece":\#(piece)"#))]")
            let result = try await double.client().exec(request("cat"), timeout: 60, limit: 16 * repeats)
            #expect(result.stdout == Array(repeatElement(Array("0123456789abcdef".utf8), count: repeats).joined()))
            #expect(result.exit == .success)
        }
    }

    @Test func aServerThatPingsAndOneThatNeverClosesAreServed() async throws {
        for fields in [
            #""body":"x","ping":true"#, #""body":"x","fault":"no-close""#,
            #""body":"x","subprotocol":"v4.channel.k8s.io""#,
        ] {
            let double = try APIServerDouble(routes: "[\(route(#"["cat"]"#, fields))]")
            let result = try await double.client().exec(request("cat"), timeout: 20, limit: 10)
            #expect(result == ExecResult(stdout: Array("x".utf8)))
        }
    }

    @Test(arguments: [
        ("no-status", "the session was closed with code 1000 before its exit status came"),
        ("truncate", "the connection ended before its exit status came"),
    ])
    func outputThatBreaksOffIsNoResult(fault: String, reason: String) async throws {
        let double = try APIServerDouble(
            routes: "[\(route(#"["cat"]"#, #""body":"half of it","fault":"\#(fault)""#))]")
        #expect(try await failure(double.client()) == interrupted(reason))
    }

    @Test(arguments: [
        ("wrong-accept", "its WebSocket handshake answers another request's key"),
        ("no-subprotocol", "it chose none of the offered WebSocket subprotocols"),
    ])
    func aBadHandshakeIsNoSession(fault: String, reason: String) async throws {
        let double = try APIServerDouble(routes: "[\(route(#"["cat"]"#, #""fault":"\#(fault)""#))]")
        let client = try double.client()
        #expect(try await failure(client) == .notKubernetes(server: client.server, reason: reason))
    }

    @Test func moreOutputThanAllowedIsAFailure() async throws {
        let double = try APIServerDouble(
            routes: "[\(route(#"["cat"]"#, #""body":"0123456789abcdef","repeat":2000000"#))]")
        #expect(
            try await failure(double.client(), limit: 1 << 20)
                == .execOutputTooLong(pod: "web-1", namespace: "shop", limit: 1 << 20))
    }

    @Test func aCommandThatNeverEndsIsLeftAtItsTimeout() async throws {
        let double = try APIServerDouble(
            routes: """
                [{"path":"/api/v1/namespaces/shop/pods/web-2/exec","fault":"slow","seconds":600},
                 \(route(#"["cat"]"#, #""fault":"silent""#))]
                """)
        let client = try double.client()
        // Long enough for the handshake on a busy machine.
        #expect(try await failure(client, timeout: 4) == .execTimeout(pod: "web-1", namespace: "shop", seconds: 4))
        var other = request("cat")
        other.pod = "web-2"
        await #expect(throws: KubernetesError.timeout(server: client.server, seconds: 0.5)) {
            try await client.exec(other, timeout: 0.5, limit: 10)
        }
    }

    @Test func aCancelledTaskEndsItsSession() async throws {
        let double = try APIServerDouble(routes: "[\(route(#"["cat"]"#, #""fault":"silent""#))]")
        let client = try double.client()
        let task = Task { try await client.exec(request("cat"), timeout: 600, limit: 10) }
        while try double.requests().isEmpty { try await Task.sleep(for: .milliseconds(20)) }
        task.cancel()
        await #expect(
            throws: KubernetesError.unreachable(server: client.server, reason: "the request was cancelled")
        ) { try await task.value }
    }

    @Test func aRefusalInPlaceOfASessionKeepsItsWords() async throws {
        let path = "/api/v1/namespaces/shop/pods/web-1/exec"
        let double = try APIServerDouble(
            routes: #"[{"path":"\#(path)","status":403,"body":{"kind":"Status","message":"pods is forbidden: no"}}]"#)
        #expect(
            try await failure(double.client())
                == .forbidden(
                    verb: "get", resource: "pods/web-1/exec", namespace: "shop", message: "pods is forbidden: no"))
        let unknown = try APIServerDouble(routes: "[]")
        guard case .serverFailure(_, 500, _) = try await failure(unknown.client()) else {
            Issue.record("expected serverFailure")
            return
        }
        #expect(try unknown.unknown().contains(#""command": ["cat"]"#))
    }

    @Test func aProgramThatIsNotThereIsAResult() async throws {
        let message =
            #"exec failed: unable to start container process: exec: \"cat\": executable file not found in $PATH"#
        let status = #"{"status":"Failure","message":"\#(message)","reason":"InternalError","code":500}"#
        let double = try APIServerDouble(routes: "[\(route(#"["cat"]"#, #""execStatus":\#(status)"#))]")
        guard
            case .notStarted(let reason) = try await double.client().exec(request("cat"), timeout: 20, limit: 10).exit
        else {
            Issue.record("expected notStarted")
            return
        }
        #expect(reason.contains("executable file not found"))
    }

    // MARK: Trust, as of every request

    private let plain = #"[{"exec":"shop/web-1/app","command":["cat"],"body":"x"}]"#

    @Test func aServerOfAnotherAuthorityIsNotTrusted() async throws {
        let double = try APIServerDouble(routes: plain)
        let client = try double.client(double.configuration(authority: "other-ca.crt"))
        #expect(
            try await failure(client)
                == .untrustedServer(server: client.server, reason: "its certificate is signed by an unknown authority"))
        #expect(try double.requests().isEmpty)
    }

    @Test func aServerNameIsCheckedInPlaceOfTheHost() async throws {
        let double = try APIServerDouble(routes: plain, arguments: ["--certificate", "other-host"])
        let configuration = try double.configuration(tlsServerName: "elsewhere.example")
        #expect(try await double.client(configuration).exec(request("cat"), timeout: 20, limit: 10).stdout.count == 1)
        #expect(try double.requests().first?.headers["host"] == "127.0.0.1:\(double.port)")
        let wrong = try double.client(double.configuration())
        #expect(
            try await failure(wrong)
                == .untrustedServer(server: wrong.server, reason: "its certificate is for another host name"))
    }

    @Test func aClientCertificateIsPresentedAndItsLackNamed() async throws {
        let double = try APIServerDouble(routes: plain, arguments: ["--client-certificate", "required"])
        let credential = Credential(user: "u", identity: try APIServerDouble.identity("client"))
        let client = try double.client(double.configuration(credential: credential))
        #expect(try await client.exec(request("cat"), timeout: 20, limit: 10).stdout.count == 1)
        #expect(try double.requests().first?.client == "reader")
        guard case .clientCertificateRejected(_, let reason) = try await failure(double.client()) else {
            Issue.record("expected clientCertificateRejected")
            return
        }
        #expect(reason.contains("certificate required"))
    }

    @Test func aClosedPortIsARefusedConnection() async throws {
        let configuration: ClusterConfiguration
        do { configuration = try APIServerDouble(routes: "[]").configuration() }
        let client = KubernetesClient(
            configuration: configuration, transport: configuration.transport(),
            execTransport: configuration.execTransport())
        #expect(try await failure(client) == .connectionRefused(server: client.server))
    }

    @Test(arguments: [[], ["--plain"]])
    func aProxyIsTunnelledThroughWhateverTheServerSpeaks(arguments: [String]) async throws {
        let double = try APIServerDouble(routes: plain, arguments: arguments)
        let tunnel = try ProxyDouble("tunnel")
        var configuration = try double.configuration(proxy: "http://user:canary@127.0.0.1:\(tunnel.port)")
        if !arguments.isEmpty {
            configuration.server = try #require(ServerAddress("http://127.0.0.1:\(double.port)", assumingTLS: false))
        }
        let result = try await double.client(configuration).exec(request("cat"), timeout: 20, limit: 10)
        #expect(result == ExecResult(stdout: Array("x".utf8)))
        #expect(tunnel.line() == "CONNECT 127.0.0.1:\(double.port)")
    }

    @Test func aProxyThatRefusesIsNamed() async throws {
        let double = try APIServerDouble(routes: plain)
        let portal = try ProxyDouble("proxy")
        let client = try double.client(double.configuration(proxy: "http://127.0.0.1:\(portal.port)"))
        #expect(try await failure(client) == .proxy(reason: "it answered 403 to CONNECT"))
    }

    @Test func aHeaderWithALineBreakIsNotSent() async throws {
        let double = try APIServerDouble(routes: plain)
        let credential = Credential(user: "u", bearer: .token(Confidential("canary\r\nX: y")))
        let error = try await failure(double.client(double.configuration(credential: credential)))
        #expect(
            error
                == .badCredential(user: "", reason: "Authorization would hold a line break or control character"))
        #expect(try double.requests().isEmpty)
    }

    @Test func manySessionsRunSideBySide() async throws {
        let double = try APIServerDouble(routes: plain)
        let client = try double.client()
        let total = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<40 {
                group.addTask { try await client.exec(request("cat"), timeout: 60, limit: 10).stdout.count }
            }
            return try await group.reduce(0, +)
        }
        #expect(total == 40)
    }
}
