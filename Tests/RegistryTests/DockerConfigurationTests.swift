import Testing

@testable import Registry

@Suite struct DockerConfigurationTests {
    private func read(_ text: String, isLegacy: Bool = false) throws -> DockerConfiguration {
        try DockerConfiguration(Array(text.utf8), isLegacy: isLegacy, source: "secret shop/pull")
    }

    private func password(_ username: String, _ password: String) -> RegistryCredential {
        RegistryCredential(kind: .password(username: username, Confidential(password)))
    }

    @Test func everyKindOfCredentialIsRead() throws {
        let configuration = try read(
            #"""
            {"auths":{"a":{"auth":"dTpwOnE="},"b":{"username":"u","password":"p"},"c":{"identitytoken":"t","auth":"dTpw"},
             "d":{"registrytoken":"r"},"e":{},"f":{"auth":"dTpwAAA="},"g":{"auth":"dTpw\n"}},
             "credHelpers":{"x.io":"gcloud","y.io":""},"credsStore":"desktop","HttpHeaders":{"X":"y"}}
            """#)
        #expect(
            configuration.entries.map(\.credential) == [
                password("u", "p:q"), password("u", "p"), RegistryCredential(kind: .identityToken(Confidential("t"))),
                RegistryCredential(kind: .registryToken(Confidential("r"))), password("u", "p"), password("u", "p"),
            ])
        #expect(configuration.entries.map(\.key) == ["a", "b", "c", "d", "f", "g"])
        #expect(configuration.helpers == ["x.io": "gcloud"])
        #expect(configuration.defaultHelper == "desktop")
    }

    @Test func theOlderFormIsTheEntriesAlone() throws {
        #expect(try read(#"{"a.io":{"auth":"dTpw","email":"x@y"}}"#, isLegacy: true).entries.count == 1)
    }

    @Test(arguments: [
        "", "[]", #"{"auths":{"a":{"auth":"%%%"}}}"#, #"{"auths":{"a":{"auth":"dXA="}}}"#, #"{"auths":[]}"#,
    ])
    func whatCannotBeReadNamesItsSource(text: String) throws {
        let error = try #require(throws: RegistryError.self) { try read(text) }
        guard case .malformedCredentials("secret shop/pull", _) = error else {
            Issue.record("\(error)")
            return
        }
    }

    @Test func nothingOfACredentialIsPrinted() throws {
        let configuration = try read(
            #"{"auths":{"a":{"username":"u","password":"canary"},"b":{"identitytoken":"canary"}}}"#)
        var dumped = ""
        dump(configuration, to: &dumped)
        #expect(!dumped.contains("canary"))
        #expect(!"\(configuration)".contains("canary"))
        #expect(!"\(String(describing: configuration.entries[0].credential.basic))".contains("Basic"))
    }
}
