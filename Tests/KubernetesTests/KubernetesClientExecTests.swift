import Foundation
import Synchronization
import Testing

@testable import Kubernetes

/// How the client treats what a session comes to; no server is needed for that.
@Suite struct KubernetesClientExecTests {
    /// Answers in order, and remembers what it was asked.
    private final class Sessions: ExecTransport {
        private let answers: Mutex<[Result<ExecOutcome, KubernetesError>]>
        private let seen = Mutex<[ExecOrder]>([])

        init(_ answers: [Result<ExecOutcome, KubernetesError>]) { self.answers = Mutex(answers) }

        var orders: [ExecOrder] { seen.withLock { $0 } }

        func exec(_ order: ExecOrder) async throws(KubernetesError) -> ExecOutcome {
            seen.withLock { $0.append(order) }
            return try answers.withLock { $0.isEmpty ? .failure(.proxy(reason: "asked too often")) : $0.removeFirst() }
                .get()
        }
    }

    private struct NoHTTP: HTTPTransport {
        func send(_ request: HTTPRequest) async throws(KubernetesError) -> HTTPResponse {
            throw .proxy(reason: "no request was expected")
        }
    }

    private let request = ExecRequest(namespace: "shop", pod: "web-1", container: "app", command: ["ls"])
    private let server = "https://api:6443"

    private func client(
        _ sessions: (any ExecTransport)?, credential: Credential = Credential(), slept: SleepLog = SleepLog(),
        limits: ClientLimits = ClientLimits(attempts: 3)
    ) throws -> KubernetesClient {
        let server = try #require(ServerAddress(server, assumingTLS: true))
        return KubernetesClient(
            configuration: ClusterConfiguration(server: server, credential: credential), transport: NoHTTP(),
            execTransport: sessions, limits: limits, userAgent: "trustsweep/test", pace: .test(slept: slept))
    }

    private func refusal(_ status: Int, _ message: String = "", _ headers: [String: String] = [:]) -> ExecOutcome {
        let body = #"{"kind":"Status","message":"\#(message)"}"#
        let headers = headers.merging(["content-type": "application/json"]) { own, _ in own }
        return .refused(HTTPResponse(status: status, headers: headers, body: Array(body.utf8)))
    }

    private func failure(_ outcome: ExecOutcome) async throws -> KubernetesError {
        let client = try client(Sessions([.success(outcome)]), limits: ClientLimits(attempts: 1))
        return try #require(
            await #expect(throws: KubernetesError.self) { try await client.exec(request, timeout: 5, limit: 10) })
    }

    @Test func aResultIsTheCallersWhateverTheCommandSaid() async throws {
        for exit in [ExecExit.success, .nonZero(1), .notStarted(reason: "not found")] {
            let result = ExecResult(stdout: [1], stderr: [2], exit: exit)
            let sessions = Sessions([.success(.ended(result))])
            #expect(try await client(sessions).exec(request, timeout: 5, limit: 10) == result)
            let order = try #require(sessions.orders.first)
            #expect(order.request == request)
            #expect(order.timeout == 5)
            #expect(order.limit == 10)
            #expect(
                order.headers.map { "\($0.name): \($0.value)" }
                    == ["Accept: */*", "User-Agent: trustsweep/test"])
        }
    }

    @Test func aRefusalIsTheSameErrorAsOfAnyRequest() async throws {
        let resource = "pods/web-1/exec"
        #expect(try await failure(refusal(401)) == .unauthorized(server: server))
        #expect(try await failure(refusal(404)) == .notFound(resource: resource, namespace: "shop"))
        #expect(try await failure(refusal(429)) == .rateLimited(resource: resource, attempts: 1))
        #expect(
            try await failure(refusal(500, "m")) == .serverFailure(resource: resource, status: 500, message: "m"))
        #expect(
            try await failure(refusal(400, "container app2 is not valid"))
                == .unexpectedStatus(resource: resource, status: 400, message: "container app2 is not valid"))
        for outcome in [
            refusal(410), refusal(200),
            .refused(HTTPResponse(status: 302, headers: ["location": "https://login/"])),
            .refused(HTTPResponse(status: 200, headers: ["content-type": "text/html"], body: Array("<html>".utf8))),
        ] {
            guard case .notKubernetes(server, _) = try await failure(outcome) else {
                Issue.record("expected notKubernetes of \(outcome)")
                continue
            }
        }
    }

    @Test func aMissingRightIsNamedByItsVerb() async throws {
        let sentence = "pods is forbidden: User x cannot"
        let get = try await failure(refusal(403, "\(sentence) get resource pods/exec"))
        #expect(
            get.description
                == "cannot get pods/web-1/exec in namespace \"shop\": forbidden: User x cannot get resource pods/exec")
        #expect(get.hint.hasPrefix("grant \"get\" and \"create\" on pods/exec,"))
        guard case .forbidden("create", _, _, _) = try await failure(refusal(403, "\(sentence) create resource")) else {
            Issue.record("expected create")
            return
        }
    }

    @Test func aBusyServerIsAskedAgainAndAFailedOneIsNot() async throws {
        let (log, done) = (SleepLog(), ExecOutcome.ended(ExecResult()))
        let busy = Sessions([
            .success(refusal(429, "", ["retry-after": "3"])), .success(refusal(503)), .success(done),
        ])
        #expect(try await client(busy, slept: log).exec(request, timeout: 5, limit: 10) == ExecResult())
        #expect(log.seconds.map { $0.rounded() } == [3, 1])
        let always = Sessions(Array(repeating: .success(refusal(429)), count: 9))
        await #expect(throws: KubernetesError.rateLimited(resource: "pods/web-1/exec", attempts: 3)) {
            try await client(always).exec(request, timeout: 5, limit: 10)
        }
        #expect(always.orders.count == 3)
        let failed = Sessions([.success(refusal(500)), .success(done)])
        await #expect(throws: KubernetesError.self) { try await client(failed).exec(request, timeout: 5, limit: 10) }
        #expect(failed.orders.count == 1)
        // What broke off may have run.
        let broken = Sessions([.failure(.incompleteBody(resource: "pods")), .success(done)])
        await #expect(throws: KubernetesError.incompleteBody(resource: "pods")) {
            try await client(broken).exec(request, timeout: 5, limit: 10)
        }
        #expect(broken.orders.count == 1)
    }

    @Test func aRefusedTokenIsReadAgainOnce() async throws {
        let folder = try TemporaryFolder()
        let token = try folder.write("token", "old")
        let sessions = Sessions([.success(.ended(ExecResult())), .success(refusal(401)), .success(refusal(401))])
        let client = try client(sessions, credential: Credential(user: "u", bearer: .file(path: token)))
        #expect(try await client.exec(request, timeout: 5, limit: 10) == ExecResult())
        try folder.write("token", "new")
        await #expect(throws: KubernetesError.unauthorized(server: server)) {
            try await client.exec(request, timeout: 5, limit: 10)
        }
        #expect(sessions.orders.map { $0.headers.last?.value } == ["Bearer old", "Bearer old", "Bearer new"])
    }

    @Test func aClientWithoutATransportForCommandsRunsNone() async throws {
        let client = try client(nil)
        await #expect(
            throws: KubernetesError.execInterrupted(
                pod: "web-1", namespace: "shop", reason: "this client was made without a way to run commands")
        ) { try await client.exec(request, timeout: 5, limit: 10) }
    }
}
