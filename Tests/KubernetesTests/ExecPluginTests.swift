import Foundation
import Testing

@testable import Kubernetes

@Suite struct ExecPluginTests {
    private let folder: TemporaryFolder
    private static let version = "client.authentication.k8s.io/v1"

    init() throws { folder = try TemporaryFolder() }

    private func plugin(
        _ script: String, version: String = version, mode: ExecPlugin.InteractiveMode = .never, info: Bool = false
    ) throws -> ExecPlugin {
        let command = try folder.write("plugin", "#!/bin/sh\n\(script)\n", executable: true)
        return ExecPlugin(
            apiVersion: version, command: command, arguments: ["get-token", "two words"],
            variables: Confidential(["EXTRA": "yes"]), installHint: nil, providesClusterInfo: info,
            interactiveMode: mode)
    }

    private func configuration(_ plugin: ExecPlugin, isTerminal: Bool = false) throws -> ClusterConfiguration {
        ClusterConfiguration(
            server: try #require(ServerAddress("https://api:6443", assumingTLS: true)),
            certificateAuthority: Array("CA".utf8), tlsServerName: "kubernetes",
            credential: Credential(user: "aks", bearer: .exec(plugin)),
            execConfiguration: .object(["audience": .string("a"), "port": .integer(1)]),
            environment: HostEnvironment(variables: ["PATH": "/usr/bin:/bin"], isTerminal: isTerminal))
    }

    private func run(_ plugin: ExecPlugin, isTerminal: Bool = false) async throws -> ExecCredential {
        try await plugin.run(for: configuration(plugin, isTerminal: isTerminal))
    }

    private func answer(_ status: String, version: String = version) -> String {
        "cat <<'END'\n{\"kind\":\"ExecCredential\",\"apiVersion\":\"\(version)\",\"status\":\(status)}\nEND"
    }

    @Test(arguments: ExecPlugin.apiVersions)
    func readsATokenWithItsExpiry(version: String) async throws {
        let status = #"{"token":"t","expirationTimestamp":"2026-01-02T03:04:05Z"}"#
        let credential = try await run(plugin(answer(status, version: version), version: version))
        #expect(credential.token?.value == "t")
        #expect(credential.expiry == 1_767_323_045)
    }

    @Test func readsAClientCertificate() async throws {
        let credential = try await run(plugin(answer(#"{"clientCertificateData":"C","clientKeyData":"K"}"#)))
        #expect(credential.identity == ClientIdentity(certificate: Array("C".utf8), key: Array("K".utf8)))
        #expect(credential.token == nil)
    }

    @Test func passesArgumentsEnvironmentAndTheClusterItIsFor() async throws {
        let script = """
            printf '%s\\n' "$1" "$2" "$EXTRA" "$KUBERNETES_EXEC_INFO" > \(folder.path)/seen
            \(answer(#"{"token":"t"}"#))
            """
        _ = try await run(plugin(script, mode: .ifAvailable, info: true))
        let seen = try folder.read("seen").split(separator: "\n").map(String.init)
        #expect(seen.prefix(3) == ["get-token", "two words", "yes"])
        #expect(
            seen.last
                == #"{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","spec":{"cluster":{"certificate-authority-data":"Q0E=","config":{"audience":"a","port":1},"server":"https://api:6443","tls-server-name":"kubernetes"},"interactive":false}}"#
        )
    }

    @Test func doesNotTellOfTheClusterUnlessAsked() async throws {
        let script = "printf '%s' \"$KUBERNETES_EXEC_INFO\" > \(folder.path)/seen\n\(answer(#"{"token":"t"}"#))"
        _ = try await run(plugin(script))
        #expect(try !folder.read("seen").contains("cluster"))
    }

    @Test(arguments: [
        ("echo canary; exit 3", "exit code 3"), ("echo canary", "not an ExecCredential in JSON"),
        ("kill -9 $$", "signal 9"),
        (
            #"echo '{"kind":"ExecCredential","apiVersion":"v0","status":{"token":"canary"}}'"#,
            "not an ExecCredential of"
        ),
        (#"echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1"}'"#, "no status"),
        (#"echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{}}'"#, "neither"),
        (
            #"echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"clientKeyData":"canary"}}'"#,
            "without its"
        ),
    ])
    func aBadAnswerIsAnErrorThatDoesNotRepeatIt(script: String, reason: String) async throws {
        let plugin = try plugin(script)
        let error = try #require(await #expect(throws: KubernetesError.self) { try await run(plugin) })
        #expect(error.description.contains(reason), "\(error)")
        #expect(!error.description.contains("canary"))
    }

    @Test func aMissingCommandGivesTheInstallHint() async throws {
        var plugin = try plugin("")
        plugin.command = "kubelogin-that-is-nowhere"
        plugin.installHint = "see https://aka.ms/kubelogin"
        let missing = plugin
        let error = try #require(await #expect(throws: KubernetesError.self) { try await run(missing) })
        #expect(error == .execCommandNotFound(command: missing.command, installHint: "see https://aka.ms/kubelogin"))
        #expect(error.hint == "see https://aka.ms/kubelogin")
    }

    @Test func aPluginThatMustAskNeedsATerminal() async throws {
        let plugin = try plugin(answer(#"{"token":"t"}"#), mode: .always)
        await #expect(throws: KubernetesError.self) { try await run(plugin) }
    }

    @Test func aCommandWithASlashIsSeenFromTheKubeconfigsFolder() throws {
        let config = try KubeconfigReader.read(
            Array(
                """
                users:
                - name: a
                  user: {exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: ./bin/login}}
                - name: b
                  user: {exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: login}}
                """.utf8), path: "/etc/kube/config")
        #expect(config.users["a"]?.exec?.command == "/etc/kube/./bin/login")
        #expect(config.users["b"]?.exec?.command == "login")
        #expect(config.users["b"]?.exec?.interactiveMode == .ifAvailable)
    }

    // MARK: Keeping it fresh

    /// A plugin whose answers are numbered: each run adds one.
    private func counting(expiresIn seconds: String) -> String {
        """
        echo x >> \(folder.path)/runs
        n=$(wc -l < \(folder.path)/runs | tr -d ' ')
        cat <<END
        {"kind":"ExecCredential","apiVersion":"\(Self.version)","status":{"token":"t$n","expirationTimestamp":"\(seconds)"}}
        END
        """
    }

    @Test func theAnswerIsKeptUntilItExpires() async throws {
        let clock = FakeClock(1_767_323_045 - 100)
        let plugin = try plugin(counting(expiresIn: "2026-01-02T03:04:05Z"))
        let authenticator = Authenticator(try configuration(plugin), pace: .test(now: { clock.now }))
        #expect(try await authenticator.authorization().headers.map(\.value) == ["Bearer t1"])
        clock.advance(50)
        #expect(try await authenticator.authorization().headers.map(\.value) == ["Bearer t1"])
        clock.advance(45)
        #expect(try await authenticator.authorization().headers.map(\.value) == ["Bearer t2"])
    }

    @Test func aRefusedAnswerIsReplacedOnceForAllThatWereRefused() async throws {
        let plugin = try plugin(counting(expiresIn: "2099-01-02T03:04:05Z"))
        let authenticator = Authenticator(try configuration(plugin), pace: .test())
        let first = try await authenticator.authorization()
        let fresh = try await authenticator.refresh(after: first)
        #expect(fresh?.headers.map(\.value) == ["Bearer t2"])
        #expect(try await authenticator.refresh(after: first)?.headers.map(\.value) == ["Bearer t2"])
    }

    @Test func listsThatStartTogetherRunThePluginOnce() async throws {
        let plugin = try plugin("sleep 0.2\n" + counting(expiresIn: "2099-01-02T03:04:05Z"))
        let authenticator = Authenticator(try configuration(plugin), pace: .test())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<5 { group.addTask { _ = try await authenticator.authorization() } }
            try await group.waitForAll()
        }
        #expect(try folder.read("runs") == "x\n")
    }

    @Test func aTokenFileIsReadAgainWhenItChanges() async throws {
        let clock = FakeClock(1000)
        let path = try folder.write("token", "one\n")
        let credential = Credential(bearer: .file(path: path))
        let server = try #require(ServerAddress("https://api:6443", assumingTLS: true))
        let authenticator = Authenticator(
            ClusterConfiguration(server: server, credential: credential), pace: .test(now: { clock.now }))
        let first = try await authenticator.authorization()
        #expect(first.headers.map(\.value) == ["Bearer one"])
        #expect(try await authenticator.refresh(after: first) == nil)
        try folder.write("token", "two\n")
        #expect(try await authenticator.authorization().headers.map(\.value) == ["Bearer one"])
        clock.advance(Authenticator.tokenFileAge)
        #expect(try await authenticator.authorization().headers.map(\.value) == ["Bearer two"])
        try folder.write("token", "three\n")
        let second = try await authenticator.authorization()
        #expect(try await authenticator.refresh(after: second)?.headers.map(\.value) == ["Bearer three"])
        try folder.write("token", " \n")
        clock.advance(Authenticator.tokenFileAge)
        await #expect(throws: KubernetesError.self) { try await authenticator.authorization() }
    }
}
