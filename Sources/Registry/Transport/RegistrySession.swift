/// The requests for one image with one credential: authorization, redirects, retries.
struct RegistrySession: Sendable {
    let image: ImageReference
    let credential: RegistryCredential?
    let connection: RegistryConnection

    /// Reads what lies at a path below the repository, such as `blobs/sha256:…`, with a new reader for each attempt.
    func get<Reader: BodyReader>(
        _ path: String, accept: [String] = [], seconds: Int, reading make: @escaping @Sendable () -> Reader
    ) async throws(RegistryError) -> (value: Reader.Value, headers: [String: String]) {
        let limit = connection.options.limits.attempts
        var attempt = 0
        while true {
            let failure: RegistryError
            var asked: String?
            do throws(RegistryError) {
                let server = try await server()
                guard let address = RegistryAddress("\(server)/v2/\(image.repository)/\(path)") else {
                    throw .notRegistry(server: "\(server)", reason: "its address is not one")
                }
                let request = RegistryRequest(address: address, accept: accept, seconds: seconds)
                let (answer, source) = try await authorized(request, make)
                if answer.status == 200, let value = answer.value { return (value, answer.headers) }
                asked = answer.headers["retry-after"]
                failure = refusal(answer.status, source, isOwn: source.isSameOrigin(as: address), attempts: attempt + 1)
            } catch {
                failure = error
            }
            guard failure.isTransient, attempt + 1 < limit, !Task.isCancelled,
                let wait = connection.pace.wait(after: attempt, asked: asked)
            else { throw failure }
            await connection.pace.sleep(wait)
            attempt += 1
        }
    }

    /// What a status other than 200 means. A store that a redirect led to says nothing of the right to the image.
    private func refusal(
        _ status: Int, _ address: RegistryAddress, isOwn: Bool, attempts: Int
    ) -> RegistryError {
        switch status {
        case 401 where isOwn: .unauthorized(image: "\(image)")
        case 403 where isOwn: .forbidden(image: "\(image)")
        case 404 where isOwn: .notFound(image: "\(image)")
        case 429: .rateLimited(server: "\(address)", attempts: attempts)
        case 500...: .serverFailure(server: "\(address)", status: status)
        default: .unexpectedStatus(server: "\(address)", status: status)
        }
    }

    // MARK: Where the registry is

    /// The registry's address. Plain HTTP only where it is allowed, and there only where nothing speaks TLS.
    private func server() async throws(RegistryError) -> RegistryAddress {
        let host = image.apiHost
        if let known = connection.known(host) { return known }
        guard let secure = RegistryAddress("https://\(host)") else {
            throw .notRegistry(server: host, reason: "its address is not one")
        }
        guard let plain = RegistryAddress("http://\(host)"), connection.settings.allowsPlain(plain) else {
            connection.remember(secure, for: host)
            return secure
        }
        let request = RegistryRequest(
            address: RegistryAddress("\(secure)/v2/") ?? secure, seconds: connection.options.limits.requestSeconds)
        do throws(RegistryError) {
            _ = try await connection.transport.send(request) { WholeBody(limit: 0) }
            connection.remember(secure, for: host)
            return secure
        } catch .notTLS, .connectionRefused, .incompleteBody {
            connection.remember(plain, for: host)
            return plain
        } catch {
            throw error
        }
    }

    // MARK: Authorization

    private func authorized<Reader: BodyReader>(
        _ request: RegistryRequest, _ make: @escaping @Sendable () -> Reader
    ) async throws(RegistryError) -> (RegistryAnswer<Reader.Value>, RegistryAddress) {
        let key = TokenStore.Key(
            server: "\(request.address)", repository: image.repository, credential: credential)
        var request = request
        request.authorization = await connection.tokens.authorization(key, now: connection.pace.now())
        var (answer, source) = try await redirected(request, make)
        guard answer.status == 401, source.isSameOrigin(as: request.address) else { return (answer, source) }
        await connection.tokens.forget(key)
        let challenges = AuthChallenge.parse(answer.headers["www-authenticate"] ?? "")
        guard let authorization = try await authorization(challenges, key) else { return (answer, source) }
        request.authorization = authorization
        (answer, source) = try await redirected(request, make)
        return (answer, source)
    }

    /// - Returns: nil where the credential is not of the kind that is asked for.
    private func authorization(
        _ challenges: [AuthChallenge], _ key: TokenStore.Key
    ) async throws(RegistryError) -> Confidential<String>? {
        if let bearer = challenges.first(where: { $0.scheme == "bearer" }) {
            if case .registryToken(let token)? = credential?.kind { return Confidential("Bearer \(token.value)") }
            let answer = try await token(bearer)
            await connection.tokens.keep(
                answer.authorization, for: key, until: connection.pace.now() + answer.seconds)
            return answer.authorization
        }
        guard challenges.contains(where: { $0.scheme == "basic" }), let basic = credential?.basic else { return nil }
        await connection.tokens.keep(basic, for: key, until: .infinity)
        return basic
    }

    private func token(_ challenge: AuthChallenge) async throws(RegistryError) -> TokenRequest.Answer {
        let registry = image.registry
        guard let tokenRequest = TokenRequest(challenge, repository: image.repository, credential: credential),
            let address = RegistryAddress(tokenRequest.url)
        else { throw .notRegistry(server: registry, reason: "it names no place to ask for a token") }
        // A password must not travel in plain text because a registry says so.
        guard address.isTLS || connection.settings.allowsPlain(address) else {
            throw .redirectRefused(server: "\(address)", reason: "it asks for the credential over plain HTTP")
        }
        let request = RegistryRequest(
            address: address, authorization: tokenRequest.authorization, form: tokenRequest.form,
            seconds: connection.options.limits.requestSeconds)
        let (answer, source) = try await redirected(request) { WholeBody(limit: 1 << 20) }
        guard answer.status == 200 else {
            throw refusal(answer.status, source, isOwn: source.isSameOrigin(as: address), attempts: 1)
        }
        guard let body = answer.value ?? nil, let token = TokenRequest.Answer(body) else {
            throw .notRegistry(server: "\(address)", reason: "its answer holds no token")
        }
        return token
    }

    // MARK: Redirects

    private static let mostRedirects = 5

    /// Follows redirects. The credential stays with the host it is for, and nothing leads from TLS to plain HTTP.
    private func redirected<Reader: BodyReader>(
        _ request: RegistryRequest, _ make: @escaping @Sendable () -> Reader
    ) async throws(RegistryError) -> (RegistryAnswer<Reader.Value>, RegistryAddress) {
        var request = request
        for _ in 0...Self.mostRedirects {
            let answer = try await connection.transport.send(request, reading: make)
            guard [301, 302, 303, 307, 308].contains(answer.status), let location = answer.location else {
                return (answer, request.address)
            }
            guard let address = RegistryAddress(location) else {
                throw .redirectRefused(server: "\(request.address)", reason: "it leads to no http or https address")
            }
            guard address.isTLS || (!request.address.isTLS && connection.settings.allowsPlain(address)) else {
                throw .redirectRefused(server: "\(address)", reason: "it leads to plain HTTP")
            }
            if !address.isSameOrigin(as: request.address) {
                request.authorization = nil
                guard request.form == nil else {
                    throw .redirectRefused(server: "\(address)", reason: "it would take a credential along")
                }
            }
            request.address = address
        }
        throw .redirectRefused(
            server: "\(request.address)", reason: "there are more than \(Self.mostRedirects) of them")
    }
}

extension RegistryError {
    /// Whether the same request may succeed a moment later.
    var isTransient: Bool {
        switch self {
        case .rateLimited, .serverFailure, .incompleteBody: true
        default: false
        }
    }
}
