import FoundationEssentials
import ScanModel
import Testing
import X509

@testable import RiskEngine

/// What RFC 5280 asks of every chain, on certificates made for the purpose.
@Suite struct ChainRulesTests {
    private func build(
        _ served: [StoreCertificate], _ store: [StoreCertificate], _ rules: ChainRules = .openSSL
    ) throws -> ChainResult {
        var builder = ChainBuilder()
        return builder.build(served: served, store: store, rules: rules, at: try Fixture.date("2026-06-01"))
    }

    @Test func anotherAuthorityOfTheSameNameIsNoAnchorAndDoesHarmInOpenSSL() throws {
        let root = try TestPKI.Authority("Root")
        let impostor = try TestPKI.Authority("Root")
        let served = [try TestPKI.certificate(TestPKI.Authority("Issuer"), by: root)]
        let good = try TestPKI.certificate(root, by: root)
        let bad = try TestPKI.certificate(impostor, by: impostor)
        #expect(try build(served, [bad]).failure == .lookAlike(name: "Root"))
        // Nothing tells the two apart but the signature, which OpenSSL does not ask: the first is taken, and fails.
        #expect(try build(served, [bad, good]).failure == .lookAlike(name: "Root"))
        #expect(try build(served, [good, bad]).anchors == [good])
        for rules in [ChainRules.java, .go] { #expect(try build(served, [bad, good], rules).anchors == [good]) }
    }

    @Test func everyIssuerMustBeAnAuthorityThatMaySign() throws {
        let root = try TestPKI.Authority("Root")
        let middle = try TestPKI.Authority("Middle")
        let issuer = try TestPKI.certificate(TestPKI.Authority("Issuer"), by: middle)
        let store = [try TestPKI.certificate(root, by: root)]
        let good = try TestPKI.certificate(middle, by: root, usage: KeyUsage(keyCertSign: true))
        #expect(try build([issuer, good], store).isTrusted)
        let bad = [
            try TestPKI.certificate(middle, by: root, constraints: .notCertificateAuthority),
            try TestPKI.certificate(middle, by: root, constraints: nil),
            try TestPKI.certificate(middle, by: root, usage: KeyUsage(digitalSignature: true)),
        ]
        for certificate in bad {
            #expect(try build([issuer, certificate], store).failure == .notAnAuthority(name: "Middle"))
            #expect(try build([issuer, certificate], store, .java).failure == .notAnAuthority(name: "Middle"))
        }
        #expect(try build([issuer] + bad + [good], store).failure == .notAnAuthority(name: "Middle"))
        #expect(try build([issuer] + bad + [good], store, .go).isTrusted)
    }

    @Test func aPathMayNotBeLongerThanItsCertificatesAllow() throws {
        let root = try TestPKI.Authority("Root")
        let middle = try TestPKI.Authority("Middle")
        let served = [
            try TestPKI.certificate(TestPKI.Authority("Issuer"), by: middle), try TestPKI.certificate(middle, by: root),
        ]
        for (length, trusted) in [(0, false), (1, false), (2, true)] {
            let store = [
                try TestPKI.certificate(root, by: root, constraints: .isCertificateAuthority(maxPathLength: length))
            ]
            #expect(try build(served, store).isTrusted == trusted, "path length \(length)")
            if !trusted { #expect(try build(served, store).failure == .pathTooLong(name: "Root")) }
        }
    }

    @Test func certificatesThatSignEachOtherEndTheSearch() throws {
        let one = try TestPKI.Authority("One")
        let two = try TestPKI.Authority("Two")
        let circle = [try TestPKI.certificate(one, by: two), try TestPKI.certificate(two, by: one)]
        #expect(try !build(circle, circle).isTrusted)
        #expect(try build(circle, circle, .go).anchors.count == 2)
    }

    @Test func aStoreMadeToBeSearchedForEverIsGivenUp() throws {
        let authorities = try (0..<12).map { try TestPKI.Authority("A\($0)") }
        var store: [StoreCertificate] = []
        for subject in authorities {
            for issuer in authorities where issuer.name != subject.name {
                store.append(try TestPKI.certificate(subject, by: issuer))
            }
        }
        let result = try build([store[0]], store)
        #expect(!result.isTrusted)
        #expect(result.failure != nil)
    }
}
