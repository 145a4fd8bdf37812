import Testing

@testable import Registry

@Suite struct ImageReferenceTests {
    private static let hex = String(repeating: "0123456789abcdef", count: 4)

    @Test(arguments: [
        ("nginx", "docker.io", "library/nginx", "latest"),
        ("nginx:1.27", "docker.io", "library/nginx", "1.27"),
        ("grafana/grafana", "docker.io", "grafana/grafana", "latest"),
        ("docker.io/library/nginx:1.2", "docker.io", "library/nginx", "1.2"),
        ("docker.io/nginx", "docker.io", "library/nginx", "latest"),
        ("index.docker.io/nginx", "docker.io", "library/nginx", "latest"),
        ("localhost/a", "localhost", "a", "latest"),
        ("localhost:5000/a/b:c", "localhost:5000", "a/b", "c"),
        ("127.0.0.1:5000/a", "127.0.0.1:5000", "a", "latest"),
        ("[::1]:5000/a", "[::1]:5000", "a", "latest"),
        ("Registry/a", "Registry", "a", "latest"),
        ("quay.io/a__b/c-d---e.f:V1_.-", "quay.io", "a__b/c-d---e.f", "V1_.-"),
    ])
    func aNameIsReadAsContainerdReadsIt(text: String, registry: String, repository: String, version: String) throws {
        let image = try ImageReference(text)
        #expect(image.registry == registry)
        #expect(image.repository == repository)
        #expect(image.version == version)
        #expect(image.digest == nil)
        #expect(image.description == "\(registry)/\(repository):\(version)")
    }

    @Test(arguments: [
        "docker.io/library/nginx@sha256:\(hex)", "docker-pullable://nginx@sha256:\(hex)",
        "docker.io/library/nginx:1.2@sha256:\(hex)",
    ])
    func aDigestIsWhatIsAskedFor(text: String) throws {
        let image = try ImageReference(text)
        #expect(image.name == "docker.io/library/nginx")
        #expect(image.version == "sha256:\(Self.hex)")
    }

    @Test func aDigestMayBeLonger() throws {
        #expect(try ImageReference("a.b/c@sha512:\(Self.hex)\(Self.hex)").digest?.algorithm == .sha512)
    }

    @Test(arguments: ["sha256:\(hex)", "docker://sha256:\(hex)", hex])
    func anIdentifierAloneIsNotPullable(text: String) {
        #expect(throws: RegistryError.notPullable(text)) { try ImageReference(text) }
    }

    @Test(
        arguments: [
            ("", .empty), ("UPPER", .repository), ("a b", .repository), ("a//b", .repository), ("a/", .repository),
            ("/a", .repository), ("-a", .repository), ("a._b", .repository), ("a___b", .repository), ("a:", .tag),
            ("a:.b", .tag), ("a:b c", .tag), ("a@sha256:12", .digest), ("a@md5:\(hex)", .digest),
            ("a@sha256:\(hex.uppercased())", .digest), ("host:0/a", .registry), ("host:99999/a", .registry),
            ("-host.x/a", .registry), ("a..b/c", .registry), ("user@host.x/a", .digest), ("../../etc", .registry),
            ("https://host.x/a", .registry), ("host.x/a?b", .repository), ("host.x/a#b", .repository),
        ] as [(String, RegistryError.ReferenceProblem)])
    func whatIsNoReferenceIsRefused(text: String, problem: RegistryError.ReferenceProblem) {
        #expect(throws: RegistryError.invalidReference(text, problem)) { try ImageReference(text) }
    }

    @Test func aTagIsNoLongerThanItMayBe() throws {
        let tag = String(repeating: "a", count: 128)
        #expect(try ImageReference("a:\(tag)").tag == tag)
        #expect(throws: RegistryError.self) { try ImageReference("a:\(tag)a") }
    }

    @Test func dockerHubIsAskedWhereItAnswers() throws {
        #expect(try ImageReference("nginx").apiHost == "registry-1.docker.io")
        #expect(try ImageReference("ghcr.io/a").apiHost == "ghcr.io")
    }
}
