internal import FoundationEssentials
internal import Subprocess

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension ExecPlugin {
    /// Runs the command once. Its standard error is the user's (a device code, a question); its standard output is read here alone.
    func run(for configuration: ClusterConfiguration) async throws(KubernetesError) -> ExecCredential {
        let environment = configuration.environment
        if interactiveMode == .always, !environment.isTerminal {
            throw failed("it wants to ask, and standard input is not a terminal")
        }
        guard let path = find(environment.variables["PATH"] ?? "") else {
            throw .execCommandNotFound(command: command, installHint: installHint)
        }
        let isInteractive = interactiveMode != .never && environment.isTerminal
        var variables = environment.variables.merging(variables.value) { _, own in own }
        variables["KUBERNETES_EXEC_INFO"] = try info(configuration, isInteractive)
        return try answer(try await output(path, variables, isInteractive))
    }

    /// As the shell does, but without the current folder, where a checked-out repository could put a command of that name.
    private func find(_ searchPath: String) -> String? {
        let candidates =
            command.contains("/")
            ? [command] : searchPath.split(separator: ":").filter { $0.hasPrefix("/") }.map { "\($0)/\(command)" }
        return candidates.first { access($0, X_OK) == 0 }
    }

    private func failed(_ reason: String) -> KubernetesError { .execFailed(command: command, reason: reason) }

    private func info(
        _ configuration: ClusterConfiguration, _ isInteractive: Bool
    ) throws(KubernetesError) -> String {
        var info = ExecInfo(apiVersion: apiVersion, spec: .init(cluster: nil, interactive: isInteractive))
        if providesClusterInfo {
            info.spec.cluster = .init(
                server: configuration.server.description, tlsServerName: configuration.tlsServerName,
                insecureSkipTLSVerify: configuration.isInsecure ? true : nil,
                certificateAuthorityData: configuration.certificateAuthority.map { Data($0).base64EncodedString() },
                proxyURL: configuration.proxy?.value, config: configuration.execConfiguration)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(info) else { throw failed("its cluster information cannot be written") }
        return String(decoding: data, as: UTF8.self)
    }

    private func output(
        _ path: String, _ variables: [String: String], _ isInteractive: Bool
    ) async throws(KubernetesError) -> [UInt8] {
        let pairs = variables.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
        let environment = Environment.custom(Dictionary(pairs) { first, _ in first })
        let status: TerminationStatus
        let bytes: [UInt8]
        do {
            let (executable, limit) = (Executable.path(Self.literal(path)), 1 << 20)
            if isInteractive {
                let result = try await Subprocess.run(
                    executable, arguments: Arguments(arguments), environment: environment, input: .currentStandardInput,
                    output: .bytes(limit: limit), error: .currentStandardError)
                (status, bytes) = (result.terminationStatus, result.standardOutput)
            } else {
                let result = try await Subprocess.run(
                    executable, arguments: Arguments(arguments), environment: environment, input: .none,
                    output: .bytes(limit: limit), error: .currentStandardError)
                (status, bytes) = (result.terminationStatus, result.standardOutput)
            }
        } catch {
            throw failed("it cannot be run")
        }
        switch status {
        case .exited(0): return bytes
        case .exited(let code): throw failed("it ended with exit code \(code)")
        case .signaled(let signal): throw failed("it was ended by signal \(signal)")
        }
    }

    /// A value of a type that this target need not name (`FilePath` of swift-system).
    private static func literal<Value: ExpressibleByStringLiteral>(_ text: String) -> Value
    where Value.StringLiteralType == String {
        Value(stringLiteral: text)
    }

    func answer(_ bytes: [UInt8]) throws(KubernetesError) -> ExecCredential {
        guard let answer = try? JSONDecoder().decode(ExecAnswer.self, from: Data(bytes)) else {
            throw failed("its answer is not an ExecCredential in JSON")
        }
        guard answer.kind == "ExecCredential", answer.apiVersion == apiVersion else {
            throw failed("its answer is not an ExecCredential of \(apiVersion)")
        }
        guard let status = answer.status else { throw failed("its answer has no status") }
        var credential = ExecCredential(token: status.token?.nonEmpty.map(Confidential.init))
        switch (status.clientCertificateData?.nonEmpty, status.clientKeyData?.nonEmpty) {
        case (nil, nil):
            if credential.token == nil { throw failed("its answer has neither a token nor a client certificate") }
        case (let certificate?, let key?):
            credential.identity = ClientIdentity(certificate: Array(certificate.utf8), key: Array(key.utf8))
        default: throw failed("its answer has a client certificate without its key, or a key without its certificate")
        }
        if let text = status.expirationTimestamp?.nonEmpty {
            guard let expiry = Self.seconds(text) else {
                throw failed("its answer has an expirationTimestamp that is no time")
            }
            credential.expiry = expiry
        }
        return credential
    }

    /// RFC 3339, with or without fractions of a second.
    private static func seconds(_ text: String) -> Double? {
        let style = Date.ISO8601FormatStyle()
        let date =
            (try? style.parse(text)) ?? (try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text))
        return date?.timeIntervalSince1970
    }
}
