import ScanModel
import Testing

@testable import RiskEngine

@Suite struct StoreViewTests {
    private func view(_ store: TrustStore, _ rules: ChainRules) -> String {
        switch StoreView(store, rules: rules) {
        case .loaded(let certificates): "\(certificates.count)"
        case .missing: "missing"
        case .refused: "refused"
        case .unclear: "unclear"
        }
    }

    private func views(_ store: TrustStore) -> [String] {
        [ChainRules.openSSL, .node, .java, .javaKeyStore, .go, .dotNet].map { view(store, $0) }
    }

    @Test func aCleanFileIsSeenByThoseWhoReadItsFormat() throws {
        let certificates = [try Fixture.certificate(Fixture.g2)]
        #expect(views(TrustStore(format: "PEM", certificates: certificates)) == ["1", "1", "1", "refused", "1", "1"])
        #expect(
            views(TrustStore(format: "DER", certificates: certificates)) == [
                "refused", "refused", "1", "refused", "refused", "1",
            ])
        #expect(
            views(TrustStore(format: "JKS", certificates: certificates)) == [
                "refused", "refused", "refused", "1", "refused", "refused",
            ])
    }

    @Test func whatAReaderSawDecides() throws {
        let certificate = try Fixture.certificate(Fixture.g2)
        let store = TrustStore(
            format: "PEM", certificates: [certificate, certificate],
            readings: [
                .openSSL: .refused("damaged"), .node: .ignored("empty"), .java: .unclear("odd"),
                .go: .loaded([certificate]),
            ])
        #expect(views(store) == ["refused", "missing", "unclear", "refused", "1", "2"])
    }

    @Test func aDamagedEntryIsNeverPassedOver() throws {
        func store(_ reason: GapReason) throws -> TrustStore {
            TrustStore(
                format: "JKS", certificates: [try Fixture.certificate(Fixture.g2)],
                rejected: [RejectedEntry(index: 1, reason: reason, detail: "damaged")])
        }
        #expect(view(try store(.badJKS), .javaKeyStore) == "refused")
        #expect(view(try store(.badDER), .javaKeyStore) == "unclear")
    }

    @Test func whatStandsAboveAKeyIsNoAnchorOfJava() throws {
        let store = TrustStore(
            format: "JKS",
            certificates: [
                try Fixture.certificate(Fixture.ca04), try Fixture.certificate(Fixture.g2, form: .keyEntryChain),
            ])
        #expect(StoreView(store, rules: .javaKeyStore) == .loaded([try Fixture.certificate(Fixture.ca04)]))
    }

    @Test func storesAreJoinedUnderTheFirst() throws {
        let one = StoreView.loaded([try Fixture.certificate(Fixture.g2)])
        let two = StoreView.loaded([try Fixture.certificate(Fixture.g1)])
        #expect(StoreView.joined([one, two]) == .loaded(try Fixture.certificates([Fixture.g2, Fixture.g1])))
        #expect(StoreView.joined([one, .missing("x")]) == one)
        #expect(StoreView.joined([.missing("x"), one]) == .missing("x"))
        #expect(StoreView.joined([one, .unclear("x")]) == .unclear("x"))
        #expect(StoreView.joined([]) == .missing("the client loads no store"))
    }
}
