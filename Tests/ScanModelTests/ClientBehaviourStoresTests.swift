import ScanModel
import Testing

@Suite struct ClientBehaviourStoresTests {
    private let named = StoreReference.named(path: "/ca.pem")
    private let cacerts = StoreEvidence(reference: .builtIn(.javaCacerts), location: nil, reading: nil)
    private let nodeList = StoreEvidence(reference: .builtIn(.node), location: nil, reading: nil)

    private func evidence(_ reading: StoreReading?) -> StoreEvidence {
        StoreEvidence(reference: named, location: nil, reading: reading)
    }

    private var java: ClientBehaviour {
        ClientBehaviour(
            opening: .tls, verification: .chainAndName, insteadOfMissing: .javaCacerts, rules: .javaKeyStore)
    }

    private var node: ClientBehaviour {
        ClientBehaviour(opening: .tls, verification: .chainAndName, insteadOfEmpty: .node, rules: .node)
    }

    private let empty = StoreReading.read(
        TrustStore(format: "PEM", certificates: [], readings: [.node: .ignored("it is empty")]))

    @Test func aMissingFileGivesWayToTheClientsOwnStore() {
        #expect(java.replacement(for: [evidence(.missing("gone"))]) == [cacerts])
        #expect(node.replacement(for: [evidence(.missing("gone"))]) == nil)
    }

    @Test func anEmptyFileGivesWayOnlyWhereTheClientTakesItForNotGiven() {
        #expect(node.replacement(for: [evidence(empty)]) == [nodeList])
        #expect(java.replacement(for: [evidence(empty)]) == nil)
    }

    @Test(arguments: [StoreReading.unread(.forbidden, ""), .read(TrustStore(format: "JKS", certificates: []))])
    func whatWasReadOrCouldNotBeReadStays(reading: StoreReading) {
        #expect(java.replacement(for: [evidence(reading)]) == nil)
        #expect(java.replacement(for: [evidence(nil)]) == nil)
    }

    @Test func theOwnStoreStandsOnce() {
        #expect(java.replacement(for: [evidence(.missing("")), cacerts]) == [cacerts])
        #expect(java.replacement(for: []) == nil)
    }
}
