import Testing

@testable import Kubernetes

@Suite struct ProxyRulesTests {
    private func proxy(_ server: String, _ exceptions: String, name: String = "HTTPS_PROXY") throws -> String? {
        ProxyRules.proxy(
            for: try #require(ServerAddress(server, assumingTLS: true)),
            environment: [name: "http://proxy:3128", "NO_PROXY": exceptions])
    }

    // The table of golang.org/x/net/http/httpproxy's documented rules.
    @Test(arguments: [
        ("https://api.example.com", "", false), ("https://api.example.com", "example.com", true),
        ("https://example.com", ".example.com", false), ("https://api.example.com", ".example.com", true),
        ("https://api.example.com", "*.example.com", true), ("https://badexample.com", "example.com", false),
        ("https://10.1.2.3", "10.0.0.0/8", true), ("https://11.1.2.3", "10.0.0.0/8", false),
        ("https://10.1.2.3", "10.1.2.3", true), ("https://10.1.2.3:6443", "10.1.2.3:443", false),
        ("https://api.example.com:6443", "example.com:6443", true), ("https://api.example.com", "*", true),
        ("https://[fd00::1]:6443", "fd00::/8", true), ("https://api.example.com", " other.com , example.com ", true),
    ])
    func followsGosRules(server: String, exceptions: String, isDirect: Bool) throws {
        #expect(try proxy(server, exceptions) == (isDirect ? nil : "http://proxy:3128"))
    }

    @Test(arguments: ["https://localhost:6443", "https://127.0.0.1:6443", "https://[::1]:6443"])
    func neverProxiesLoopback(server: String) throws { #expect(try proxy(server, "") == nil) }

    @Test func takesTheVariableOfTheScheme() throws {
        #expect(try proxy("https://api.example.com", "", name: "HTTP_PROXY") == nil)
        #expect(try proxy("http://api.example.com", "", name: "HTTP_PROXY") == "http://proxy:3128")
        #expect(try proxy("https://api.example.com", "", name: "https_proxy") == "http://proxy:3128")
    }
}

@Suite struct ServerAddressTests {
    @Test(arguments: [
        ("https://api:6443", true, "api", 6443, ""), ("https://api", true, "api", 443, ""),
        ("http://api/", false, "api", 80, ""), ("https://[fd00::1]:6443", true, "fd00::1", 6443, ""),
        ("https://rancher/k8s/clusters/c-1/", true, "rancher", 443, "/k8s/clusters/c-1"),
        ("api:8080", true, "api", 8080, ""),
    ])
    func readsWhatClientGoReads(text: String, isTLS: Bool, host: String, port: Int, path: String) throws {
        let server = try #require(ServerAddress(text, assumingTLS: true))
        #expect(server.isTLS == isTLS)
        #expect(server.host == host)
        #expect(server.port == port)
        #expect(server.path == path)
    }

    @Test(arguments: ["", "https://", "ftp://api", "api/path", "https://api:99999", "https://a b"])
    func refusesWhatIsNoServer(text: String) { #expect(ServerAddress(text, assumingTLS: true) == nil) }

    @Test func doesNotKeepAPassword() throws {
        let server = try #require(ServerAddress("https://user:canary@api:6443", assumingTLS: true))
        #expect(server.description == "https://api:6443")
    }
}
