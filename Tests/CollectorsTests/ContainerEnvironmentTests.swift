import Kubernetes
import ScanModel
import Testing

@testable import Collectors

struct ContainerEnvironmentTests {
    private static func key(_ name: String, _ kind: ObjectKey.Kind = .configMap) -> ObjectKey {
        ObjectKey(kind: kind, namespace: "shop", name: name)
    }

    private let shelf = ObjectShelf(slots: [
        key("one"): .present([
            "DB_HOST": .text("one"), "SHARED_URL": .text("one"), "1BAD_URL": .text("x"), "has space": .text("x"),
        ]),
        key("two"): .present(["SHARED_URL": .text("two"), "BIN_URL": .bytes([0xFF])]),
        key("gone"): .absent,
        key("denied"): .unread(.forbidden, "denied"),
        key("vault", .secret): .unread(.notRequested, "not asked"),
        key("open", .secret): .present(["url": .text("postgres://u:canary-1@h/d"), "password": .text("canary-2")]),
    ])

    private func environment(_ container: Container) -> ContainerEnvironment {
        ContainerEnvironment(container, namespace: "shop", shelf: shelf)
    }

    private func values(_ container: Container) -> [String: String] {
        Dictionary(environment(container).settings.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    }

    @Test func theLaterEnvFromWinsAndEnvWinsOverBoth() {
        let container = Container(
            name: "c", env: [EnvVar(name: "DB_HOST", value: "env")],
            envFrom: [
                EnvFromSource(configMapRef: ObjectReference(name: "one")),
                EnvFromSource(configMapRef: ObjectReference(name: "two")),
            ])
        #expect(values(container) == ["DB_HOST": "env", "SHARED_URL": "two"])
    }

    @Test func prefixesAreWrittenBeforeTheKeys() {
        let container = Container(
            name: "c", envFrom: [EnvFromSource(prefix: "APP_", configMapRef: ObjectReference(name: "two"))])
        #expect(values(container) == ["APP_SHARED_URL": "two"])
    }

    @Test func onlyEarlierVariablesAreExpanded() {
        let container = Container(
            name: "c",
            env: [
                EnvVar(name: "EARLY_URL", value: "$(HOST)/$(LATE_URL)"), EnvVar(name: "HOST", value: "h"),
                EnvVar(name: "LATE_URL", value: "$(HOST)/$$(HOST)"), EnvVar(name: "DB_PASSWORD", value: "canary-3"),
                EnvVar(name: "PG_URL", value: "postgres://u:$(DB_PASSWORD)@$(HOST)/d"),
                EnvVar(
                    name: "NAMESPACE_HOST",
                    valueFrom: EnvVarSource(fieldRef: FieldSelector(fieldPath: "metadata.namespace"))),
                EnvVar(name: "POD_HOST", valueFrom: EnvVarSource(fieldRef: FieldSelector(fieldPath: "status.podIP"))),
            ])
        let values = values(container)
        #expect(values["EARLY_URL"] == "$(HOST)/$(LATE_URL)")
        #expect(values["LATE_URL"] == "h/$(HOST)")
        #expect(values["NAMESPACE_HOST"] == "shop")
        #expect(values["POD_HOST"] == nil)
        #expect(values["DB_PASSWORD"] == nil)
        #expect(values["PG_URL"] == "postgres://h/d")
        #expect(!values.values.contains { $0.contains("canary") })
    }

    @Test func whatCouldNotBeReadIsUnreadAndNeverMissing() {
        func reference(_ object: String, optional: Bool? = nil) -> EnvVarSource {
            EnvVarSource(configMapKeyRef: KeySelector(name: object, key: "url", optional: optional))
        }
        let container = Container(
            name: "c",
            env: [
                EnvVar(name: "A_URL", valueFrom: reference("denied")),
                EnvVar(name: "B_URL", valueFrom: reference("gone")),
                EnvVar(name: "C_URL", valueFrom: reference("gone", optional: true)),
                EnvVar(name: "D_URL", valueFrom: reference("one")),
                EnvVar(name: "E_URL", valueFrom: EnvVarSource(secretKeyRef: KeySelector(name: "vault", key: "url"))),
                EnvVar(name: "F_URL", valueFrom: EnvVarSource(secretKeyRef: KeySelector(name: "open", key: "url"))),
            ],
            envFrom: [
                EnvFromSource(secretRef: ObjectReference(name: "vault")),
                EnvFromSource(configMapRef: ObjectReference(name: "gone")),
                EnvFromSource(configMapRef: ObjectReference(name: "gone", optional: true)),
            ])
        let environment = environment(container)
        #expect(
            environment.unread == [
                UnreadSetting(name: nil, object: "Secret shop/vault", reason: .notRequested),
                UnreadSetting(name: nil, object: "ConfigMap shop/gone", reason: .notFound),
                UnreadSetting(name: "A_URL", object: "ConfigMap shop/denied", reason: .forbidden),
                UnreadSetting(name: "B_URL", object: "ConfigMap shop/gone", reason: .notFound),
                UnreadSetting(name: "D_URL", object: "ConfigMap shop/one", reason: .notFound),
                UnreadSetting(name: "E_URL", object: "Secret shop/vault", reason: .notRequested),
            ])
        #expect(environment.settings.map(\.name) == ["F_URL"])
        #expect(environment.settings.first?.source == .environmentFromSecret(name: "open", key: "url"))
        #expect(environment.settings.first?.value.contains("canary") == false)
    }

    @Test func anUnreadOverrideHidesTheEarlierValue() {
        let container = Container(
            name: "c",
            env: [EnvVar(name: "DB_HOST", valueFrom: EnvVarSource(secretKeyRef: KeySelector(name: "vault", key: "h")))],
            envFrom: [EnvFromSource(configMapRef: ObjectReference(name: "one"))])
        #expect(values(container)["DB_HOST"] == nil)
    }

    @Test func credentialsLeaveTheCommandLine() {
        let container = Container(
            name: "c", command: ["app", "--password", "canary-4", "--db-pass=canary-5"],
            args: ["postgres://u:$(DB_PASSWORD)@h/d", "run all\nwrite canary-6 > /tmp/x\nexec psql -h h"],
            env: [EnvVar(name: "DB_PASSWORD", value: "canary-7")])
        let words = CommandWords(container, environment(container)).words
        #expect(!words.joined(separator: " ").contains("canary"), "\(words)")
        #expect(words[0] == "app" && words.last?.contains("exec psql -h h") == true)
    }
}
