internal import FoundationEssentials

/// The cluster as an API: lists and gets, with all the patience that a large sweep needs and none of the objects kept.
package struct KubernetesClient: Sendable {
    private let configuration: ClusterConfiguration
    private let transport: any HTTPTransport
    let execTransport: any ExecTransport
    private let authenticator: Authenticator
    let gate: RequestGate
    let limits: ClientLimits
    private let userAgent: String
    let pace: Pace

    /// Protobuf first: on 5,000 pods it costs a small part of JSON's decoding; the API server knows it for every built-in kind.
    private static let accept = "\(Envelope.contentType),application/json"

    /// Without an `execTransport` it runs no commands in containers.
    package init(
        configuration: ClusterConfiguration, transport: any HTTPTransport, execTransport: (any ExecTransport)? = nil,
        limits: ClientLimits = ClientLimits(), userAgent: String = userAgent(version: "dev"), pace: Pace = .real
    ) {
        self.configuration = configuration
        self.transport = transport
        self.execTransport = execTransport ?? NoExecTransport()
        self.limits = limits
        self.userAgent = userAgent
        self.pace = pace
        authenticator = Authenticator(configuration, pace: pace)
        gate = RequestGate(limits, pace: pace)
    }

    /// `trustsweep/1.0.0 (linux/amd64)`, in the form of kubectl's.
    package static func userAgent(version: String) -> String {
        #if os(Linux)
            let system = "linux"
        #else
            let system = "darwin"
        #endif
        #if arch(arm64)
            let machine = "arm64"
        #else
            let machine = "amd64"
        #endif
        return "trustsweep/\(version) (\(system)/\(machine))"
    }

    package var server: String { configuration.server.description }
    package var context: String? { configuration.context }
    /// Where a command looks that names no namespace.
    package var namespace: String { configuration.namespace }

    /// The API server's version, such as `v1.33.2`.
    package func version() async throws(KubernetesError) -> String {
        let question = Question(verb: "get", resource: "/version", namespace: nil, server: server)
        var version = ""
        try await ask(question, versions: 1, accept: "application/json") { _, _ in
            "/version"
        } startOver: {
        } page: { response throws(KubernetesError) in
            guard let body = try? JSONDecoder().decode(ServerVersion.self, from: Data(response.body)) else {
                throw question.notKubernetes(response)
            }
            version = body.gitVersion
            return nil
        }
        return version
    }

    /// - Throws: ``KubernetesError/notFound(resource:namespace:)`` where there is no such object.
    package func get<Object: BuiltInObject>(
        _ type: Object.Type, name: String, namespace: String?
    ) async throws(KubernetesError) -> Object {
        let resource = Object.resource
        let question = Question(
            verb: "get", resource: "\(resource.name)/\(name)", namespace: namespace, server: server)
        var found: Object?
        try await ask(question, versions: resource.versions.count, accept: Self.accept) { version, _ in
            resource.path(version: version, namespace: namespace, name: name)
        } startOver: {
        } page: { response throws(KubernetesError) in
            found = try Page.object(&response, question)
            return nil
        }
        guard let found else { throw .notFound(resource: question.resource, namespace: namespace) }
        return found
    }

    /// Reads every object of a kind, page by page, into a value.
    ///
    /// A page is reduced while the next is on its way, and dropped then: two pages are the most that is held.
    ///
    /// The reduction starts over from `initial` where the list must (410 Gone), so that no object counts twice.
    ///
    /// - Throws: where the list could not be read to its end.
    package func list<Object: BuiltInObject, Value: Sendable>(
        _ type: Object.Type, namespace: String?, labelSelector: String?, into initial: Value,
        _ update: @escaping @Sendable (inout Value, Object) -> Void
    ) async throws(KubernetesError) -> Value {
        let resource = Object.resource
        let question = Question(verb: "list", resource: resource.name, namespace: namespace, server: server)
        let selector = labelSelector?.nonEmpty.map { "&labelSelector=\(PercentEncoding.encode($0))" } ?? ""
        let query = "?limit=\(limits.pageSize)\(selector)"
        var reduction = Reduction(initial: initial, question: question, update: update)
        try await ask(question, versions: resource.versions.count, accept: Self.accept) { version, token in
            let position = token.map { "&continue=\(PercentEncoding.encode($0))" } ?? ""
            return resource.path(version: version, namespace: namespace) + query + position
        } startOver: {
            reduction.startOver()
        } page: { response async throws(KubernetesError) in
            try await reduction.take(&response)
        }
        return try await reduction.finish()
    }

    /// Asks until the pager says that it is done. `page` takes an answer and returns the token of the next.
    private func ask(
        _ question: Question, versions: Int, accept: String, path: (_ version: Int, _ token: String?) -> String,
        startOver: () -> Void, page: (inout HTTPResponse) async throws(KubernetesError) -> String?
    ) async throws(KubernetesError) {
        var pager = ListPager(versions: versions, attempts: limits.attempts)
        while true {
            let outcome: ListPager.Outcome
            do throws(KubernetesError) {
                var response = try await send(path(pager.version, pager.continueToken), accept, question)
                if let problem = question.problem(response, now: pace.now(), failures: pager.failures) {
                    outcome = problem
                } else {
                    outcome = .page(continueToken: try await page(&response))
                }
            } catch {
                outcome = error.isTransient ? .refused(error, retryAfter: nil) : .failed(error)
            }
            switch pager.received(outcome, random: pace.random()) {
            case .fetch: continue
            case .wait(let seconds): await pace.sleep(seconds)
            case .startOver: startOver()
            case .done: return
            case .fail(let error): throw error.named(question)
            }
            try checkCancellation()
        }
    }

    private func send(
        _ path: String, _ accept: String, _ question: Question
    ) async throws(KubernetesError) -> HTTPResponse {
        try await authorized {
            $0.status
        } send: { authorization async throws(KubernetesError) in
            let request = HTTPRequest(
                path: path, headers: headers(accept: accept, authorization), resource: question.resource,
                identity: authorization.identity)
            await gate.enter()
            let result: Result<HTTPResponse, KubernetesError>
            do throws(KubernetesError) {
                result = .success(try await transport.send(request))
            } catch {
                result = .failure(error)
            }
            await gate.leave()
            return try result.get()
        }
    }

    /// One request, and one more with a fresh credential where the first was refused with 401.
    func authorized<Answer>(
        status: (Answer) -> Int?, send: (Authorization) async throws(KubernetesError) -> Answer
    ) async throws(KubernetesError) -> Answer {
        let authorization = try await authenticator.authorization()
        let answer = try await send(authorization)
        guard status(answer) == 401 else { return answer }
        guard let fresh = try await authenticator.refresh(after: authorization) else {
            throw .unauthorized(server: server)
        }
        return try await send(fresh)
    }

    func headers(accept: String, _ authorization: Authorization) -> [(name: String, value: String)] {
        [(name: "Accept", value: accept), (name: "User-Agent", value: userAgent)] + authorization.headers
    }

    /// - Throws: where the task that asks is cancelled.
    func checkCancellation() throws(KubernetesError) {
        if Task.isCancelled { throw .unreachable(server: server, reason: "the request was cancelled") }
    }
}

private struct ServerVersion: Decodable { var gitVersion: String }

extension KubernetesError {
    /// Whether the same request may well succeed a little later.
    var isTransient: Bool {
        if case .incompleteBody = self { return true }
        return false
    }

    /// The pager knows neither server nor resource.
    fileprivate func named(_ question: Question) -> KubernetesError {
        switch self {
        case .notKubernetes("", let reason): .notKubernetes(server: question.server, reason: reason)
        case .serverFailure("", let status, let message):
            .serverFailure(resource: question.resource, status: status, message: message)
        default: self
        }
    }
}
