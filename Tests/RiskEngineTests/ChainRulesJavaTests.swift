import ScanModel
import Testing
import X509

@testable import RiskEngine

/// What the JDK does with a served chain before it looks for a path, and how it looks (`PKIXValidator`,
/// `SunCertPathBuilder`).
@Suite struct ChainRulesJavaTests {
    private let chain: ShortChain
    private var root: TestPKI.Authority { chain.root }
    private var middle: TestPKI.Authority { chain.middle }
    private var rootItself: StoreCertificate { chain.rootItself }
    private var middleByRoot: StoreCertificate { chain.middleByRoot }
    private var leaf: StoreCertificate { chain.leaf }

    init() throws { chain = try ShortChain() }

    @Test func aChainThatEndsBelowATrustedNameIsNotSearchedFurther() throws {
        // The served chain ends below "Root", of which the store holds an impostor; a path over "Other" exists.
        let other = try TestPKI.Authority("Other")
        let otherItself = try ChainRulesWorld().certificate(other, by: other)
        let impostor = try ChainRulesWorld().certificate(TestPKI.Authority("Root"), by: TestPKI.Authority("Root"))
        let middleByOther = try ChainRulesWorld().certificate(middle, by: other)
        let served = [middleByRoot, middleByOther]
        #expect(accepts(.java, leaf: leaf, served, [otherItself]) == nil, "out of order: the builder is asked")
        #expect(accepts(.java, leaf: leaf, [middleByRoot], [impostor, otherItself]) == .lookAlike(name: "Root"))
    }

    @Test func anExpiredAnchorCarriesWhereTheChainLeadsStraightToIt() throws {
        let old = try ChainRulesWorld.expired.certificate(root, by: root)
        #expect(accepts(.java, leaf: leaf, [middleByRoot], [old]) == nil)
        // Out of order, the builder is asked, which looks at the dates from the second step on.
        let stray = try ChainRulesWorld().certificate(TestPKI.Authority("Stray"), by: TestPKI.Authority("Nobody"))
        #expect(accepts(.java, leaf: leaf, [stray, middleByRoot], [rootItself]) == nil)
        #expect(accepts(.java, leaf: leaf, [stray, middleByRoot], [old]) != nil)
    }

    @Test func theAnchorItselfMayBeServedAndPinned() throws {
        let old = try ChainRulesWorld.expired.certificate(middle, by: root)
        #expect(accepts(.java, leaf: leaf, [middleByRoot, rootItself], [middleByRoot]) == nil)
        #expect(accepts(.java, leaf: leaf, [middleByRoot], [old]) == nil, "same name and key: the chain is cut there")
    }

    @Test func anAnchorMustBeAnAuthorityAndItsOwnLimitsDoNotCount() throws {
        let plain = try ChainRulesWorld().with { $0.constraints = .notCertificateAuthority }.certificate(root, by: root)
        #expect(accepts(.java, leaf: leaf, [middleByRoot], [plain]) == .notAnAuthority(name: "Root"))
        let short = try ChainRulesWorld().with { $0.constraints = .isCertificateAuthority(maxPathLength: 0) }
            .certificate(root, by: root)
        #expect(accepts(.java, leaf: leaf, [middleByRoot], [short]) == nil)
        #expect(accepts(.go, leaf: leaf, [middleByRoot], [short]) == .pathTooLong(name: "Root"))
    }

    @Test func twoAnchorsOfOneKeyOfWhichOneIsNoAuthorityAreNotRelied() throws {
        let plain = try ChainRulesWorld().with { $0.constraints = .notCertificateAuthority }.certificate(root, by: root)
        #expect(accepts(.java, leaf: leaf, [middleByRoot], [rootItself, plain]) == .notAnAuthority(name: "Root"))
    }

    @Test func theServersKeyMustBeMeantForSignatures() throws {
        let cipher = try ChainRulesWorld.server.with { $0.usage = KeyUsage(keyEncipherment: true) }
            .certificate(TestPKI.Authority("db"), by: middle)
        #expect(accepts(.java, leaf: cipher, [middleByRoot], [rootItself]) == .notForServers(name: "db"))
        #expect(accepts(.openSSL, leaf: cipher, [middleByRoot], [rootItself]) == nil)
    }

    @Test func aServerMaySendTenCertificates() throws {
        let many = [StoreCertificate](repeating: middleByRoot, count: 10)
        #expect(accepts(.java, leaf: leaf, many, [rootItself]) == .beyondDepthLimit(limit: 10))
        #expect(accepts(.openSSL, leaf: leaf, many, [rootItself]) == nil)
    }

    @Test func goCountsExtendedKeyUsageAndDatesOfTheAnchorToo() throws {
        let client = try ChainRulesWorld().with { $0.purposes = [.clientAuth] }.certificate(root, by: root)
        #expect(accepts(.go, leaf: leaf, [middleByRoot], [client]) == .notForServers(name: "Root"))
        #expect(accepts(.java, leaf: leaf, [middleByRoot], [client]) == nil)
        let old = try ChainRulesWorld.expired.certificate(root, by: root)
        #expect(
            accepts(.go, leaf: leaf, [middleByRoot], [old]) == .anchorExpired(name: "Root", until: old.notAfter))
    }
}
