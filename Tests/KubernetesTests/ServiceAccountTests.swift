import Testing

@testable import Kubernetes

@Suite struct ServiceAccountTests {
    private let folder: TemporaryFolder
    private let authority = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n"

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("sa/token", "canary\n")
    }

    private func resolve(
        host: String = "10.0.0.1", _ overrides: ClusterOverrides = ClusterOverrides(), kubeconfig: String? = nil
    ) throws -> ClusterConfiguration {
        var variables = ["KUBERNETES_SERVICE_HOST": host, "KUBERNETES_SERVICE_PORT": "443"]
        variables["KUBECONFIG"] = kubeconfig
        return try ClusterConfiguration.resolve(
            overrides: overrides,
            environment: HostEnvironment(
                variables: variables, homeDirectory: folder.path, serviceAccountFolder: "\(folder.path)/sa"))
    }

    @Test func isUsedWhereThereIsNoKubeconfig() throws {
        try folder.write("sa/ca.crt", authority)
        try folder.write("sa/namespace", "ops\n")
        let configuration = try resolve()
        #expect(configuration.server.description == "https://10.0.0.1:443")
        #expect(configuration.certificateAuthority == Array(authority.utf8))
        #expect(configuration.namespace == "ops")
        #expect(configuration.context == nil)
        guard case .file(let path) = configuration.credential.bearer else {
            Issue.record("expected the token file")
            return
        }
        #expect(path == "\(folder.path)/sa/token")
    }

    @Test func anIPv6HostStandsInBrackets() throws {
        try folder.write("sa/ca.crt", authority)
        #expect(try resolve(host: "fd00::1").server.description == "https://[fd00::1]:443")
    }

    @Test func aMissingAuthorityIsAnErrorAndNeverInsecure() {
        #expect(
            throws: KubernetesError.unreadableFile(
                path: "\(folder.path)/sa/ca.crt", reason: "no such file or directory")
        ) { try resolve() }
    }

    @Test func insecureTogetherWithAnAuthorityIsAnError() throws {
        let path = try folder.write("sa/ca.crt", authority)
        #expect(throws: KubernetesError.self) {
            try resolve(ClusterOverrides(certificateAuthority: path, insecureSkipTLSVerify: true))
        }
    }

    @Test func aKubeconfigOrAServerFlagComesFirst() throws {
        try folder.write("sa/ca.crt", authority)
        let path = try folder.write(
            "config",
            """
            current-context: a
            contexts: [{name: a, context: {cluster: a}}]
            clusters: [{name: a, cluster: {server: "https://a:1"}}]
            """)
        #expect(try resolve(kubeconfig: path).server.description == "https://a:1")
        #expect(try resolve(ClusterOverrides(server: "https://b:2")).server.description == "https://b:2")
    }

    @Test func outsideAPodNothingFoundIsAnErrorThatSaysWhereItLooked() {
        #expect(throws: KubernetesError.noKubeconfig(searched: ["/home/a/.kube/config"])) {
            try ClusterConfiguration.resolve(environment: HostEnvironment(homeDirectory: "/home/a"))
        }
    }
}
