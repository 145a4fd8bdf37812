import Testing

@testable import Registry

@Suite struct ImageConfigurationTests {
    private static let digest = "sha256:" + String(repeating: "ab", count: 32)
    private static let text = #"""
        {"architecture":"arm64","os":"linux","variant":"v8","config":{"Entrypoint":["/app"],"Cmd":["serve"],
         "Env":["PATH=/bin","SSL_CERT_FILE=/a=b","TOKEN=canary","BROKEN"],"User":"1000"},
         "rootfs":{"type":"layers","diff_ids":["\#(digest)"]},
         "history":[{"created_by":"ADD x /"},{"created_by":"ENV A=b","empty_layer":true},{}]}
        """#

    @Test func onlyTheVariablesThatWereAskedForAreKept() throws {
        let (configuration, stored) = try ImageConfiguration.read(
            Array(Self.text.utf8), environmentNames: ["SSL_CERT_FILE", "BROKEN", "MISSING"])
        #expect(configuration.platform == ImagePlatform(architecture: "arm64", variant: "v8"))
        #expect(configuration.entrypoint == ["/app"])
        #expect(configuration.command == ["serve"])
        #expect(configuration.environment == ["SSL_CERT_FILE": "/a=b"])
        #expect(!"\(configuration) \(stored)".contains("canary"))
        #expect(stored.history.map(\.isEmptyLayer) == [false, true, false])
        #expect(stored.diffIDs.count == 1)
    }

    @Test func anEmptyConfigurationSaysNothing() throws {
        let (configuration, stored) = try ImageConfiguration.read(Array("{}".utf8), environmentNames: [])
        #expect(configuration.entrypoint.isEmpty)
        #expect(stored.diffIDs.isEmpty)
    }

    @Test(arguments: ["", "[]", #"{"rootfs":{"diff_ids":["sha256:12"]}}"#, #"{"config":{"Env":"PATH=/"}}"#])
    func whatIsNoConfigurationIsRefused(text: String) {
        #expect(throws: DocumentProblem.self) { try ImageConfiguration.read(Array(text.utf8), environmentNames: []) }
    }
}
