import ArgumentParser
import Foundation
import Testing

@testable import CLI

@Suite struct InvocationTests {
    private func words(_ typed: [String], environment: [String: String] = [:]) throws -> [String] {
        try Invocation(arguments: ["trustsweep"] + typed, environment: environment)
            .argumentsWithDefaults(for: Trustsweep.self)
    }

    @Test func theNameIsTheOneThatWasTyped() {
        #expect(Invocation(arguments: ["/usr/bin/trustsweep"], environment: [:]).commandName == "trustsweep")
        #expect(
            Invocation(arguments: ["/x/kubectl-trustsweep"], environment: [:]).commandName == "kubectl trustsweep")
    }

    @Test func withoutVariablesTheWordsStay() throws {
        #expect(try words(["scan", "-n", "shop"]) == ["scan", "-n", "shop"])
    }

    @Test func aVariableSetsAFlagThatWasNotTyped() throws {
        #expect(try words(["scan"], environment: ["TRUSTSWEEP_PAGE_SIZE": "7"]) == ["scan", "--page-size", "7"])
        #expect(try words([], environment: ["TRUSTSWEEP_ALL_NAMESPACES": "true"]) == ["--all-namespaces"])
        #expect(try words([], environment: ["TRUSTSWEEP_ALL_NAMESPACES": "0"]) == [])
    }

    @Test(arguments: [["scan", "--page-size", "9"], ["scan", "--page-size=9"]])
    func aTypedFlagBeatsTheVariable(typed: [String]) throws {
        #expect(try words(typed, environment: ["TRUSTSWEEP_PAGE_SIZE": "7"]) == typed)
    }

    @Test func aShortFlagBeatsTheVariableToo() throws {
        #expect(try words(["-n", "a"], environment: ["TRUSTSWEEP_NAMESPACE": "b"]) == ["-n", "a"])
    }

    @Test func theEnvironmentBeatsTheConfigFile() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).yaml").path
        try "page-size: 5\nparallel: 2\nnamespace: [a, b]\n".write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let result = try words(["scan", "--config", path], environment: ["TRUSTSWEEP_PAGE_SIZE": "7"])
        #expect(result.contains("7") && !result.contains("5"))
        #expect(result.joined(separator: " ").contains("--parallel 2"))
        #expect(result.joined(separator: " ").contains("--namespace a --namespace b"))
    }

    @Test func aFlagVariableThatIsNeitherTrueNorFalseIsAnError() {
        #expect(throws: UsageError.self) { try words([], environment: ["TRUSTSWEEP_SECRETS": "maybe"]) }
    }

    @Test func aMissingConfigFileIsAnError() {
        #expect(throws: UsageError.self) { try words(["scan", "--config", "/does/not/exist.yaml"]) }
    }

    @Test func wordsBehindTheTerminatorStayLast() throws {
        #expect(
            try words(["snapshot", "--", "dir"], environment: ["TRUSTSWEEP_PAGE_SIZE": "7"])
                == ["snapshot", "--page-size", "7", "--", "dir"])
    }
}
