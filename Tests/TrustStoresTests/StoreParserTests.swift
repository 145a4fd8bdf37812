import ScanModel
import Testing

@testable import TrustStores

@Suite struct StoreParserTests {
    @Test func equalBytesAreParsedOnce() throws {
        var parser = StoreParser()
        let bytes = try Fixture.bytes(Fixture.root)
        let first = parser.reading(of: .bytes(bytes))
        #expect(parser.reading(of: .bytes(Array(bytes.map { $0 }))) == first)
        #expect(parser.parses == 1)
        var other = bytes
        other[200] ^= 1
        _ = parser.reading(of: .bytes(other))
        #expect(parser.parses == 2)
    }

    @Test func theStateOfAStoreIsKept() throws {
        let client = TLSClient(
            container: ContainerID(
                workload: WorkloadID(namespace: "pay", kind: "Deployment", name: "billing"), name: "app"),
            connection: "DATABASE_URL", name: "libpq", evidence: "test", endpoint: nil,
            mode: Mode(value: nil, source: "default"),
            behaviour: ClientBehaviour(opening: .tls, verification: .chain, rules: .openSSL))
        let contents: [CollectedStore.Content] = [
            .bytes(try Fixture.bytes(Fixture.root)), .missing("no key ca.pem"), .unread(.forbidden, "denied"),
            .notLookedAt,
        ]
        let collected = CollectedClient(
            client: client,
            stores: contents.map {
                CollectedStore(reference: .named(path: "/ca.pem"), location: nil, content: $0, update: .followsObject)
            })
        var parser = StoreParser()
        let stores = try #require(parser.parse([collected]).first?.stores)
        #expect(stores.count == 4)
        guard case .read(let store)? = stores[0].reading else {
            Issue.record("not read")
            return
        }
        #expect(store.certificates.count == 1)
        #expect(stores[1].reading == .missing("no key ca.pem"))
        #expect(stores[2].reading == .unread(.forbidden, "denied"))
        #expect(stores[3].reading == nil)
        #expect(stores.allSatisfy { $0.update == .followsObject })
    }
}
