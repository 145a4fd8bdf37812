import Kubernetes
import ScanModel
import Testing

@testable import Collectors

@Suite struct ContainerPasswordsTests {
    private static let flag = "-Djavax.net.ssl.trustStorePassword="
    private let shelf = ObjectShelf(slots: [
        ObjectKey(kind: .secret, namespace: "shop", name: "vault"): .unread(.notRequested, "not asked"),
        ObjectKey(kind: .secret, namespace: "shop", name: "open"): .present(["pw": .text("from-secret")]),
    ])

    private func keys(_ container: Container, _ fileWords: [PasswordWords.Word] = []) -> StoreKeys {
        let environment = ContainerEnvironment(container, namespace: "shop", shelf: shelf)
        return ContainerPasswords(container, environment, fileWords: fileWords).keys
    }

    private func variable(_ name: String, secret: String) -> EnvVar {
        EnvVar(name: name, valueFrom: EnvVarSource(secretKeyRef: KeySelector(name: secret, key: "pw")))
    }

    @Test func theJVMsOwnIsInItsVariablesAndArguments() {
        let container = Container(
            name: "c", args: ["java", "\(Self.flag)my pass"],
            env: [EnvVar(name: "JAVA_TOOL_OPTIONS", value: "-Xmx1g \(Self.flag)tool")])
        #expect(keys(container).own.map(\.text) == ["tool", "my pass"])
    }

    @Test func aScriptsTextIsSearched() {
        let container = Container(name: "c", command: ["sh", "-c", "exec java \(Self.flag)'x y' -jar /app.jar"])
        #expect(keys(container).own.map(\.text) == ["x y"])
    }

    @Test(arguments: ["$(TRUST_PASSWORD)", "${TRUST_PASSWORD}", "$TRUST_PASSWORD", "${TRUST_PASSWORD:changeit}"])
    func aReferenceIsFollowed(reference: String) {
        let container = Container(
            name: "c", args: ["java", Self.flag + reference], env: [variable("TRUST_PASSWORD", secret: "open")])
        #expect(keys(container).own.map(\.text) == ["from-secret"])
    }

    @Test func whatASecretHoldsThatWasNotReadIsNotKnown() {
        let container = Container(
            name: "c",
            env: [
                variable("TRUST_PASSWORD", secret: "vault"),
                EnvVar(name: "JAVA_OPTS", value: "\(Self.flag)$(TRUST_PASSWORD)"),
            ])
        #expect(keys(container).own.isEmpty)
        #expect(keys(container).unread == "its password comes from Secret shop/vault, which was not read")
        #expect(
            keys(Container(name: "c", env: [variable("TRUSTSTORE_PASSWORD", secret: "vault")])).unread
                == "its password comes from Secret shop/vault, which was not read")
    }

    @Test func aRecordingHasNone() {
        let container = Container(name: "c", env: [EnvVar(name: "JAVA_OPTS", value: "\(Self.flag)***")])
        #expect(keys(container).own.isEmpty)
        #expect(keys(container).unread == "its password is not in the recording")
    }

    @Test func othersAreOfOtherSettings() {
        let container = Container(
            name: "c",
            env: [
                EnvVar(name: "TRUSTSTORE_PASSWORD", value: "one"), EnvVar(name: "DB_PASSWORD", value: "no"),
                EnvVar(name: "DATABASE_URL", value: "jdbc:x://h/d?trustStorePassword=two&password=no"),
            ])
        let found = keys(container, [PasswordWords.Word(value: "${TRUSTSTORE_PASSWORD}", isOfJVM: false)])
        #expect(found.own.isEmpty && found.unread == nil)
        #expect(found.others.map(\.text) == ["one", "two"])
    }

    @Test func noFactHasAnyOfThem() async throws {
        let secret = "canary-5uP3rS3cr3t"
        let yaml = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: trust, namespace: shop}
            data: {trust.password: \(secret), application.properties: "javax.net.ssl.trustStorePassword=\(secret)"}
            binaryData: {trust.p12: MIIBAgIBAzCCAQ==}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: app, namespace: shop}
            spec:
              containers:
              - name: app
                image: eclipse-temurin:17
                args: [java, "\(Self.flag)\(secret)"]
                env:
                - {name: DATABASE_URL, value: "jdbc:postgresql://db.example/x?sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory"}
                - {name: JAVA_TOOL_OPTIONS, value: "-Djavax.net.ssl.trustStore=/trust/trust.p12 \(Self.flag)\(secret)"}
                volumeMounts: [{name: trust, mountPath: /trust}]
              volumes: [{name: trust, configMap: {name: trust}}]
            """
        let given = try #require(StorePassword("given"))
        let source = try FaultyCluster(yaml, faults: [:])
        let collector = Collector(source: source, scope: ScanScope(allNamespaces: true), passwords: [given])
        let discovery = try await collector.discover()
        let collected = await collector.collect(for: discovery)
        let keys = try #require(collected.first?.stores.first?.keys)
        #expect(keys.own.map(\.text) == [secret])
        #expect(keys.others.map(\.text) == [secret, "given"], "of the key beside the store, then the given one")
        var dumped = ""
        dump(discovery, to: &dumped, maxItems: 100_000)
        dump(collected, to: &dumped, maxItems: 100_000)
        #expect(dumped.contains("trust.p12"))
        #expect(!dumped.contains(secret))
    }
}
