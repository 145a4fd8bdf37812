import Kubernetes
import ScanModel
import Testing

@testable import Collectors

/// What an image sets decides like what the pod sets, and the pod's word stands over it.
@Suite struct ImageVariablesTests {
    private static func pod(
        image: String, url: String, env: String = "", replicas: [String] = ["sha256:1"]
    ) -> String {
        replicas.enumerated().map { index, digest in
            """
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web-\(index), namespace: shop, ownerReferences: [\(owner)]}
            spec:
              containers:
              - {name: app, image: "\(image)", env: [{name: DATABASE_URL, value: "\(url)"}\(env)]}
            status: {phase: Running, containerStatuses: [{name: app, imageID: "\(digest)", state: {running: {}}}]}

            """
        }.joined()
    }

    private static let owner =
        "{apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: u, controller: true}"
    private static let url = "postgres://app@shop.postgres.database.azure.com/shop?sslmode=verify-full"
    private static let java =
        "jdbc:postgresql://shop.postgres.database.azure.com/shop?sslmode=verify-full"
        + "&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory"

    /// Looks into images that set these variables, by their digest.
    private func look(
        _ yaml: String, _ variables: [String: [String: String]], limits: ImageLimits = ImageLimits()
    ) async throws -> (reading: ImageReading, wanted: [[String]]) {
        var source = try FaultyCluster(yaml)
        let executor = ExecutorDouble { place, command in
            ExecutorDouble.output("pem", of: variables[place.imageID] ?? [:], for: command)
        }
        source.executor = executor
        let collector = Collector(source: source, scope: ScanScope(allNamespaces: true, exec: .auto))
        let (_, reading) = try await collector.lookIntoEveryImage(limits: limits)
        return (try #require(reading), executor.wanted)
    }

    /// Of the first client: several drivers may be the one.
    private func stores(_ reading: ImageReading) -> [String] {
        (reading.clients.first?.stores ?? []).map { store in
            let content =
                switch store.content {
                case .bytes: "read"
                case .system: "system read"
                case .unread(let reason, _): "unread \(reason.rawValue)"
                case .notLookedAt: "presumed"
                case .missing: "missing"
                case .made: "made"
                }
            let reference =
                switch store.reference {
                case .builtIn(let store): store.rawValue
                case .named(let path): path
                default: "\(store.reference)"
                }
            return "\(reference): \(content)"
        }
    }

    @Test func aStoreThatTheImageAddsToNodesListIsReadByASecondCommand() async throws {
        let (reading, wanted) = try await look(
            Self.pod(image: "node:20", url: Self.url), ["sha256:1": ["NODE_EXTRA_CA_CERTS": "/srv/extra.pem"]])
        #expect(stores(reading) == ["node: presumed", "/srv/extra.pem: read"])
        #expect(wanted == [["n"], ["f/srv/extra.pem", "n"]])
    }

    @Test func thePodsVariableStands() async throws {
        let (reading, wanted) = try await look(
            Self.pod(image: "node:20", url: Self.url, env: ", {name: NODE_EXTRA_CA_CERTS, value: ''}"),
            ["sha256:1": ["NODE_EXTRA_CA_CERTS": "/srv/extra.pem"]])
        #expect(stores(reading) == ["node: presumed"])
        #expect(wanted == [["n"]])
    }

    @Test func aFlagGivesNodeTheSystemsStore() async throws {
        let (reading, wanted) = try await look(
            Self.pod(image: "node:20", url: Self.url), ["sha256:1": ["NODE_OPTIONS": "--use-openssl-ca"]])
        #expect(stores(reading) == ["os: system read"])
        #expect(reading.clients.first?.client.behaviour.rules.reader == .openSSL)
        #expect(wanted.count == 2)
    }

    @Test func aTrustStoreOfTheJVMTakesTheJREsPlace() async throws {
        let options = "-Xmx1g -Djavax.net.ssl.trustStore=/srv/trust.jks"
        let (reading, wanted) = try await look(
            Self.pod(image: "eclipse-temurin:21", url: Self.java), ["sha256:1": ["JAVA_TOOL_OPTIONS": options]])
        #expect(stores(reading) == ["/srv/trust.jks: read"])
        #expect(reading.clients.first?.client.behaviour.rules.reader == .javaKeyStore)
        #expect(wanted == [["j"], ["f/srv/trust.jks"]])
    }

    @Test func libpqsVariablesCount() async throws {
        let (reading, wanted) = try await look(
            Self.pod(image: "ruby:3", url: Self.url), ["sha256:1": ["PGSSLROOTCERT": "/srv/ca.pem"]])
        #expect(stores(reading) == ["/srv/ca.pem: read"])
        #expect(wanted == [["f~/.postgresql/root.crt"], ["f/srv/ca.pem"]])
    }

    @Test func aVersionIsTheImages() async throws {
        let (reading, wanted) = try await look(
            Self.pod(image: "node:18", url: Self.url), ["sha256:1": ["NODE_VERSION": "18.20.4"]])
        #expect(stores(reading) == ["node: presumed"])
        #expect(reading.facts.values.joined().map(\.value) == ["18.20.4"])
        #expect(wanted == [["n"]])
    }

    /// One image leads elsewhere and the other does not: what decides is not known.
    @Test func imagesMustAgree() async throws {
        let (reading, _) = try await look(
            Self.pod(image: "eclipse-temurin:21", url: Self.java, replicas: ["sha256:1", "sha256:2"]),
            ["sha256:1": ["JAVA_TOOL_OPTIONS": "-Djavax.net.ssl.trustStore=/srv/trust.jks"]])
        #expect(stores(reading) == ["/srv/trust.jks: unread incomplete"])
    }

    @Test func theLimitCountsBothCommands() async throws {
        let (reading, wanted) = try await look(
            Self.pod(image: "node:20", url: Self.url), ["sha256:1": ["NODE_EXTRA_CA_CERTS": "/srv/extra.pem"]],
            limits: ImageLimits(mostExecs: 1))
        #expect(stores(reading) == ["node: presumed", "/srv/extra.pem: unread not_requested"])
        #expect(wanted.count == 1 && reading.gaps.map(\.detail) == ["--max-exec 1 is reached"])
    }
}
