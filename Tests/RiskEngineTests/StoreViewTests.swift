import ScanModel
import Testing

@testable import RiskEngine

/// The rows of facts/clients.md, "File forms" and finding 11.
@Suite struct StoreViewTests {
    private let readers: [(name: String, rules: ChainRules)] = [
        ("openssl", .openSSL), ("node", ChainRules(anchors: .selfSigned, reader: .node)), ("java", .java), ("go", .go),
        ("dotnet", .dotNet),
    ]

    private func names(_ store: TrustStore, seenBy rules: ChainRules) -> String {
        switch StoreView(store, rules: rules) {
        case .loaded(let certificates): "\(certificates.count)"
        case .missing: "missing"
        case .refused: "refused"
        case .unclear: "unclear"
        }
    }

    private func views(_ store: TrustStore) -> [String] { readers.map { names(store, seenBy: $0.rules) } }

    @Test func everyClientReadsPlainPEM() throws {
        #expect(
            views(TrustStore(format: "PEM", certificates: [try Fixture.certificate(Fixture.g2)])) == [
                "1", "1", "1", "1", "1",
            ])
        #expect(views(TrustStore(format: "PEM", certificates: [])) == ["0", "0", "0", "0", "0"])
    }

    @Test func onlyJavaAndDotNetReadDER() throws {
        let der = TrustStore(format: "DER", certificates: [try Fixture.certificate(Fixture.g2)])
        #expect(views(der) == ["refused", "refused", "1", "refused", "1"])
        let jks = TrustStore(format: "JKS", certificates: [try Fixture.certificate(Fixture.g2)])
        #expect(views(jks) == ["refused", "refused", "1", "refused", "refused"])
    }

    @Test func oneBadBlockDoesWhatWasMeasured() throws {
        let store = TrustStore(
            format: "PEM", certificates: try Fixture.certificates([Fixture.ca04, Fixture.g2]),
            rejected: [RejectedEntry(index: 1, reason: .badPEM, detail: "line 30: the block has no END line")])
        #expect(views(store) == ["refused", "1", "refused", "2", "refused"])
    }

    @Test func aCertificateThatWeCannotParseIsUnclear() throws {
        let store = TrustStore(
            format: "PEM", certificates: [try Fixture.certificate(Fixture.g2)],
            rejected: [RejectedEntry(index: 1, reason: .badDER, detail: "line 30: not an X.509 certificate")])
        #expect(views(store) == ["unclear", "unclear", "unclear", "1", "unclear"])
    }

    @Test func aPrivateKeyInPEMStopsJavaAlone() throws {
        let store = TrustStore(
            format: "PEM", certificates: [try Fixture.certificate(Fixture.g2)], holdsPrivateKey: true)
        #expect(views(store) == ["1", "1", "refused", "1", "1"])
    }

    @Test(arguments: [
        (StoreCertificate.Form.x509, ["1", "1", "1", "0", "0"]), (.trusted, ["1", "1", "1", "0", "0"]),
        (.trustedForServers, ["1", "1", "0", "0", "0"]), (.afterByteOrderMark, ["1", "1", "0", "0", "1"]),
    ])
    func theFormOfABlockDecidesWhoSeesIt(form: StoreCertificate.Form, seen: [String]) throws {
        #expect(
            views(TrustStore(format: "PEM", certificates: [try Fixture.certificate(Fixture.g2, form: form)])) == seen)
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
