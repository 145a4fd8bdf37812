import FoundationEssentials
import ScanModel
import Testing

@testable import RiskEngine

/// What every profile that ships inside is held to, and what each says of the stores that one meets.
@Suite struct BuiltInProfilesTests {
    private static let names = RotationProfile.builtInNames

    @Test(arguments: names)
    func itHasNoProblemsAndNamesItsSources(name: String) throws {
        let text = try RotationProfile.builtInText(named: name)
        let (profile, problems) = RotationProfile.read(text: text, file: name) { _ in [] }
        #expect(problems == [])
        let found = try #require(profile)
        #expect(found.name == name)
        #expect(!found.title.isEmpty && !found.version.isEmpty)
        #expect(!found.sources.isEmpty)
        #expect(found.statements.count >= 3)
        #expect(found.statements.allSatisfy { !$0.claim.isEmpty && !$0.source.isEmpty })
        let horizon = try #require(found.horizon)
        #expect(found.start <= found.end && found.end < horizon)
    }

    @Test(arguments: names)
    func itsChainsAreLinkedAndItsRolesAreItsOwn(name: String) throws {
        let profile = try RotationProfile.builtIn(named: name)
        #expect(!profile.everyBefore.isEmpty && !profile.everyAfter.isEmpty)
        for chain in profile.everyBefore + profile.everyAfter {
            for (child, issuer) in zip(chain.certificates, chain.certificates.dropFirst()) {
                #expect(child.isSigned(by: issuer))
            }
        }
        for chain in profile.everyAfter {
            #expect([.newIntermediate, .root].contains(profile.role(of: chain.issuer)))
        }
        let old = profile.everyBefore.map(\.issuer).filter { issuer in
            !profile.everyAfter.contains { $0.issuer.spkiSHA256 == issuer.spkiSHA256 }
        }
        for issuer in old { #expect(profile.role(of: issuer) == .oldIntermediate) }
    }

    @Test(arguments: names, ["2026-06-01", "2026-11-22"])
    func itsSmallestSetOfRootsCarriesEveryNewChain(name: String, day: String) throws {
        let asOf = try Fixture.date(day)
        var builder = ChainBuilder()
        for profile in try RotationProfile.builtIn(named: name).narrowed where profile.holdsChains {
            #expect(!profile.minimumRoots.isEmpty)
            #expect(profile.minimumRoots.allSatisfy { root in profile.fullRoots.contains { $0.sha256 == root.sha256 } })
            for chain in profile.chainsAfter(asOf: asOf) {
                for rules in [ChainRules.openSSL, .java] {
                    let result = builder.build(
                        served: chain.certificates, store: profile.minimumRoots, rules: rules,
                        at: profile.dateAfter(asOf: asOf))
                    #expect(result.isTrusted, "\(name) \(chain.issuer.shortName)")
                }
            }
        }
    }

    @Test(arguments: [
        ("azure-mysql-2025", "2025-09-01", "2025-09-01", "2028-05-25"),
        ("aws-rds-2024", "2024-01-25", "2024-08-22", "2061-05-20"),
        ("letsencrypt-2024", "2024-02-08", "2024-09-30", "2030-06-04"),
        ("gts-globalsign-2028", "2028-01-28", "2028-01-28", "2036-06-22"),
    ])
    func itsDaysAreThoseAnnounced(name: String, start: String, end: String, horizon: String) throws {
        let profile = try RotationProfile.builtIn(named: name)
        #expect(Timestamp.dayText(profile.start) == start)
        #expect(Timestamp.dayText(profile.end) == end)
        #expect(profile.horizon.map(Timestamp.dayText) == horizon)
    }

    @Test func onlyAmazonsRootsForDatabasesAreInNoPublicStore() throws {
        let privateOnes = try Self.names.filter { !(try RotationProfile.builtIn(named: $0).isPubliclyTrusted) }
        #expect(privateOnes == ["aws-rds-2024"])
    }

    @Test(arguments: [
        ("shop.mysql.database.azure.com", ["azure-mysql-2025"]),
        ("shop.postgres.database.azure.com", ["azure-postgresql-2025"]),
        ("shop.abc.eu-west-1.rds.amazonaws.com", ["aws-rds-2024"]),
        ("shop.abc.ap-south-1.rds.amazonaws.com", ["aws-rds-2024"]),
        ("docs.cluster-abc.us-east-1.docdb.amazonaws.com", ["aws-rds-2024"]),
        ("shop.proxy-abc.eu-west-1.rds.amazonaws.com", []), ("shop.proxy-abc.ap-south-1.rds.amazonaws.com", []),
        ("proxy-shop.abc.eu-west-1.rds.amazonaws.com", ["aws-rds-2024"]), ("db.example.com", []),
    ])
    func aHostFindsItsProfile(host: String, names: [String]) throws {
        let found = try Self.names.filter {
            let profile = try RotationProfile.builtIn(named: $0)
            return profile.isFoundByHost && profile.matches(host: host)
        }
        #expect(found == names)
    }

    @Test(arguments: [
        ("shop.abc.eu-west-1.rds.amazonaws.com", "eu-west-1"), ("shop.abc.us-east-2.rds.amazonaws.com", "us-east-2"),
        ("SHOP.abc.US-EAST-1.rds.amazonaws.com.", "us-east-1"), ("shop.abc.ap-south-1.rds.amazonaws.com", nil),
        ("shop.abc.us-gov-east-1.rds.amazonaws.com", nil), ("shop.abc.rds.cn-north-1.amazonaws.com.cn", nil),
    ])
    func anAmazonHostBelongsToExactlyOnePart(host: String, region: String?) throws {
        let parts = try RotationProfile.builtIn(named: "aws-rds-2024").narrowed.filter { $0.matches(host: host) }
        #expect(parts.count == 1)
        #expect(parts.first?.region == region)
        #expect(parts.first?.holdsChains == (region != nil))
    }

    // MARK: Verdicts

    private func verdict(
        _ profile: String, host: String, _ behaviour: ClientBehaviour = .libpqVerifyFull,
        store: [StoreCertificate], asOf: String = "2026-11-22"
    ) throws -> Verdict {
        var judge = try Fixture.judge(asOf: asOf, profiles: [profile])
        let reading = StoreReading.read(TrustStore(format: "PEM", certificates: store))
        return try judge.one(evidence(behaviour, [named(reading)], endpoint: Endpoint(host: host, port: 5432))).verdict
    }

    @Test func anAmazonStoreIsJudgedByItsOwnRegion() throws {
        let parts = try RotationProfile.builtIn(named: "aws-rds-2024").narrowed
        let ireland = try #require(parts.first { $0.region == "eu-west-1" })
        let ohio = try #require(parts.first { $0.region == "us-east-2" })
        let old = ireland.before[0].certificates
        let host = "shop.abc.eu-west-1.rds.amazonaws.com"
        let bundle = parts.flatMap { $0.before.flatMap(\.certificates) + $0.fullRoots }
        let rows: [(String, [StoreCertificate], Verdict)] = [
            ("the root of 2019 alone", [old[1]], .high),
            ("the regional authority of 2019 alone", [old[0]], .high),
            ("the root of 2019 and the region's new one", [old[1]] + ireland.minimumRoots, .low),
            ("the region's new root alone", ireland.minimumRoots, .medium),
            ("the root of 2019 and another region's new one", [old[1]] + ohio.minimumRoots, .high),
            ("the global bundle", bundle, .low),
        ]
        for (what, store, expected) in rows {
            for asOf in ["2024-03-01", "2026-11-22"] {
                for behaviour in [ClientBehaviour.libpqVerifyFull, .javaVerifyFull] {
                    let verdict = try verdict("aws-rds-2024", host: host, behaviour, store: store, asOf: asOf)
                    #expect(verdict == expected, "\(what), \(asOf)")
                }
            }
        }
    }

    @Test func aRegionWithoutCertificatesIsNeverGreen() throws {
        let bundle = try RotationProfile.builtIn(named: "aws-rds-2024").regions.flatMap(\.fullRoots)
        for host in ["shop.abc.ap-south-1.rds.amazonaws.com", "shop.abc.rds.cn-north-1.amazonaws.com.cn"] {
            #expect(try verdict("aws-rds-2024", host: host, store: bundle) == .unknown)
            #expect(try verdict("aws-rds-2024", host: host, store: []) == .unknown)
        }
    }

    @Test(arguments: [
        ([Fixture.g1], "2025-08-01", Verdict.high), ([Fixture.g1], "2026-11-22", .high),
        ([Fixture.g1, Fixture.g2, Fixture.microsoftRSA], "2025-08-01", .low),
        ([Fixture.g1, Fixture.g2, Fixture.microsoftRSA], "2026-11-22", .low),
        ([Fixture.g1, Fixture.g2], "2026-11-22", .high), ([Fixture.g1, Fixture.microsoftRSA], "2026-11-22", .high),
        ([Fixture.g2, Fixture.microsoftRSA], "2026-11-22", .medium), ([Fixture.microsoftECC], "2026-11-22", .high),
    ])
    func azureMySQLNeedsBothNewRoots(store: [String], asOf: String, expected: Verdict) throws {
        let host = "shop.mysql.database.azure.com"
        let certificates = try Fixture.certificates(store)
        #expect(try verdict("azure-mysql-2025", host: host, store: certificates, asOf: asOf) == expected)
    }

    @Test func aChainThatHasEndedIsNotServed() throws {
        let profile = try RotationProfile.builtIn(named: "azure-mysql-2025")
        #expect(profile.chainsAfter(asOf: try Fixture.date("2026-08-25")).count == 16)
        #expect(profile.chainsAfter(asOf: try Fixture.date("2026-08-26")).count == 12)
        // Where all have ended, none is left out: the verdict is then the worst, and the horizon warns.
        #expect(profile.chainsAfter(asOf: try Fixture.date("2035-01-01")).count == 16)
        #expect(profile.chainsBefore(asOf: try Fixture.date("2035-01-01")).count == 2)
    }

    @Test(arguments: [
        ([Fixture.unrelated], false, Verdict.low), (["dst-root-ca-x3"], false, .high),
        (["dst-root-ca-x3"], true, .high),
        (["dst-root-ca-x3", Fixture.unrelated], false, .low), ([Fixture.g2], true, .high),
    ])
    func letsEncryptNeedsItsOwnRoot(store: [String], isJava: Bool, expected: Verdict) throws {
        let certificates = try Fixture.certificates(store)
        let behaviour: ClientBehaviour = isJava ? .javaVerifyFull : .libpqVerifyFull
        for asOf in ["2024-01-01", "2025-01-01", "2026-11-22"] {
            #expect(
                try verdict("letsencrypt-2024", host: "db.example.com", behaviour, store: certificates, asOf: asOf)
                    == expected)
        }
    }

    @Test func aPinOfR3BreaksWithoutNotice() throws {
        let profile = try RotationProfile.builtIn(named: "letsencrypt-2024")
        let pin = [profile.before[0].issuer]
        #expect(try verdict("letsencrypt-2024", host: "db.example.com", .javaVerifyFull, store: pin) == .high)
    }

    @Test func theRootsOfGoogleOutliveGlobalSign() throws {
        let profile = try RotationProfile.builtIn(named: "gts-globalsign-2028")
        let old = try Fixture.certificates(["globalsign-root-ca"])
        let editions = try Fixture.certificates(["gts-root-r1-early-edition"])
        let rows: [(String, [StoreCertificate], Verdict)] = [
            ("GlobalSign alone", old, .high), ("R1 and R4", profile.minimumRoots, .low),
            ("all four", profile.fullRoots, .low), ("GlobalSign, R1 and R4", old + profile.minimumRoots, .low),
            ("R1 alone", [profile.minimumRoots[0]], .high),
            ("the other edition of R1, and R4", editions + [profile.minimumRoots[1]], .low),
        ]
        for (what, store, expected) in rows {
            for asOf in ["2026-11-22", "2029-01-01"] {
                let verdict = try verdict("gts-globalsign-2028", host: "db.example.com", store: store, asOf: asOf)
                #expect(verdict == expected, "\(what), \(asOf)")
            }
        }
    }
}
