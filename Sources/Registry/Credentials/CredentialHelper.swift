internal import FoundationEssentials
internal import Subprocess

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A program that keeps the user's credentials: `docker-credential-NAME` (docker-credential-helpers, README, "Development").
struct CredentialHelper: Sendable {
    let name: String
    private let variables: Confidential<[String: String]>

    /// A helper may ask a server, but not a person.
    private static let seconds = 60
    private static let longestAnswer = 1 << 20

    init(name: String, variables: [String: String]) {
        self.name = name
        self.variables = Confidential(variables)
    }

    private struct Answer: Decodable {
        var username: String?
        var secret: String?

        enum CodingKeys: String, CodingKey {
            case username = "Username"
            case secret = "Secret"
        }
    }

    /// - Returns: nil where the helper knows no credential for the server.
    func credential(for server: String) async throws(RegistryError) -> RegistryCredential? {
        let (status, bytes) = try await run(server)
        guard case .exited(0) = status else {
            // The words of docker-credential-helpers, which docker too recognises it by.
            if String(decoding: bytes, as: UTF8.self).contains("credentials not found in native keychain") {
                return nil
            }
            switch status {
            case .exited(let code): throw failed("it ended with exit code \(code)")
            case .signaled(let signal): throw failed("it was ended by signal \(signal)")
            }
        }
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(bytes)), let username = answer.username,
            let secret = answer.secret
        else { throw failed("its answer is not JSON with Username and Secret") }
        guard !secret.isEmpty else { return nil }
        return RegistryCredential(
            kind: username == "<token>"
                ? .identityToken(Confidential(secret)) : .password(username: username, Confidential(secret)))
    }

    private func failed(_ reason: String) -> RegistryError { .helperFailed(name, reason: reason) }

    private func run(_ server: String) async throws(RegistryError) -> (TerminationStatus, [UInt8]) {
        guard let path = find() else { throw .helperNotFound(name) }
        let pairs = variables.value.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
        let environment = Environment.custom(Dictionary(pairs) { first, _ in first })
        let answer: (TerminationStatus, [UInt8])?
        do {
            answer = try await withThrowingTaskGroup(of: (TerminationStatus, [UInt8])?.self) { group in
                group.addTask {
                    let result = try await Subprocess.run(
                        .path(Self.literal(path)), arguments: ["get"], environment: environment,
                        input: .fileDescriptor(try Self.input(server), closeAfterSpawningProcess: true),
                        output: .bytes(limit: Self.longestAnswer), error: .discarded)
                    return (result.terminationStatus, result.standardOutput)
                }
                group.addTask {
                    try await Task.sleep(for: .seconds(Self.seconds))
                    return nil
                }
                defer { group.cancelAll() }
                return try await group.next() ?? nil
            }
        } catch {
            throw failed("it cannot be run")
        }
        guard let answer else { throw failed("it did not answer within \(Self.seconds) s") }
        return answer
    }

    /// As the shell does, but without the current folder. The name comes from a file and must not lead elsewhere.
    private func find() -> String? {
        guard !name.contains("/") else { return nil }
        return (variables.value["PATH"] ?? "").split(separator: ":").filter { $0.hasPrefix("/") }
            .map { "\($0)/docker-credential-\(name)" }
            .first { access($0, X_OK) == 0 }
    }

    /// A pipe that holds the text already: writing to a helper that does not read would end this program (SIGPIPE).
    private static func input<Value: RawRepresentable>(_ text: String) throws(RegistryError) -> Value
    where Value.RawValue == Int32 {
        var ends: [Int32] = [-1, -1]
        // Far below what a pipe takes at once.
        guard text.utf8.count <= 1024, pipe(&ends) == 0 else {
            throw .helperFailed("", reason: "there is no pipe for it")
        }
        defer { close(ends[1]) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = Array(text.utf8).withUnsafeBytes { write(ends[1], $0.baseAddress, $0.count) }
        guard let end = Value(rawValue: ends[0]) else { throw .helperFailed("", reason: "there is no pipe for it") }
        return end
    }

    /// A value of a type that this target need not name (`FilePath` of swift-system).
    private static func literal<Value: ExpressibleByStringLiteral>(_ text: String) -> Value
    where Value.StringLiteralType == String {
        Value(stringLiteral: text)
    }
}
