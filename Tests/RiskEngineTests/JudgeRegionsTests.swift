import FoundationEssentials
import ScanModel
import Testing

@testable import RiskEngine

/// A rotation whose servers have chains of their own in each region.
@Suite struct JudgeRegionsTests {
    let profile: RotationProfile

    init() throws { profile = try RotationProfile.builtIn(named: "aws-rds-2024") }

    func finding(
        _ behaviour: ClientBehaviour, region: String, _ stores: [StoreEvidence]
    ) throws -> Finding {
        var judge = Judge(profiles: [profile], asOf: try Fixture.date("2024-06-01"))
        return try judge.one(
            evidence(behaviour, stores, endpoint: Endpoint(host: "db1.abc123.\(region).rds.amazonaws.com")))
    }

    func roots(of region: String) throws -> [StoreCertificate] {
        try #require(profile.regions.first { $0.name == region }).minimumRoots
    }

    @Test func aStoreIsJudgedByTheServersOwnRegion() throws {
        let own = named(.read(TrustStore(format: "PEM", certificates: try roots(of: "eu-west-1"))))
        #expect(try finding(.libpqVerifyFull, region: "eu-west-1", [own]).after == .connectsVerified)
        let foreign = try finding(.libpqVerifyFull, region: "us-east-1", [own])
        #expect(foreign.verdict == .high)
        #expect(foreign.remedy.first?.contains("us-east-1") == true)
        #expect(foreign.remedy.first?.contains("eu-west-1") == false)
    }

    @Test func aRegionThatTheProfileDoesNotHoldIsUnknown() throws {
        let store = named(.read(TrustStore(format: "PEM", certificates: try roots(of: "eu-west-1"))))
        let finding = try finding(.libpqVerifyFull, region: "eu-north-1", [store])
        #expect(finding.code == "TS908" && finding.verdict == .unknown)
        #expect(finding.before == nil && finding.after == nil)
        #expect(try self.finding(.encryptsOnly, region: "eu-north-1", [store]).verdict == .low)
    }

    @Test(arguments: [BuiltInStore.node, .certifi, .javaCacerts, .windows])
    func aDefaultStoreSaysNothingGoodOfPrivateRoots(store: BuiltInStore) throws {
        var profile = profile
        profile.isPubliclyTrusted = false
        var judge = Judge(profiles: [profile], asOf: try Fixture.date("2024-06-01"))
        let finding = try judge.one(
            evidence(
                .libpqVerifyFull, [builtIn(store)], endpoint: Endpoint(host: "db1.abc.eu-west-1.rds.amazonaws.com")))
        #expect(finding.code == "TS119" && finding.basis == .prior)
    }
}
