import ScanModel
import SwiftASN1
import Testing
import X509

@testable import RiskEngine

/// Where OpenSSL's search differs from a search of all paths. Every row was a disagreement of
/// `Tests/Conformance/paths` once, or is a branch of `x509_vfy.c`.
@Suite struct ChainRulesOpenSSLTests {
    private let chain: ShortChain
    private var root: TestPKI.Authority { chain.root }
    private var middle: TestPKI.Authority { chain.middle }
    private var rootItself: StoreCertificate { chain.rootItself }
    private var middleByRoot: StoreCertificate { chain.middleByRoot }
    private var leaf: StoreCertificate { chain.leaf }

    init() throws { chain = try ShortChain() }

    @Test func theStoreComesFirstAndTheFirstThatLooksRightIsTakenForGood() throws {
        let impostor = TestPKI.Authority(like: middle, key: try TestPKI.Authority("x"))
        let bad = try ChainRulesWorld().with { $0.subjectKey = .none }.certificate(impostor, by: root)
        #expect(
            accepts(.openSSL, leaf: leaf, [middleByRoot], [rootItself, bad]) == .lookAlike(name: "Middle"),
            "without a key identifier the impostor looks right")
        #expect(accepts(.go, leaf: leaf, [middleByRoot], [rootItself, bad]) == nil)
        let told = try ChainRulesWorld().certificate(impostor, by: root)
        #expect(accepts(.openSSL, leaf: leaf, [middleByRoot], [rootItself, told]) == nil)
    }

    @Test func anExpiredCopyLosesInAnyOrderButIn102() throws {
        let old = try ChainRulesWorld.expired.certificate(root, by: root)
        for store in [[old, rootItself], [rootItself, old]] {
            #expect(accepts(.openSSL, leaf: leaf, [middleByRoot], store) == nil)
        }
        #expect(accepts(.openSSL102, leaf: leaf, [middleByRoot], [rootItself, old]) == nil)
        #expect(
            accepts(.openSSL102, leaf: leaf, [middleByRoot], [old, rootItself])
                == .anchorExpired(name: "Root", until: old.notAfter))
    }

    @Test func aSelfSignedServerCertificateMustLieInTheStore() throws {
        let own = try TestPKI.Authority("db")
        let alone = try ChainRulesWorld.server.certificate(own, by: own)
        #expect(accepts(.openSSL, leaf: alone, [], [alone]) == nil)
        #expect(accepts(.openSSL, leaf: alone, [], [rootItself]) == .noAnchor(issuer: "db"))
        #expect(accepts(.openSSL11, leaf: alone, [], [alone]) != nil, "its key usage does not let it sign")
        let second = try ChainRulesWorld.server.certificate(own, by: own)
        #expect(accepts(.openSSL, leaf: alone, [], [second]) == .lookAlike(name: "db"))
    }

    @Test func aPinnedServerCertificateDoesNotExcuseWhatIsServedWithIt() throws {
        let old = try ChainRulesWorld.expired.certificate(middle, by: root)
        #expect(accepts(.openSSLPartialChain, leaf: leaf, [], [leaf]) == nil)
        #expect(accepts(.openSSLPartialChain, leaf: leaf, [middleByRoot], [leaf]) == nil)
        #expect(
            accepts(.openSSLPartialChain, leaf: leaf, [old], [leaf])
                == .certificateExpired(name: "Middle", until: old.notAfter))
        #expect(accepts(.go, leaf: leaf, [old], [leaf]) == nil)
    }

    @Test func anAnchorByTrustSettingsAloneIsNotLookedAtForDates() throws {
        let trusted = try ChainRulesWorld.expired.certificate(middle, by: root, form: .trustedForServers)
        #expect(accepts(.openSSL, leaf: leaf, [], [trusted]) == nil)
        let rejected = try ChainRulesWorld().certificate(middle, by: root, form: .notTrustedForServers)
        #expect(
            accepts(.openSSL, leaf: leaf, [middleByRoot], [rootItself, rejected])
                == .intermediateIsNoAnchor(name: "Middle"))
        #expect(
            accepts(.openSSL, leaf: leaf, [middleByRoot], [rootItself, middleByRoot, rejected]) == nil,
            "the first entry of a certificate counts")
    }

    @Test func extendedKeyUsageOfAuthoritiesCounts() throws {
        for purpose in [ExtendedKeyUsage.Usage.clientAuth, .any, .serverAuth] {
            let limited = try ChainRulesWorld().with { $0.purposes = [purpose] }.certificate(middle, by: root)
            #expect(
                accepts(.openSSL, leaf: leaf, [limited], [rootItself])
                    == (purpose == .serverAuth ? nil : .notForServers(name: "Middle")))
            #expect(accepts(.java, leaf: leaf, [limited], [rootItself]) == nil, "Java looks at the server's alone")
        }
    }

    @Test func strictClientsHoldToRFC5280() throws {
        let cases: [(ChainRulesWorld, String)] = [
            (ChainRulesWorld().with { $0.issuerKey = .none }, "has no authority key identifier"),
            (ChainRulesWorld().with { $0.subjectKey = .none }, "has no subject key identifier"),
            (ChainRulesWorld().with { $0.usage = nil }, "is an authority without key usage"),
        ]
        for (world, rule) in cases {
            let odd = try world.certificate(middle, by: root)
            #expect(accepts(.openSSL, leaf: leaf, [odd], [rootItself]) == nil)
            #expect(
                accepts(.python313, leaf: leaf, [odd], [rootItself]) == .breaksStrictRule(name: "Middle", rule: rule))
        }
        #expect(accepts(.python313, leaf: leaf, [middleByRoot], [rootItself]) == nil)
    }

    @Test func nameConstraintsBindWhatIsBelow() throws {
        func limited(_ host: String) throws -> StoreCertificate {
            try ChainRulesWorld().with {
                $0.permitted = NameConstraints(permittedSubtrees: [.dnsName(host)], excludedSubtrees: [])
            }.certificate(middle, by: root)
        }
        for rules in [ChainRules.openSSL, .openSSL102, .java, .go] {
            #expect(try accepts(rules, leaf: leaf, [limited("example.com")], [rootItself]) == nil)
            guard case .nameNotPermitted? = try accepts(rules, leaf: leaf, [limited("ample.com")], [rootItself]) else {
                Issue.record("\(rules.pathBuilding) took a name that is not permitted")
                continue
            }
        }
    }

    @Test func unknownCriticalExtensionsAreRefusedEverywhere() throws {
        let odd = try ChainRulesWorld().with { $0.critical = [1, 2, 3, 4] }.certificate(middle, by: root)
        for rules in [ChainRules.openSSL, .openSSL102, .java, .go, .dotNet] {
            #expect(accepts(rules, leaf: leaf, [odd], [rootItself]) == .unknownCriticalExtension(name: "Middle"))
        }
    }

    @Test func aLookAlikeIsNamed() throws {
        let other = try ChainRulesWorld().certificate(TestPKI.Authority("Root"), by: TestPKI.Authority("Root"))
        #expect(accepts(.openSSL, leaf: leaf, [middleByRoot], [other]) == .lookAlike(name: "Root"))
        #expect(accepts(.java, leaf: leaf, [middleByRoot], [other]) == .lookAlike(name: "Root"))
        #expect(accepts(.go, leaf: leaf, [middleByRoot], [other]) == .lookAlike(name: "Root"))
    }
}

extension TestPKI.Authority {
    /// The name of one and the key of another.
    init(like named: TestPKI.Authority, key other: TestPKI.Authority) {
        name = named.name
        key = other.key
    }
}
