import FoundationEssentials
import ScanModel
import Testing

@testable import RiskEngine

/// The rows of facts/rotation.md 2.6: real leaves, measured with OpenSSL 3.0.19 and Java 17 for 2026-06-01.
@Suite struct ChainBuilderTests {
    struct Row: CustomTestStringConvertible {
        let store: [String]
        /// A old leaf + DigiCert-signed ICA, B old leaf + Microsoft-signed ICA, C new leaf + full chain, D bridge
        /// omitted.
        let openSSL: String
        let partialChain: String
        let java: String
        /// Where .NET is not known to find what OpenSSL finds.
        var dotNet: String?
        var testDescription: String { store.joined(separator: "+") }
    }

    static let table = [
        Row(store: [Fixture.g2], openSSL: "A-C-", partialChain: "A-C-", java: "A-C-"),
        Row(store: [Fixture.microsoftRSA], openSSL: "-B--", partialChain: "-B--", java: "-B--"),
        Row(store: [Fixture.microsoftRSA, Fixture.g2], openSSL: "ABC-", partialChain: "ABC-", java: "ABC-"),
        Row(store: [Fixture.microsoftECC], openSSL: "----", partialChain: "----", java: "----"),
        Row(store: [Fixture.lookAlike], openSSL: "----", partialChain: "----", java: "----"),
        Row(store: [Fixture.g1], openSSL: "----", partialChain: "----", java: "----"),
        Row(store: [Fixture.ca04], openSSL: "----", partialChain: "AB--", java: "AB--"),
        Row(store: [Fixture.ca04ByMicrosoft], openSSL: "----", partialChain: "AB--", java: "AB--"),
        Row(store: [Fixture.g2, Fixture.ca04], openSSL: "ABC-", partialChain: "ABC-", java: "ABC-", dotNet: "A-C-"),
        Row(store: [Fixture.g1, Fixture.ca04], openSSL: "----", partialChain: "AB--", java: "AB--"),
        Row(store: [Fixture.newRoot], openSSL: "--CD", partialChain: "--CD", java: "--CD"),
        Row(store: [Fixture.bridge], openSSL: "----", partialChain: "--CD", java: "--CD"),
        Row(store: [Fixture.ocsp02], openSSL: "----", partialChain: "--CD", java: "--CD"),
    ]

    static let chains: [(letter: Character, leaf: String, served: [String])] = [
        ("A", Fixture.oldLeaf, [Fixture.ca04]), ("B", Fixture.oldLeaf, [Fixture.ca04ByMicrosoft]),
        ("C", Fixture.newLeaf, [Fixture.ocsp02, Fixture.bridge]), ("D", Fixture.newLeaf, [Fixture.ocsp02]),
    ]

    private func results(_ names: [String], _ rules: ChainRules, withLeaf: Bool) throws -> String {
        var builder = ChainBuilder()
        let store = try Fixture.certificates(names)
        return String(
            try Self.chains.map { chain in
                let result = builder.build(
                    leaf: withLeaf ? try Fixture.certificate(chain.leaf) : nil,
                    served: try Fixture.certificates(chain.served), store: store, rules: rules,
                    at: try Fixture.date("2026-06-01"))
                #expect(result.isTrusted == (result.failure == nil))
                return result.isTrusted ? chain.letter : "-"
            })
    }

    @Test(arguments: table, [true, false]) func theTruthTableHolds(row: Row, withLeaf: Bool) throws {
        #expect(try results(row.store, .openSSL, withLeaf: withLeaf) == row.openSSL)
        #expect(try results(row.store, .openSSLPartialChain, withLeaf: withLeaf) == row.partialChain)
        #expect(try results(row.store, .java, withLeaf: withLeaf) == row.java)
        #expect(try results(row.store, .go, withLeaf: withLeaf) == row.partialChain)
        #expect(try results(row.store, .dotNet, withLeaf: withLeaf) == row.dotNet ?? row.openSSL)
    }

    private func build(
        _ store: [String], _ rules: ChainRules, served: [String] = [Fixture.ocsp02, Fixture.bridge],
        leaf: String? = nil,
        on day: String = "2026-06-01"
    ) throws -> ChainResult {
        var builder = ChainBuilder()
        return builder.build(
            leaf: try leaf.map { try Fixture.certificate($0) }, served: try Fixture.certificates(served),
            store: try Fixture.certificates(store), rules: rules, at: try Fixture.date(day))
    }

    @Test func theAnchorThatIsUsedIsNamedAndTheRootBesideAPin() throws {
        let all = [Fixture.unrelated, Fixture.newRoot, Fixture.ocsp02, Fixture.g2, Fixture.bridge]
        #expect(try build(all, .openSSL).anchors == Fixture.certificates([Fixture.newRoot]))
        let pinned = [Fixture.unrelated, Fixture.ocsp02, Fixture.g2]
        let partial = try build(pinned, .openSSLPartialChain)
        #expect(partial.anchors == (try Fixture.certificates([Fixture.ocsp02, Fixture.g2])))
        #expect(!partial.isPinned)
        #expect(partial.path == (try Fixture.certificates([Fixture.ocsp02])))
        #expect(try build(pinned, .java).anchors == Fixture.certificates([Fixture.ocsp02, Fixture.g2]))
        #expect(try build([Fixture.ocsp02, Fixture.bridge], .go).isPinned)
        #expect(try build([Fixture.ocsp02, Fixture.unrelated], .java).isPinned)
    }

    @Test func aMissingIntermediateIsTakenFromTheStore() throws {
        #expect(
            try build([Fixture.g2], .openSSL, served: [Fixture.ocsp02]).failure
                == .noAnchor(issuer: "Microsoft TLS RSA Root G2"))
        #expect(try build([Fixture.g2, Fixture.bridge], .openSSL, served: [Fixture.ocsp02]).isTrusted)
    }

    @Test func onlyTheFirstCertificateCountsWhereTheClientReadsOne() throws {
        let rules = ChainRules.openSSLFirst
        #expect(try build([Fixture.g2, Fixture.unrelated], rules).isTrusted)
        #expect(try !build([Fixture.unrelated, Fixture.g2], rules).isTrusted)
    }

    @Test func aPinnedServerCertificateAnchorsInTheSecondWorldAlone() throws {
        let served = [Fixture.ca04]
        #expect(try build([Fixture.oldLeaf], .java, served: served, leaf: Fixture.oldLeaf).isTrusted)
        #expect(try !build([Fixture.oldLeaf], .openSSL, served: served, leaf: Fixture.oldLeaf).isTrusted)
    }

    @Test func datesCountButForJavasAnchors() throws {
        let chain = [Fixture.ca04]
        #expect(try build([Fixture.g2], .openSSL, served: chain, on: "2026-08-25").isTrusted)
        guard
            case .certificateExpired(let name, _)? = try build([Fixture.g2], .openSSL, served: chain, on: "2026-08-26")
                .failure
        else {
            Issue.record("the expired intermediate was not noticed")
            return
        }
        #expect(name == "Microsoft Azure RSA TLS Issuing CA 04")
        #expect(try build([Fixture.ca04], .java, served: chain, on: "2027-01-01").isTrusted)
        guard case .anchorExpired? = try build([Fixture.ca04], .go, served: chain, on: "2027-01-01").failure else {
            Issue.record("the expired anchor was not noticed")
            return
        }
        #expect(try !build([Fixture.g2], .java, served: chain, on: "2027-01-01").isTrusted)
    }

    @Test func anIntermediateThatIsNoAnchorIsNamed() throws {
        #expect(
            try build([Fixture.ca04], .openSSL, served: [Fixture.ca04]).failure
                == .intermediateIsNoAnchor(name: "Microsoft Azure RSA TLS Issuing CA 04"))
        #expect(try build([], .openSSL).failure == .emptyStore)
    }

    @Test func trustSettingsOfOpenSSLAreObeyed() throws {
        var builder = ChainBuilder()
        let served = try Fixture.certificates([Fixture.ca04])
        func trusted(_ form: StoreCertificate.Form, _ name: String) throws -> Bool {
            builder.build(
                served: served, store: [try Fixture.certificate(name, form: form)], rules: .openSSL,
                at: try Fixture.date("2026-06-01")
            ).isTrusted
        }
        #expect(try trusted(.trustedForServers, Fixture.ca04))
        #expect(try !trusted(.trusted, Fixture.ca04))
        #expect(try trusted(.trusted, Fixture.g2))
        #expect(try !trusted(.notTrustedForServers, Fixture.g2))
    }

    @Test func theEarlyLookAlikeOfTheMicrosoftRootIsNamed() throws {
        let served = [Fixture.ca04ByMicrosoft]
        for rules in [ChainRules.openSSL, .java, .go] {
            #expect(
                try build([Fixture.lookAlike], rules, served: served).failure
                    == .lookAlike(name: "Microsoft RSA Root Certificate Authority 2017"))
        }
    }

    @Test func aRootThatSignsItselfWithSHA1IsAnAnchorAllTheSame() throws {
        let served = ["digicert-basic-rsa-cn-ca-g2"]
        for rules in [ChainRules.openSSL, .openSSL102, .java, .go, .dotNet] {
            #expect(try build([Fixture.g1], rules, served: served).isTrusted)
        }
    }

    /// Measured with psycopg2's wheels, whose OpenSSL 1.1.1 is upstream's, and with every other build. The JDK refuses SHA-1
    /// below its own authorities alone (`jdk.certpath.disabledAlgorithms`).
    @Test func anIntermediateSignedWithSHA1IsRefusedButByOldOpenSSLAndJava() throws {
        for rules in [ChainRules.openSSL, .openSSL11, .go, .dotNet] {
            #expect(!(try build(["lab-root"], rules, served: ["lab-sha1-intermediate"]).isTrusted), "\(rules)")
        }
        for rules in [ChainRules.openSSL11Upstream, .openSSL102, .java] {
            #expect(try build(["lab-root"], rules, served: ["lab-sha1-intermediate"]).isTrusted, "\(rules)")
        }
    }

    @Test func duplicatesChangeNothing() throws {
        let result = try build([Fixture.g2, Fixture.g2, Fixture.bridge, Fixture.bridge, Fixture.ocsp02], .openSSL)
        #expect(result.anchors == (try Fixture.certificates([Fixture.g2])))
    }
}
