import Foundation
import Kubernetes
import ScanModel
import Testing

@testable import Collectors
@testable import Registry

@Suite struct PullSecretsTests {
    private static let auth = Data("reader:canary-pull".utf8).base64EncodedString()

    private static func fleet(_ auth: String) -> String {
        let configuration = Data("{\"auths\": {\"reg.io\": {\"auth\": \"\(auth)\"}}}".utf8).base64EncodedString()
        return """
            apiVersion: v1
            kind: Secret
            metadata: {name: pull, namespace: shop}
            type: kubernetes.io/dockerconfigjson
            data: {.dockerconfigjson: \(configuration)}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: shop}
            spec:
              imagePullSecrets: [{name: pull}]
              containers:
              - name: app
                image: reg.io/app:1
                env: [{name: DATABASE_URL, value: "jdbc:postgresql://a.postgres.database.azure.com/d?sslmode=verify-full&sslrootcert=/srv/ca.pem"}]
            """
    }

    /// Tells with whose credentials it was asked.
    private final class Asked: ImageFileSource {
        func read(
            _ image: ImageReference, _ request: ImageRequest, pullSecrets: RegistryKeyring
        ) async throws(RegistryError) -> ImageContents {
            let names = pullSecrets.candidates(for: image).map { candidate in
                guard case .known(let credential) = candidate, case .password(let user, let password) = credential.kind
                else { return "?" }
                return "\(user):\(password.value)"
            }
            guard names == ["reader:canary-pull"] else { throw .unauthorized(image: "\(image) as \(names.count)") }
            return TableRegistry.contents(["/srv/ca.pem": "pem"])
        }
    }

    private func reading(
        _ yaml: String, secrets: Bool, registry: ScanScope.ImageChoice = .auto
    ) async throws -> (Discovery, ImageReading?, RequestLog) {
        var scope = ScanScope(allNamespaces: true, registry: registry)
        scope.readsSecrets = secrets
        let source = try FaultyCluster(yaml)
        let collector = Collector(source: source, scope: scope, registry: Asked())
        let (discovery, reading) = try await collector.lookIntoEveryImage()
        return (discovery, reading, source.log)
    }

    @Test func theImageIsAskedForWithThePodsSecret() async throws {
        let (discovery, reading, _) = try await reading(Self.fleet(Self.auth), secrets: true)
        #expect(discovery.gaps.isEmpty)
        #expect(reading?.gaps == [])
        #expect(reading?.clients.first?.stores.first?.origin?.via == .registry)
    }

    @Test func withoutSecretsNoneIsRead() async throws {
        let (_, reading, log) = try await reading(Self.fleet(Self.auth), secrets: false)
        #expect(reading?.gaps.map(\.reason) == [.forbidden])
        #expect(!log.all.contains { $0.hasPrefix("get secrets") })
    }

    @Test func whereNoRegistryIsAskedTheyAreNotRead() async throws {
        let (_, _, log) = try await reading(Self.fleet(Self.auth), secrets: true, registry: .never)
        #expect(!log.all.contains { $0.hasPrefix("get secrets") })
    }

    @Test func oneThatIsNoGoodIsAGapThatShowsNothingOfIt() async throws {
        let (discovery, _, _) = try await reading(Self.fleet("canary"), secrets: true)
        let gap = try #require(discovery.gaps.first)
        #expect(gap.resource == "Secret shop/pull" && !gap.detail.contains("canary"))
    }

    @Test func nothingPrintsThem() async throws {
        let (discovery, reading, _) = try await reading(Self.fleet(Self.auth), secrets: true)
        var text = ""
        dump(discovery, to: &text)
        dump(reading, to: &text)
        #expect(!text.contains("canary-pull") && !text.contains(Self.auth))
    }
}
