import Foundation
import Testing

@testable import Registry

@Suite struct CredentialHelperTests {
    private func answer(_ script: String, name: String = "test", server: String = "a.io") async throws
        -> RegistryCredential?
    {
        let folder = NSTemporaryDirectory() + "trustsweep-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = "\(folder)/docker-credential-test"
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(fileURLWithPath: file))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
        let variables = ["PATH": "relative:\(folder):/usr/bin:/bin", "EXTRA": "yes"]
        return try await CredentialHelper(name: name, variables: variables).credential(for: server)
    }

    @Test func aHelperIsToldTheServerOnItsInput() async throws {
        let script =
            #"read -r server; [ "$1" = get ] && echo "{\"ServerURL\":\"$server\",\"Username\":\"$EXTRA\",\"Secret\":\"for $server\"}""#
        #expect(
            try await answer(script, server: "https://index.docker.io/v1/")
                == RegistryCredential(kind: .password(username: "yes", Confidential("for https://index.docker.io/v1/")))
        )
    }

    @Test func aTokenIsKnownByItsUserName() async throws {
        let script = #"echo '{"Username":"<token>","Secret":"t"}'"#
        #expect(try await answer(script) == RegistryCredential(kind: .identityToken(Confidential("t"))))
    }

    @Test func noCredentialIsNoFailure() async throws {
        #expect(try await answer("echo credentials not found in native keychain; exit 1") == nil)
        #expect(try await answer(#"echo '{"Username":"","Secret":""}'"#) == nil)
    }

    @Test(arguments: [
        ("echo canary; exit 3", "it ended with exit code 3"), ("kill -9 $$", "it was ended by signal 9"),
        ("echo canary", "its answer is not JSON with Username and Secret"),
        (#"echo '{"Username":"canary"}'"#, "its answer is not JSON with Username and Secret"),
    ])
    func aFailureIsSaidWithoutTheAnswer(script: String, reason: String) async {
        await #expect(throws: RegistryError.helperFailed("test", reason: reason)) { try await answer(script) }
    }

    @Test(arguments: ["missing", "../test", "x/../test", ""])
    func onlyAProgramOfThatNameOnThePathIsRun(name: String) async {
        await #expect(throws: RegistryError.helperNotFound(name)) { try await answer("true", name: name) }
    }

    @Test func anAnswerWithoutEndIsCut() async {
        await #expect(throws: RegistryError.self) {
            try await answer("while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxx; done")
        }
    }
}
