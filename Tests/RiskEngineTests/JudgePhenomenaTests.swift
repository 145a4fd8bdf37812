import FoundationEssentials
import ScanModel
import Testing

@testable import RiskEngine

/// One test for each thing that makes certificates other than they look, with the real ones.
@Suite struct JudgePhenomenaTests {
    /// The built-in profile with other chains.
    static func profile(
        before: [[String]], after: [[String]], roots: [String], from: String = "2021-05-01", until: String
    ) throws -> RotationProfile {
        func chains(_ names: [[String]]) throws -> [RotationProfile.ServedChain] {
            try names.map { try #require(RotationProfile.ServedChain(certificates: Fixture.certificates($0))) }
        }
        var profile = try RotationProfile.builtIn(named: "azure-postgresql-2025")
        profile.schedule = [RotationProfile.Step(region: "all", from: try Fixture.date(from))]
        profile.until = try Fixture.date(until)
        (profile.before, profile.after) = (try chains(before), try chains(after))
        (profile.minimumRoots, profile.fullRoots) = (try Fixture.certificates(roots), [])
        profile.horizon = nil
        return profile
    }

    static func finding(
        _ profile: RotationProfile, asOf: String, _ behaviour: ClientBehaviour, _ names: [String],
        form: StoreCertificate.Form = .plain
    ) throws -> Finding {
        var judge = Judge(profiles: [profile], asOf: try Fixture.date(asOf))
        let store = TrustStore(format: "PEM", certificates: try names.map { try Fixture.certificate($0, form: form) })
        return judge.finding(evidence(behaviour, [named(.read(store))]), profile: 0)
    }

    /// Against the rotation of Azure's PostgreSQL.
    static func finding(
        _ behaviour: ClientBehaviour, _ names: [String], form: StoreCertificate.Form = .plain
    ) throws -> Finding {
        try finding(
            RotationProfile.builtIn(named: "azure-postgresql-2025"), asOf: "2026-06-01", behaviour, names, form: form)
    }

    @Test func aLookAlikeCarriesNothing() throws {
        let alone = try Self.finding(.libpqVerifyFull, [Fixture.lookAlike])
        #expect(alone.code == "TS112" && alone.verdict == .high)
        #expect([alone.before, alone.after] == [.fails, .fails])
        #expect(alone.reasons.first?.contains("Microsoft RSA Root Certificate Authority 2017") == true)
        #expect(alone.remedy.first == "add DigiCert Global Root G2 to ConfigMap pay/db-ca key ca.pem")
        let beside = try Self.finding(.javaVerifyFull, [Fixture.lookAlike, Fixture.g2])
        #expect(beside.code == "TS301")
        #expect(beside.reasons.contains { $0.hasSuffix("it carries nothing (TS312)") })
        let real = try Self.finding(.libpqVerifyFull, [Fixture.microsoftRSA, Fixture.g2])
        #expect(!real.reasons.contains { $0.contains("TS312") })
        let ecc = try Self.finding(.libpqVerifyFull, ["microsoft-ecc-root-ca-2017-early-lookalike"])
        #expect(ecc.code == "TS112")
    }

    static let letsEncrypt = ["lets-encrypt-r3-isrg-x1", "isrg-root-x1-xsign-dst-x3"]

    /// What happened on 2021-09-30.
    @Test func anAnchorThatHasExpiredFailsExceptInJava() throws {
        let profile = try Self.profile(
            before: [Self.letsEncrypt], after: [Self.letsEncrypt], roots: [Fixture.unrelated], until: "2022-06-01")
        let broken = try Self.finding(profile, asOf: "2022-06-01", .libpqVerifyFull, ["dst-root-ca-x3"])
        #expect(broken.code == "TS113" && broken.before == .connectsVerified && broken.after == .fails)
        #expect(broken.reasons.contains { $0.contains("until 2021-09-30") })
        #expect(
            broken.remedy == [
                "add ISRG Root X1 to ConfigMap pay/db-ca key ca.pem", "then remove the expired certificate from it",
            ])
        let java = try Self.finding(profile, asOf: "2022-06-01", .javaVerifyFull, ["dst-root-ca-x3"])
        #expect(java.verdict == .low && java.after == .connectsVerified)
        #expect(java.reasons.contains { $0.contains("(TS314)") })
        #expect(java.reasons.contains { $0.contains("(TS313)") })
        let both = try Self.finding(
            profile, asOf: "2022-06-01", .libpqVerifyFull, ["dst-root-ca-x3", Fixture.unrelated])
        #expect(both.code == "TS301")
    }

    @Test func aBridgeIsNeededUnlessTheStoreHoldsIt() throws {
        let root = try Self.finding(.libpqVerifyFull, [Fixture.g2])
        #expect(root.code == "TS301")
        #expect(
            root.reasons.last
                == "it needs the server to send the cross-signed \"Microsoft TLS RSA Root G2\" along (TS307)")
        for other in [Fixture.bridge, Fixture.newRoot] {
            let held = try Self.finding(.libpqVerifyFull, [Fixture.g2, other])
            #expect(held.verdict == .low)
            #expect(!held.reasons.contains { $0.contains("TS307") })
        }
    }

    @Test func aBridgeThatSomeServersLeaveOutIsHigh() throws {
        var profile = try RotationProfile.builtIn(named: "azure-postgresql-2025")
        let short = try #require(RotationProfile.ServedChain(certificates: [Fixture.certificate(Fixture.ocsp02)]))
        profile.after.append(short)
        let root = try Self.finding(profile, asOf: "2026-06-01", .libpqVerifyFull, [Fixture.g2])
        #expect(root.code == "TS118" && root.verdict == .high)
        #expect([root.before, root.after] == [.connectsVerified, .fails])
        #expect(
            root.reasons.first
                == "connects after the rotation only where the server sends \"Microsoft TLS RSA Root G2\" along")
        for other in [Fixture.bridge, Fixture.newRoot] {
            let held = try Self.finding(profile, asOf: "2026-06-01", .libpqVerifyFull, [Fixture.g2, other])
            #expect(held.verdict == .low && held.after == .connectsVerified)
        }
    }

    @Test func aRootThatSignedItselfWithSHA1IsAnAnchorLikeAnyOther() throws {
        let chain = [["digicert-basic-rsa-cn-ca-g2"]]
        let profile = try Self.profile(before: chain, after: chain, roots: [Fixture.g1], until: "2026-01-01")
        for behaviour in [ClientBehaviour.libpqVerifyFull, .javaVerifyFull, .goVerifyFull] {
            let finding = try Self.finding(profile, asOf: "2026-01-01", behaviour, [Fixture.g1])
            #expect(finding.code == "TS301")
            #expect(finding.reasons.contains { $0.contains("\"DigiCert Global Root CA\"") && $0.contains("(TS313)") })
        }
    }

    @Test func duplicatesAreHarmless() throws {
        for behaviour in [ClientBehaviour.libpqVerifyFull, .javaVerifyFull, .goVerifyFull] {
            let finding = try Self.finding(behaviour, [Fixture.g2, Fixture.g2, Fixture.microsoftRSA])
            #expect(finding.code == "TS301")
            #expect(finding.reasons.last == "the store holds \"DigiCert Global Root G2\" more than once (TS309)")
        }
    }

    @Test func anotherEditionOfTheRootIsTheRoot() throws {
        let chain = [["gts-root-r1-xsign-globalsign"]]
        let profile = try Self.profile(before: chain, after: chain, roots: ["gts-root-r1"], until: "2026-01-01")
        for behaviour in [ClientBehaviour.libpqVerifyFull, .javaVerifyFull, .goVerifyFull] {
            let early = try Self.finding(profile, asOf: "2026-01-01", behaviour, ["gts-root-r1-early-edition"])
            #expect(early.code == "TS301")
            #expect(early.reasons.contains { $0.hasSuffix("same name and key (TS310)") })
            let same = try Self.finding(profile, asOf: "2026-01-01", behaviour, ["gts-root-r1"])
            #expect(!same.reasons.contains { $0.contains("TS310") })
        }
    }

    @Test func aTrustedCertificateBlockIsForOpenSSLAlone() throws {
        let root = try Self.finding(.libpqVerifyFull, [Fixture.g2], form: .trustedForServers)
        #expect(root.code == "TS301")
        #expect(root.reasons.contains { $0.contains("which OpenSSL alone reads (TS308)") })
        let pinned = try Self.finding(.libpqVerifyFull, Fixture.oldIssuers, form: .trustedForServers)
        #expect(pinned.code == "TS101" && pinned.before == .connectsVerified)
    }

    @Test func theRootsToAddAreTheFewestThatTheStoreLacks() throws {
        let china = try RotationProfile.builtIn(named: "azure-postgresql-2026-china")
        let early = try Self.finding(china, asOf: "2026-01-01", .libpqVerifyFull, [Fixture.unrelated])
        #expect(
            early.remedy.first
                == "add DigiCert Global Root G2 and DigiCert Global Root CA to ConfigMap pay/db-ca key ca.pem")
        let old = try Self.finding(china, asOf: "2026-01-01", .libpqVerifyFull, [Fixture.g1])
        #expect(old.remedy.first == "add DigiCert Global Root G2 to ConfigMap pay/db-ca key ca.pem")
        let new = try Self.finding(china, asOf: "2026-01-01", .libpqVerifyFull, [Fixture.g2])
        #expect(new.code == "TS206")
        #expect(new.remedy.first == "add DigiCert Global Root CA to ConfigMap pay/db-ca key ca.pem")
        let late = try Self.finding(china, asOf: "2026-06-01", .libpqVerifyFull, [Fixture.unrelated])
        #expect(late.remedy.first == "add DigiCert Global Root G2 to ConfigMap pay/db-ca key ca.pem")
    }
}
