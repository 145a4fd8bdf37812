import Testing

@testable import Registry

@Suite struct RegistryAddressTests {
    @Test(arguments: [
        ("https://a.io", "https://a.io:443"), ("https://A.io/v2/?sig=canary", "https://a.io:443"),
        ("http://127.0.0.1:5000/x", "http://127.0.0.1:5000"), ("https://[::1]:8443/", "https://[::1]:8443"),
    ])
    func anAddressShowsNeitherPathNorQuery(text: String, shown: String) throws {
        let address = try #require(RegistryAddress(text))
        #expect("\(address)" == shown)
        var dumped = ""
        dump(address, to: &dumped)
        #expect(!dumped.contains("canary"))
    }

    @Test(arguments: [
        "", "ftp://a.io", "file:///etc/passwd", "https://u:p@a.io/", "https://u@a.io", "https://", "a b",
        "https://a.io:99999",
    ])
    func otherAddressesAreRefused(text: String) { #expect(RegistryAddress(text) == nil) }

    @Test func theOriginIsSchemeHostAndPort() throws {
        let address = try #require(RegistryAddress("https://a.io/v2/"))
        for (other, isSame) in [
            ("https://a.io:443/x", true), ("https://A.IO", true), ("http://a.io", false), ("https://a.io:444", false),
            ("https://b.a.io", false),
        ] {
            #expect(address.isSameOrigin(as: try #require(RegistryAddress(other))) == isSame)
        }
    }

    @Test(arguments: [
        ("localhost", true), ("127.0.0.1", true), ("127.9.9.9", true), ("::1", true), ("128.0.0.1", false),
        ("127.evil.io", false),
        ("127.0.0.1.evil.io", false), ("localhost.evil.io", false), ("127.0.0", false),
    ])
    func onlyThisMachineIsLoopback(host: String, isLoopback: Bool) {
        #expect(RegistryAddress.isLoopback(host) == isLoopback)
    }
}
