import Foundation
import Testing

@testable import Registry

@Suite struct RegistryKeyringTests {
    /// The user names, in order, that a keyring with these keys offers for an image.
    private func offered(_ keys: [String], for image: String) throws -> [String] {
        let auths = keys.map { #""\#($0)":{"username":"\#($0)","password":"canary"}"# }.joined(separator: ",")
        var keyring = RegistryKeyring()
        try keyring.add(dockerConfigJSON: Array(#"{"auths":{\#(auths)}}"#.utf8), source: "test")
        return try keyring.candidates(for: ImageReference(image)).compactMap { candidate in
            guard case .known(let credential) = candidate, case .password(let name, _) = credential.kind else {
                return nil
            }
            return name
        }
    }

    @Test(
        arguments: [
            (["quay.io"], "quay.io/a/b", ["quay.io"]), (["https://quay.io"], "quay.io/a", ["https://quay.io"]),
            (["https://quay.io/v2/"], "quay.io/a", ["https://quay.io/v2/"]),
            (["quay.io/v1/"], "quay.io/a", ["quay.io/v1/"]),
            (["quay.io/"], "quay.io/a", ["quay.io/"]), (["quay.io/a"], "quay.io/b/c", []),
            (
                ["quay.io", "quay.io/coreos", "quay.io/coreos/etcd"], "quay.io/coreos/etcd:1",
                ["quay.io/coreos/etcd", "quay.io/coreos", "quay.io"]
            ),
            (["*.example.com"], "eu.example.com/a", ["*.example.com"]), (["*.example.com"], "example.com/a", []),
            (["*.example.com"], "a.b.example.com/c", []), (["app*.k8s.io"], "apps.k8s.io/c", ["app*.k8s.io"]),
            (["k8s.*"], "k8s.io/a", ["k8s.*"]), (["*.io"], "quay.io/a", ["*.io"]),
            (["host:5000"], "host:5000/a", ["host:5000"]), (["host.x"], "host.x:5000/a", []),
            (["host.x:5000"], "host.x/a", []),
            (["https://index.docker.io/v1/"], "nginx", ["https://index.docker.io/v1/"]),
            (["index.docker.io"], "docker.io/a/b", ["index.docker.io"]), (["docker.io"], "nginx", ["docker.io"]),
            (["docker.io/library"], "nginx", ["docker.io/library"]), (["https://index.docker.io/v1/"], "quay.io/a", []),
            (["docker.io", "index.docker.io"], "nginx", ["docker.io"]), (["evil.io"], "quay.io/a", []),
            (["quay.io.evil.io"], "quay.io/a", []), (["quay"], "quay.io/a", []), (["*"], "quay.io/a", []),
        ] as [([String], String, [String])])
    func keysMatchAsForTheKubelet(keys: [String], image: String, expected: [String]) throws {
        #expect(try offered(keys, for: image) == expected)
    }

    private func user(_ text: String?, variables: [String: String] = [:]) throws -> RegistryKeyring {
        let folder = NSTemporaryDirectory() + "trustsweep-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: "\(folder)/.docker", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        if let text { try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/.docker/config.json")) }
        return try RegistryKeyring.ofUser(RegistryEnvironment(variables: variables, homeDirectory: folder))
    }

    private func helpers(_ keyring: RegistryKeyring, _ image: String) throws -> [String] {
        try keyring.candidates(for: ImageReference(image)).compactMap {
            if case .helper(let helper, let server) = $0 { "\(helper.name) \(server)" } else { nil }
        }
    }

    @Test func theUsersHelpersAreAskedFirst() throws {
        let keyring = try user(
            #"{"auths":{"quay.io":{"auth":"dTpw"}},"credHelpers":{"gcr.io":"gcloud","https://index.docker.io/v1/":"hub"},"credsStore":"secretservice"}"#
        )
        #expect(try helpers(keyring, "gcr.io/a") == ["gcloud gcr.io"])
        #expect(try helpers(keyring, "nginx") == ["hub https://index.docker.io/v1/"])
        #expect(try helpers(keyring, "quay.io/a") == ["secretservice quay.io"])
        #expect(try keyring.candidates(for: ImageReference("quay.io/a")).count == 2)
    }

    @Test func aPullSecretsHelpersAreNeverRun() throws {
        var keyring = RegistryKeyring()
        try keyring.add(dockerConfigJSON: Array(#"{"credsStore":"x","credHelpers":{"a.io":"y"}}"#.utf8), source: "s")
        #expect(try keyring.candidates(for: ImageReference("a.io/b")).isEmpty)
    }

    @Test func noConfigurationIsNoCredential() throws {
        #expect(try user(nil).candidates(for: ImageReference("a.io/b")).isEmpty)
        #expect(throws: RegistryError.self) { try user("{") }
    }

    @Test func theOlderPullSecretIsRead() throws {
        var keyring = RegistryKeyring()
        try keyring.add(dockerCfg: Array(#"{"https://a.io":{"auth":"dTpw"}}"#.utf8), source: "s")
        #expect(try keyring.candidates(for: ImageReference("a.io/b")).count == 1)
    }
}
