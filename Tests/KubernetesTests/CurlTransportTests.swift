import Foundation
import Testing

@testable import Kubernetes

/// The real transport against a real TLS server on loopback.
@Suite struct CurlTransportTests {
    private static let routes = #"[{"path":"/version","body":{"gitVersion":"v1.33.2"}}]"#

    private func failure(_ client: KubernetesClient) async throws -> KubernetesError {
        try #require(await #expect(throws: KubernetesError.self) { try await client.version() })
    }

    @Test func aServerOfTheGivenAuthorityIsTrusted() async throws {
        let double = try APIServerDouble(routes: Self.routes)
        #expect(try await double.client().version() == "v1.33.2")
        #expect(try await double.client(double.configuration(host: "localhost")).version() == "v1.33.2")
    }

    @Test(arguments: ["other-ca.crt", nil])
    func aServerOfAnotherAuthorityIsNot(authority: String?) async throws {
        let double = try APIServerDouble(routes: Self.routes)
        let client = try double.client(double.configuration(authority: authority))
        #expect(
            try await failure(client)
                == .untrustedServer(server: client.server, reason: "its certificate is signed by an unknown authority"))
        #expect(try double.requests().isEmpty)
    }

    @Test(arguments: [
        ("expired", "its certificate has expired"), ("other-host", "its certificate is for another host name"),
    ])
    func aBadCertificateIsNamed(certificate: String, reason: String) async throws {
        let double = try APIServerDouble(routes: Self.routes, arguments: ["--certificate", certificate])
        let client = try double.client()
        #expect(try await failure(client) == .untrustedServer(server: client.server, reason: reason))
    }

    @Test func insecureTrustsAnything() async throws {
        let double = try APIServerDouble(routes: Self.routes, arguments: ["--certificate", "expired"])
        let configuration = try double.configuration(authority: nil, isInsecure: true)
        #expect(try await double.client(configuration).version() == "v1.33.2")
    }

    @Test func aServerNameIsCheckedInPlaceOfTheHost() async throws {
        let double = try APIServerDouble(routes: Self.routes, arguments: ["--certificate", "other-host"])
        let configuration = try double.configuration(tlsServerName: "elsewhere.example")
        #expect(try await double.client(configuration).version() == "v1.33.2")
        #expect(try double.requests().first?.headers["host"] == "127.0.0.1:\(double.port)")
        let wrong = try double.client(double.configuration(tlsServerName: "nowhere.example"))
        #expect(
            try await failure(wrong)
                == .untrustedServer(server: wrong.server, reason: "its certificate is for another host name"))
    }

    @Test func aClientCertificateIsPresented() async throws {
        let double = try APIServerDouble(routes: Self.routes, arguments: ["--client-certificate", "required"])
        let credential = Credential(user: "u", identity: try APIServerDouble.identity("client"))
        #expect(try await double.client(double.configuration(credential: credential)).version() == "v1.33.2")
        #expect(try double.requests().first?.client == "reader")
    }

    @Test func aMissingClientCertificateIsNamed() async throws {
        let double = try APIServerDouble(routes: Self.routes, arguments: ["--client-certificate", "required"])
        guard case .clientCertificateRejected(_, let reason) = try await failure(double.client()) else {
            Issue.record("expected clientCertificateRejected")
            return
        }
        #expect(reason.contains("certificate required"))
    }

    @Test func anExpiredClientCertificateIsNamedBeforeItIsSent() async throws {
        let double = try APIServerDouble(routes: Self.routes, arguments: ["--client-certificate", "required"])
        let credential = Credential(user: "u", identity: try APIServerDouble.identity("expired-client"))
        let client = try double.client(double.configuration(credential: credential))
        #expect(
            try await failure(client)
                == .clientCertificateRejected(server: client.server, reason: "it expired on 2021-01-01"))
        #expect(try double.requests().isEmpty)
    }

    @Test func aKeyOfAnotherCertificateIsAnError() async throws {
        let double = try APIServerDouble(routes: Self.routes, arguments: ["--client-certificate", "required"])
        let identity = ClientIdentity(
            certificate: try APIServerDouble.pem("client.crt"), key: try APIServerDouble.pem("server.key"))
        let credential = Credential(user: "u", identity: identity)
        guard
            case .clientCertificateRejected = try await failure(
                double.client(double.configuration(credential: credential)))
        else {
            Issue.record("expected clientCertificateRejected")
            return
        }
    }

    @Test func aClosedPortIsARefusedConnection() async throws {
        let configuration: ClusterConfiguration
        do { configuration = try APIServerDouble(routes: "[]").configuration() }
        let client = KubernetesClient(configuration: configuration, transport: configuration.transport())
        #expect(try await failure(client) == .connectionRefused(server: client.server))
    }

    @Test func aHostThatIsNotKnownIsUnreachable() async throws {
        let server = try #require(ServerAddress("https://no-such-host.invalid:6443", assumingTLS: true))
        let configuration = ClusterConfiguration(server: server)
        let client = KubernetesClient(
            configuration: configuration, transport: configuration.transport(requestTimeout: 20))
        #expect(
            try await failure(client)
                == .unreachable(server: client.server, reason: "its host name is not known"))
    }

    @Test func aSlowAnswerIsATimeout() async throws {
        let double = try APIServerDouble(routes: #"[{"path":"/version","fault":"slow","seconds":5}]"#)
        let client = try double.client(requestTimeout: 0.3)
        #expect(try await failure(client) == .timeout(server: client.server, seconds: 0.3))
    }

    @Test func aCancelledTaskEndsItsRequest() async throws {
        let double = try APIServerDouble(routes: #"[{"path":"/version","fault":"slow","seconds":600}]"#)
        let client = try double.client(requestTimeout: nil)
        let task = Task { try await client.version() }
        while try double.requests().isEmpty { try await Task.sleep(for: .milliseconds(20)) }
        task.cancel()
        await #expect(
            throws: KubernetesError.unreachable(server: client.server, reason: "the request was cancelled")
        ) { try await task.value }
    }

    @Test func aProxyThatRefusesIsNamed() async throws {
        let closed: Int
        do { closed = try APIServerDouble(routes: "[]").port }
        let double = try APIServerDouble(routes: Self.routes)
        let client = try double.client(double.configuration(proxy: "http://user:canary@127.0.0.1:\(closed)"))
        #expect(try await failure(client) == .proxy(reason: "it refused the connection"))
    }

    @Test func aServerWithoutTLSIsNotKubernetes() async throws {
        let proxy = try APIServerDouble(routes: "[]")
        // The double speaks TLS only, so the plain side is the client's.
        let server = try #require(ServerAddress("http://127.0.0.1:\(proxy.port)", assumingTLS: false))
        let configuration = ClusterConfiguration(server: server)
        let client = KubernetesClient(
            configuration: configuration, transport: configuration.transport(requestTimeout: 20),
            limits: ClientLimits(attempts: 1))
        await #expect(throws: KubernetesError.self) { try await client.version() }
    }

    @Test func onlyTheConfiguredHostIsAsked() async throws {
        let double = try APIServerDouble(
            routes: #"[{"path":"/version","status":302,"answerHeaders":{"Location":"/elsewhere"}}]"#)
        guard case .notKubernetes = try await failure(double.client()) else {
            Issue.record("expected notKubernetes")
            return
        }
        #expect(try double.requests().map(\.path) == ["/version"])
    }
}
