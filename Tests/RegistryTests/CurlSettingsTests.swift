import Testing

@testable import Registry

@Suite struct CurlSettingsTests {
    private func settings(_ variables: [String: String] = [:], insecure: Set<String> = [], authority: String? = nil)
        -> CurlSettings
    {
        CurlSettings(
            RegistryOptions(certificateAuthority: authority.map { Array($0.utf8) }, insecureRegistries: insecure),
            RegistryEnvironment(variables: variables))
    }

    private func address(_ text: String) throws -> RegistryAddress { try #require(RegistryAddress(text)) }

    @Test func theProxyIsThatOfTheScheme() throws {
        let settings = settings(["HTTPS_PROXY": "http://s:1", "http_proxy": "http://p:1", "NO_PROXY": "a.io"])
        #expect(settings.proxy(for: try address("https://b.io")).value == "http://s:1")
        #expect(settings.proxy(for: try address("http://b.io")).value == "http://p:1")
        #expect(settings.proxy(for: try address("https://localhost:5000")).value.isEmpty)
        #expect(settings.noProxy == "a.io")
        #expect(self.settings().proxy(for: try address("https://b.io")).value.isEmpty)
        #expect(
            self.settings(["all_proxy": "socks5://x:1"]).proxy(for: try address("https://b.io")).value == "socks5://x:1"
        )
    }

    @Test func aProxysPasswordIsNotPrinted() {
        #expect(!"\(settings(["HTTPS_PROXY": "http://u:canary@s:1"]))".contains("canary"))
    }

    @Test func plainHTTPIsForLoopbackAndNamedRegistries() throws {
        let settings = settings(insecure: ["reg.lan:5000", "old.lan"])
        for (text, isAllowed) in [
            ("http://127.0.0.1:5000", true), ("http://reg.lan:5000", true), ("http://reg.lan", false),
            ("http://old.lan", true),
            ("http://old.lan:8080", false), ("http://a.io", false),
        ] {
            #expect(settings.allowsPlain(try address(text)) == isAllowed, "\(text)")
        }
        #expect(settings.isInsecure(try address("https://reg.lan:5000")))
        #expect(!settings.isInsecure(try address("https://127.0.0.1:5000")))
    }

    @Test func anAuthorityIsTrustedBesideTheSystems() {
        #expect(settings().authorities == nil)
        #expect(settings(authority: "PEM").authorities?.suffix(4) == ArraySlice("\nPEM".utf8))
    }
}
