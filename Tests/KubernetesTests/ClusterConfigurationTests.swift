import Testing

@testable import Kubernetes

/// A PEM block in form only: resolving checks that there is one, libcurl what is in it.
private let authority = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n"

@Suite struct ClusterConfigurationTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func resolve(
        _ text: String, _ overrides: ClusterOverrides = ClusterOverrides(), variables: [String: String] = [:]
    ) throws -> ClusterConfiguration {
        let path = try folder.write("config", text)
        return try ClusterConfiguration.resolve(
            kubeconfig: path, overrides: overrides, environment: HostEnvironment(variables: variables))
    }

    private func error(_ text: String, _ overrides: ClusterOverrides = ClusterOverrides()) throws -> KubernetesError {
        try #require(#expect(throws: KubernetesError.self) { try resolve(text, overrides) })
    }

    private let two = """
        current-context: dev
        contexts:
        - {name: dev, context: {cluster: dev, user: dev, namespace: shop}}
        - {name: prod, context: {cluster: prod, user: ops}}
        clusters:
        - name: dev
          cluster: {server: "https://dev:6443", certificate-authority: ca.crt}
        - name: prod
          cluster: {server: "https://prod:6443", tls-server-name: kubernetes, proxy-url: "socks5://proxy:1080"}
        users:
        - {name: dev, user: {token: canary}}
        - {name: ops, user: {tokenFile: secrets/token, token: canary}}
        """

    @Test func readsTheCurrentContextWithPathsFromTheFilesFolder() throws {
        try folder.write("ca.crt", authority)
        let dev = try resolve(two)
        #expect(dev.server.description == "https://dev:6443")
        #expect(dev.certificateAuthority == Array(authority.utf8))
        #expect(dev.namespace == "shop")
        #expect(dev.context == "dev")
        guard case .token(let token) = dev.credential.bearer else {
            Issue.record("expected a token")
            return
        }
        #expect(token.value == "canary")
    }

    @Test func aContextFlagSelectsAnotherAndATokenFileBeatsAToken() throws {
        let prod = try resolve(two, ClusterOverrides(context: "prod"))
        #expect(prod.tlsServerName == "kubernetes")
        #expect(prod.proxy?.value == "socks5://proxy:1080")
        #expect(prod.namespace == "default")
        guard case .file(let path) = prod.credential.bearer else {
            Issue.record("expected a token file")
            return
        }
        #expect(path == "\(folder.path)/secrets/token")
    }

    @Test func flagsReplaceWhatTheFileSays() throws {
        let other = try folder.write("other.crt", authority)
        let configuration = try resolve(
            two,
            ClusterOverrides(
                context: "prod", server: "https://elsewhere", token: "t", impersonateUser: "jane",
                impersonateGroups: ["a", "b"], certificateAuthority: other, namespace: "pay"))
        #expect(configuration.server.description == "https://elsewhere")
        #expect(configuration.tlsServerName == nil)
        #expect(configuration.namespace == "pay")
        #expect(
            configuration.credential.impersonation.headers.map { "\($0.name): \($0.value)" } == [
                "Impersonate-User: jane", "Impersonate-Group: a", "Impersonate-Group: b",
            ])
        guard case .token = configuration.credential.bearer else {
            Issue.record("expected the flag's token")
            return
        }
    }

    @Test func insecureByFlagReplacesTheAuthorityOfTheFile() throws {
        let configuration = try resolve(two, ClusterOverrides(insecureSkipTLSVerify: true))
        #expect(configuration.isInsecure)
        #expect(configuration.certificateAuthority == nil)
    }

    @Test func insecureTogetherWithAnAuthorityIsAnError() throws {
        try folder.write("ca.crt", authority)
        let text = two.replacing(
            "certificate-authority: ca.crt", with: "certificate-authority: ca.crt, insecure-skip-tls-verify: true")
        guard case .malformedKubeconfig(_, _, let reason) = try error(text) else {
            Issue.record("expected malformedKubeconfig")
            return
        }
        #expect(reason.contains("insecure-skip-tls-verify"))
    }

    @Test func aMissingOrEmptyAuthorityIsAnErrorAndNeverInsecure() throws {
        #expect(try error(two) == .unreadableFile(path: "\(folder.path)/ca.crt", reason: "no such file or directory"))
        try folder.write("ca.crt", "not a certificate")
        #expect(try error(two) == .unreadableFile(path: "\(folder.path)/ca.crt", reason: "it holds no PEM certificate"))
    }

    @Test func dataBeatsAFile() throws {
        let text = two.replacing(
            "certificate-authority: ca.crt",
            with: "certificate-authority: ca.crt, certificate-authority-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t")
        #expect(try resolve(text).certificateAuthority == Array("-----BEGIN CERTIFICATE-----".utf8))
    }

    @Test func unknownNamesAreNamed() throws {
        #expect(try error(two, ClusterOverrides(context: "x")) == .unknownContext("x", known: ["dev", "prod"]))
        #expect(try error(two, ClusterOverrides(cluster: "x")) == .unknownCluster("x", path: "\(folder.path)/config"))
        #expect(
            try error(two, ClusterOverrides(context: "prod", user: "x"))
                == .unknownUser("x", path: "\(folder.path)/config"))
        #expect(
            try error(two.replacing("current-context: dev", with: "")) == .unknownContext("", known: ["dev", "prod"]))
    }

    @Test(arguments: [
        ("a: b: c", 1), ("clusters:\n- name: a\n  cluster: {server: [1]}", 3), ("contexts: x", 1),
        ("clusters:\n- {name: a}\n- {name: a}", 3), ("users:\n- name: a\n  user:\n    client-key-data: '%%%'", 4),
        ("users:\n- name: a\n  user:\n    exec: {apiVersion: client.authentication.k8s.io/v1, command: x}", 4),
        ("users:\n- name: a\n  user:\n    exec: {apiVersion: v9, command: x}", 4), ("kind: Pod", 1), ("just text", 1),
    ])
    func malformedYAMLIsAnErrorWithItsLine(text: String, line: Int) throws {
        let found = try error(text)
        guard case .malformedKubeconfig(let path, let foundLine, let reason) = found else {
            Issue.record("expected malformedKubeconfig, got \(found)")
            return
        }
        #expect(path == "\(folder.path)/config")
        #expect(foundLine == line, "\(reason)")
    }

    @Test(arguments: [("azure", "kubelogin"), ("gcp", "gke-gcloud-auth-plugin"), ("oidc", "an exec credential plugin")])
    func anAuthProviderNamesItsReplacement(name: String, plugin: String) throws {
        let text = two.replacing("{token: canary}", with: "{auth-provider: {name: \(name)}}")
        try folder.write("ca.crt", authority)
        #expect(try error(text) == .unsupportedAuthProvider(name: name, plugin: plugin))
    }

    @Test(arguments: [
        "{token: canary, username: a}", "{client-certificate-data: AA==}", "{client-key-data: AA==}",
        "{as-groups: [a]}",
    ])
    func aUserThatContradictsItselfIsAnErrorWithoutItsSecrets(user: String) throws {
        let found = try error(two.replacing("{token: canary}", with: user))
        guard case .badCredential("dev", _) = found else {
            Issue.record("expected badCredential, got \(found)")
            return
        }
        #expect(!"\(found)".contains("canary"))
    }

    @Test func nothingPrintsASecret() throws {
        try folder.write("ca.crt", authority)
        var text = ""
        dump(try resolve(two), to: &text)
        #expect(!text.contains("canary"))
    }

    @Test func aProxyOfTheEnvironmentIsUsedWhereTheClusterNamesNone() throws {
        try folder.write("ca.crt", authority)
        #expect(try resolve(two, variables: ["HTTPS_PROXY": "http://p:1"]).proxy?.value == "http://p:1")
    }
}
