import FoundationEssentials
import ScanModel
import Testing
import X509

@testable import RiskEngine

/// What no real authority shows: chains at the limits of a client, made in code.
@Suite struct JudgeLimitsTests {
    let root: TestPKI.Authority
    let issuer: TestPKI.Authority
    let rootCertificate: StoreCertificate
    let issuerCertificate: StoreCertificate

    init() throws {
        root = try TestPKI.Authority("Limits Root")
        issuer = try TestPKI.Authority("Limits Issuer")
        rootCertificate = try TestPKI.certificate(root, by: root)
        issuerCertificate = try TestPKI.certificate(issuer, by: root)
    }

    /// One chain, served before and after the rotation.
    func finding(
        _ rules: ChainRules, served: [StoreCertificate], store: [StoreCertificate], roots: [StoreCertificate]? = nil
    ) throws -> Finding {
        var profile = try RotationProfile.builtIn(named: "azure-postgresql-2025")
        let chain = try #require(RotationProfile.ServedChain(certificates: served))
        (profile.before, profile.after) = ([chain], [chain])
        (profile.minimumRoots, profile.fullRoots) = (roots ?? [rootCertificate], [])
        profile.schedule = [RotationProfile.Step(region: "all", from: try Fixture.date("2026-05-01"))]
        profile.until = try Fixture.date("2026-05-02")
        profile.horizon = nil
        var judge = Judge(profiles: [profile], asOf: try Fixture.date("2026-06-01"))
        let behaviour = ClientBehaviour(opening: .tls, verification: .chainAndName, rules: rules)
        let store = TrustStore(format: "PEM", certificates: store)
        return judge.finding(evidence(behaviour, [named(.read(store))]), profile: 0)
    }

    @Test func anExpiredCopyMattersToOpenSSL102Alone() throws {
        let expired = try TestPKI.certificate(root, by: root, until: Fixture.date("2026-03-01"))
        for rules in [ChainRules.openSSL, .go, .java] {
            let harmless = try finding(rules, served: [issuerCertificate], store: [expired, rootCertificate])
            #expect(harmless.code == "TS301", "\(rules)")
            #expect(harmless.reasons.contains { $0.hasSuffix("lies beside the valid one (TS311)") })
        }
        let broken = try finding(.openSSL102, served: [issuerCertificate], store: [expired, rootCertificate])
        #expect(broken.code == "TS113" && broken.verdict == .high)
        #expect(broken.remedy == ["remove the expired certificate from ConfigMap pay/db-ca key ca.pem"])
    }

    @Test func aChainBeyondTheClientsLimitIsHigh() throws {
        var authorities = [root]
        var served: [StoreCertificate] = []
        for number in 1...11 {
            let next = try TestPKI.Authority("Limits \(number)")
            served.insert(try TestPKI.certificate(next, by: authorities[number - 1]), at: 0)
            authorities.append(next)
        }
        let java = try finding(.java, served: served, store: [rootCertificate])
        #expect(java.code == "TS116" && java.after == .fails)
        #expect(try finding(.openSSL, served: served, store: [rootCertificate]).code == "TS301")
    }

    @Test func aChainLongerThanItsRootAllowsIsHigh() throws {
        let narrow = try TestPKI.certificate(root, by: root, constraints: .isCertificateAuthority(maxPathLength: 0))
        let below = try TestPKI.Authority("Limits Below")
        let served = [try TestPKI.certificate(below, by: issuer), issuerCertificate]
        let finding = try finding(.openSSL, served: served, store: [narrow], roots: [narrow])
        #expect(finding.code == "TS116" && finding.verdict == .high)
    }

    /// The certificates made here have no key identifiers.
    @Test func aStrictClientRejectsWhatOthersTake() throws {
        let strict = try finding(.python313, served: [issuerCertificate], store: [rootCertificate])
        #expect(strict.code == "TS117" && strict.after == .fails)
        #expect(strict.remedy.first?.contains("VERIFY_X509_STRICT") == true)
        #expect(
            try finding(.openSSLPartialChain, served: [issuerCertificate], store: [rootCertificate]).code == "TS301")
    }
}
