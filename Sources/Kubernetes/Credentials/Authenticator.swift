internal import FoundationEssentials

/// What one request carries to say who asks.
struct Authorization: Sendable {
    var headers: [(name: String, value: String)]
    var identity: ClientIdentity?
    /// Which reading of the credential this is: a refusal of an old one is no reason to read again.
    var generation: Int
}

/// Keeps the one credential of a client fresh: re-reads a token file, runs an exec plugin again before its answer expires, and
/// once more when the API server says 401.
actor Authenticator {
    private let configuration: ClusterConfiguration
    private let pace: Pace
    private var generation = 0
    private var fileToken: (token: Confidential<String>, readAt: Double)?
    private var execCredential: ExecCredential?
    private var running: Task<Result<ExecCredential, KubernetesError>, Never>?

    /// A replaced token file is seen after this many seconds at most.
    static let tokenFileAge = 5.0
    /// A credential this close to its end is not sent any more.
    static let expiryMargin = 10.0

    init(_ configuration: ClusterConfiguration, pace: Pace) {
        self.configuration = configuration
        self.pace = pace
    }

    func authorization() async throws(KubernetesError) -> Authorization {
        let credential = configuration.credential
        var headers = credential.impersonation.headers
        var identity = credential.identity
        switch credential.bearer {
        case .none: break
        case .token(let token): headers.append(bearer(token.value))
        case .basic(let username, let password):
            let pair = Data("\(username):\(password.value)".utf8).base64EncodedString()
            headers.append((name: "Authorization", value: "Basic \(pair)"))
        case .file(let path): headers.append(bearer(try token(path).value))
        case .exec(let plugin):
            let answer = try await answer(plugin)
            if let token = answer.token { headers.append(bearer(token.value)) }
            identity = answer.identity ?? identity
        }
        try check(identity)
        return Authorization(headers: headers, identity: identity, generation: generation)
    }

    /// After a 401: a new authorization, or nil where there can be no other than the one refused.
    func refresh(after refused: Authorization) async throws(KubernetesError) -> Authorization? {
        switch configuration.credential.bearer {
        case .none, .token, .basic: return nil
        case .file:
            if generation == refused.generation { fileToken?.readAt = -.infinity }
            let new = try await authorization()
            return new.generation == refused.generation ? nil : new
        case .exec:
            if generation == refused.generation { execCredential = nil }
            return try await authorization()
        }
    }

    private func bearer(_ token: String) -> (name: String, value: String) {
        (name: "Authorization", value: "Bearer \(token)")
    }

    private func token(_ path: String) throws(KubernetesError) -> Confidential<String> {
        let now = pace.now()
        if let known = fileToken, now - known.readAt < Self.tokenFileAge { return known.token }
        let text = String(decoding: try FileBytes.read(path), as: UTF8.self)
            .trimmingPrefix(while: \.isWhitespace)
        guard let token = String(text.prefix { !$0.isWhitespace }).nonEmpty else {
            throw .badCredential(user: configuration.credential.user, reason: "its token file \(path) is empty")
        }
        if fileToken?.token.value != token { generation += 1 }
        fileToken = (Confidential(token), now)
        return Confidential(token)
    }

    /// Runs the plugin at most once at a time: several lists start together, and a plugin may open a browser.
    private func answer(_ plugin: ExecPlugin) async throws(KubernetesError) -> ExecCredential {
        if let known = execCredential, known.expiry.map({ $0 - Self.expiryMargin > pace.now() }) ?? true {
            return known
        }
        if let running { return try await running.value.get() }
        let configuration = configuration
        let task = Task { () -> Result<ExecCredential, KubernetesError> in
            do throws(KubernetesError) {
                return .success(try await plugin.run(for: configuration))
            } catch {
                return .failure(error)
            }
        }
        running = task
        let result = await task.value
        running = nil
        let credential = try result.get()
        execCredential = credential
        generation += 1
        return credential
    }

    /// The API server answers an expired certificate with a bare 401, which would not say why.
    private func check(_ identity: ClientIdentity?) throws(KubernetesError) {
        guard let identity, let end = PEM.notAfter(identity.certificate), end.timeIntervalSince1970 < pace.now() else {
            return
        }
        throw .clientCertificateRejected(
            server: "\(configuration.server)", reason: "it expired on \(end.formatted(.iso8601.year().month().day()))")
    }
}
