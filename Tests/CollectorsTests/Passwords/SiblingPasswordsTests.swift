import ScanModel
import Testing

@testable import Collectors

@Suite struct SiblingPasswordsTests {
    private func passwords(beside key: String, _ values: [String: StoredValue]) -> [String] {
        let object = ObjectKey(kind: .secret, namespace: "shop", name: "trust")
        return ObjectShelf(slots: [object: .present(values)]).passwords(beside: object.location(key: key)).map(\.text)
    }

    @Test(arguments: [
        "password", "truststore.password", "truststore-password", "TRUSTSTORE_PASSWORD", "ca.password",
        "ca.p12.password", "storepass", "keystore.pwd",
    ])
    func aKeyBesideTheStoreTells(name: String) {
        #expect(passwords(beside: "ca.p12", ["ca.p12": .bytes([0x30]), name: .text("secret\n")]) == ["secret"])
    }

    @Test func otherKeysDoNot() {
        let values: [String: StoredValue] = [
            "user.password": .text("no"), "db-password": .text("no"), "username": .text("no"),
            "password": .bytes([0xFF]),
            "ca.password": .omitted(.incomplete), "pass": .text(""),
        ]
        #expect(passwords(beside: "trust.p12", values) == [])
        #expect(passwords(beside: "password", ["password": .text("it is the store")]) == [])
    }

    @Test func nothingIsBesideAFileOfAnImage() {
        let container = ContainerID(
            workload: WorkloadID(namespace: "shop", kind: "Pod", name: "app"), name: "app")
        #expect(ObjectShelf().passwords(beside: .container(container, path: "/ca.p12")) == [])
        #expect(ObjectShelf().passwords(beside: nil) == [])
    }
}
