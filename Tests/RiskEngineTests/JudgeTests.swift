import FoundationEssentials
import ScanModel
import Testing

@testable import RiskEngine

@Suite struct JudgeTests {
    struct Row: CustomTestStringConvertible {
        let name: String
        let code: FindingCode
        let before: Outcome?
        let after: Outcome?
        let behaviour: ClientBehaviour
        let stores: [String]
        var testDescription: String { name }

        init(
            _ name: String, _ code: FindingCode, _ before: Outcome?, _ after: Outcome?, _ behaviour: ClientBehaviour,
            _ stores: [String]
        ) {
            (self.name, self.code, self.before, self.after) = (name, code, before, after)
            (self.behaviour, self.stores) = (behaviour, stores)
        }
    }

    /// One store, read. Rows follow rotation.md 2.6 and the findings of clients.md.
    static let table = [
        Row(
            "pgjdbc, all four old", .pinnedOldIntermediate, .connectsVerified, .fails, .javaVerifyFull,
            Fixture.oldIssuers),
        Row("pgjdbc, one old", .pinnedOldIntermediate, .fails, .fails, .javaVerifyFull, [Fixture.ca04]),
        Row(
            "pgjdbc, G1 and one old", .pinnedOldIntermediate, .fails, .fails, .javaVerifyFull,
            [Fixture.g1, Fixture.ca04]),
        Row("libpq, one old", .brokenAlready, .fails, .fails, .libpqVerifyFull, [Fixture.ca04]),
        Row("libpq, empty", .brokenAlready, .fails, .fails, .libpqVerifyFull, []),
        Row("libpq, Microsoft RSA alone", .brokenAlready, .fails, .fails, .libpqVerifyFull, [Fixture.microsoftRSA]),
        Row(
            "libpq prefer, wrong root", .plaintext, .connectsPlaintext, .connectsPlaintext, .libpqPrefer,
            [Fixture.unrelated]),
        Row(
            "lib/pq prefer, all four old", .dropsToPlaintext, .connectsVerified, .connectsPlaintext,
            ClientBehaviour(opening: .tlsIfOffered, verification: .chain, rejection: .retriesPlaintext, rules: .go),
            Fixture.oldIssuers),
        Row("pgx, one new", .pinsSomeNewIntermediates, .fails, .fails, .goVerifyFull, [Fixture.ocsp02]),
        Row("pgjdbc, a leaf", .pinnedServerCertificate, .fails, .fails, .javaVerifyFull, [Fixture.oldLeaf]),
        Row(
            "pgx, old issuers and bridge", .pinnedNewIntermediates, .connectsVerified, .connectsVerified, .goVerifyFull,
            Fixture.oldIssuers + [Fixture.bridge]),
        Row(
            "libpq, self-signed bridge", .failsBeforeConnectsAfter, .fails, .connectsVerified, .libpqVerifyFull,
            [Fixture.newRoot]),
        Row("libpq, G2", .rootTrusted, .connectsVerified, .connectsVerified, .libpqVerifyFull, [Fixture.g2]),
        Row(
            "libpq, minimum set", .rootTrusted, .connectsVerified, .connectsVerified, .libpqRequire,
            [Fixture.microsoftRSA, Fixture.g2]),
        Row(
            "pgjdbc, G2 and one old", .rootTrustedBesidePins, .connectsVerified, .connectsVerified, .javaVerifyFull,
            [Fixture.g2, Fixture.ca04]),
        Row(
            "pgjdbc require", .nothingValidated, .connectsUnverified, .connectsUnverified, .encryptsOnly,
            [Fixture.unrelated]),
        Row("disable", .plaintext, .connectsPlaintext, .connectsPlaintext, .disabled, [Fixture.ca04]),
    ]

    @Test(arguments: table) func aReadStoreGivesEvidence(row: Row) throws {
        var judge = try Fixture.judge()
        let store = TrustStore(format: "PEM", certificates: try Fixture.certificates(row.stores))
        let finding = try judge.one(evidence(row.behaviour, [named(.read(store))]))
        #expect(finding.code == row.code.rawValue)
        #expect(finding.verdict == row.code.verdict)
        #expect(finding.before == row.before)
        #expect(finding.after == row.after)
        #expect(finding.basis == .evidence)
        #expect(!finding.reasons.isEmpty)
        #expect(finding.stores.first?.certificates.count == row.stores.count)
    }

    /// A default store that nobody looked at: the article's matrix decides, and says that it does.
    @Test(arguments: [
        (BuiltInStore.operatingSystem, FindingCode.imageStoreNotRead, Verdict.high),
        (.windows, .windowsStoreNotRead, .medium),
        (.javaCacerts, .javaCacertsNotRead, .medium), (.certifi, .certifiNotRead, .medium),
        (.node, .nodeListNotRead, .low),
    ])
    func anUnreadDefaultStoreTakesThePrior(store: BuiltInStore, code: FindingCode, verdict: Verdict) throws {
        var judge = try Fixture.judge()
        let finding = try judge.one(evidence(.libpqVerifyFull, [builtIn(store)]))
        #expect(finding.code == code.rawValue)
        #expect(finding.verdict == verdict)
        #expect(finding.basis == .prior)
        #expect(finding.before == nil)
        let weak = try judge.one(evidence(.encryptsOnly, [builtIn(store)]))
        #expect(weak.code == FindingCode.nothingValidated.rawValue)
        #expect(weak.verdict == .low)
        #expect(weak.security == .weak)
    }

    @Test func aDefaultStoreThatWasReadGivesEvidence() throws {
        var judge = try Fixture.judge()
        for (name, verdict) in [(Fixture.g2, Verdict.low), (Fixture.g1, .high)] {
            let store = TrustStore(format: "PEM", certificates: [try Fixture.certificate(name)])
            let finding = try judge.one(
                evidence(.libpqVerifyFull, [builtIn(.operatingSystem, .read(store))], workload: name))
            #expect(finding.verdict == verdict)
            #expect(finding.basis == .evidence)
            #expect(finding.stores.first?.source == "the image's /etc/ssl/certs")
        }
    }

    @Test func anUnreadHomeRootIsHighOnlyWhereItIsNeeded() throws {
        var judge = try Fixture.judge()
        #expect(try judge.one(evidence(.libpqVerifyFull, [homeRoot()])).code == FindingCode.homeRootNotRead.rawValue)
        let prefer = try judge.one(evidence(.libpqPrefer, [homeRoot()], mode: "prefer"))
        #expect(prefer.code == FindingCode.optionalStoreNotRead.rawValue)
        #expect(prefer.verdict == .low)
        #expect(prefer.basis == .prior)
        #expect(prefer.reasons.contains { $0.contains("drop to plaintext") })
        #expect(
            try judge.one(evidence(.libpqPrefer, [homeRoot(.missing("no file"))])).code
                == FindingCode.nothingValidated.rawValue)
        #expect(
            try judge.one(evidence(.libpqVerifyFull, [homeRoot(.missing("no file"))])).code
                == FindingCode.storeMissing.rawValue)
    }

    @Test(arguments: [
        (StoreReading?.none, FindingCode.namedStoreNotRead), (.unread(.notRequested, "x"), .namedStoreNotRead),
        (.unread(.forbidden, "x"), .storeForbidden), (.unread(.unsupportedFormat, "PKCS #12"), .unsupportedFormat),
        (.unread(.tooLarge, "x"), .namedStoreNotRead), (.unread(.badEncoding, "UTF-16"), .namedStoreNotRead),
    ])
    func anUnreadNamedStoreIsUnknown(reading: StoreReading?, code: FindingCode) throws {
        var judge = try Fixture.judge()
        for behaviour in [ClientBehaviour.libpqVerifyFull, .libpqPrefer, .libpqRequire, .javaVerifyFull] {
            let finding = try judge.one(evidence(behaviour, [named(reading)]))
            #expect(finding.code == code.rawValue)
            #expect(finding.verdict == .unknown)
            #expect(finding.after == nil)
            #expect(!finding.remedy.isEmpty)
        }
        #expect(try judge.one(evidence(.disabled, [named(reading)])).verdict == .low)
    }

    @Test func aDefaultFileThatTheClusterServesIsNotPresumed() throws {
        var judge = try Fixture.judge()
        var store = homeRoot(.unread(.notRequested, "a Secret"))
        store.location = .secret(namespace: "pay", name: "root", key: "root.crt")
        #expect(try judge.one(evidence(.libpqPrefer, [store])).verdict == .unknown)
    }

    @Test func aStoreReadInPartIsNeverGreen() throws {
        var judge = try Fixture.judge()
        let good = try Fixture.certificates([Fixture.g2])
        let parse = RejectedEntry(index: 1, reason: .badDER, detail: "line 30: not an X.509 certificate")
        let damage = RejectedEntry(index: 1, reason: .badPEM, detail: "line 30: the block has no END line")
        let unclear = named(.read(TrustStore(format: "PEM", certificates: good, rejected: [parse])))
        let refused = named(
            .read(
                TrustStore(
                    format: "PEM", certificates: good, rejected: [damage], readings: [.go: .loaded(good)])))
        #expect(try judge.one(evidence(.libpqVerifyFull, [unclear])).code == FindingCode.storeUnclear.rawValue)
        let unusable = try judge.one(evidence(.libpqVerifyFull, [refused]))
        #expect(unusable.code == FindingCode.storeRefused.rawValue)
        #expect([unusable.before, unusable.after] == [.fails, .fails])
        #expect(try judge.one(evidence(.goVerifyFull, [refused])).code == FindingCode.rootTrusted.rawValue)
    }

    @Test func allowWithARootFileIsJudgedWhereTheServerRefusesPlaintext() throws {
        var judge = try Fixture.judge()
        let allow = ClientBehaviour(
            opening: .plaintextThenTLS, verification: .chain, missingStore: .skipsVerification, rules: .go)
        let pinned = try judge.one(evidence(allow, [named(Fixture.ca04)], mode: "allow"))
        #expect(pinned.code == "TS101" && pinned.verdict == .high)
        #expect(pinned.security == .weak)
        #expect(pinned.reasons.last == "so it is where the server refuses plaintext, which the client tries first")
        let trusting = try judge.one(evidence(allow, [named(Fixture.g2)], mode: "allow"))
        #expect(trusting.code == "TS304" && trusting.verdict == .low)
        #expect(trusting.before == .connectsPlaintext && trusting.after == .connectsPlaintext)
        let unread = try judge.one(evidence(allow, [named(.unread(.forbidden, ""))], mode: "allow"))
        #expect(unread.verdict == .unknown)
        let blind = ClientBehaviour(opening: .plaintextThenTLS, verification: .none, rules: .go)
        #expect(try judge.one(evidence(blind, mode: "allow")).code == "TS304")
    }

    @Test func whatCouldNotBeReadOfTheSettingsIsUnknown() throws {
        var judge = try Fixture.judge()
        let secret = UnreadSetting(name: "DATABASE_URL", object: "Secret pay/ledger-db", reason: .notRequested)
        for endpoint in [nil, Fixture.database] {
            let finding = try judge.one(
                evidence(.libpqPrefer, [named(Fixture.g2)], endpoint: endpoint, undetermined: [secret]))
            #expect(finding.code == "TS901")
            #expect(finding.verdict == .unknown)
            #expect(
                finding.reasons == ["DATABASE_URL comes from Secret pay/ledger-db, which was not read"])
            #expect(finding.remedy == ["kubectl trustsweep -n pay --secrets"])
        }
        #expect(try judge.one(evidence(.libpqPrefer, endpoint: nil)).code == "TS901")
        #expect(try judge.one(evidence(.libpqVerifyFull, [named(Fixture.g2)], mode: nil)).code == "TS904")
    }

    @Test func aModeThatTheClientRefusesIsHigh() throws {
        var judge = try Fixture.judge()
        var behaviour = ClientBehaviour.libpqVerifyFull
        behaviour.invalid = "sslmode verify-all does not exist"
        let finding = try judge.one(evidence(behaviour, [named(Fixture.g2)], mode: nil))
        #expect(finding.code == FindingCode.invalidMode.rawValue)
        #expect(finding.reasons == ["sslmode verify-all does not exist"])
    }

    @Test func aClientOfAnotherServiceHasNoFinding() throws {
        var judge = try Fixture.judge()
        let other = try evidence(.libpqVerifyFull, [named(Fixture.unrelated)], endpoint: Endpoint(host: "db.pay.svc"))
        #expect(try judge.judge([other, evidence(.libpqVerifyFull, [named(Fixture.g2)])]).map(\.count) == [0, 1])
    }

    @Test func candidatesForOneConnectionGiveTheWorst() throws {
        var judge = try Fixture.judge()
        let store = try named(Fixture.g2)
        let pinned = named(.read(TrustStore(format: "PEM", certificates: try Fixture.certificates(Fixture.oldIssuers))))
        let findings = judge.judge([
            evidence(.libpqVerifyFull, [store]), evidence(.javaVerifyFull, [pinned], name: "pgjdbc"),
            evidence(.encryptsOnly, name: "npgsql"),
        ])
        #expect(findings.map(\.count) == [1, 0, 0])
        let finding = try #require(findings.first?.first)
        #expect(finding.code == "TS101")
        #expect(finding.client.name == "pgjdbc")
        #expect(
            finding.reasons.last == "the container may run libpq or pgjdbc or npgsql: the worst of them is reported")
    }

    @Test func twoConnectionsInOneStateShareAFinding() throws {
        var judge = try Fixture.judge()
        let findings = try judge.judge(
            ["ONE", "TWO"].map { evidence(.libpqVerifyFull, [try named(Fixture.g2)], connection: $0) })
        #expect(findings.map(\.count) == [1, 0])
        #expect(findings.first?.first?.reasons.last == "connection TWO is in the same state")
    }

    @Test func severalStoresAreJoinedAndAnUnreadOneDecidesWhereItMust() throws {
        var judge = try Fixture.judge()
        let enough = try judge.one(evidence(.libpqVerifyFull, [builtIn(.node), named(Fixture.g2)]))
        #expect(enough.code == FindingCode.rootTrusted.rawValue)
        #expect(enough.basis == .evidence)
        let notEnough = try judge.one(evidence(.libpqVerifyFull, [builtIn(.node), named(Fixture.unrelated)]))
        #expect(notEnough.code == FindingCode.nodeListNotRead.rawValue)
        #expect(notEnough.basis == .prior)
    }

    @Test func anAnchorThatExpiresBeforeTheHorizonIsMedium() throws {
        var profile = try RotationProfile.builtIn(named: "azure-postgresql-2025")
        profile.horizon = try Fixture.date("2040-01-01")
        var judge = Judge(profiles: [profile], asOf: try Fixture.date("2026-06-01"))
        let short = try judge.one(evidence(.libpqVerifyFull, [named(Fixture.g2)]))
        #expect(short.code == FindingCode.anchorExpiresBeforeHorizon.rawValue)
        #expect(try judge.one(evidence(.javaVerifyFull, [named(Fixture.g2)], workload: "b")).verdict == .low)
        #expect(
            try judge.one(evidence(.libpqVerifyFull, [named(Fixture.g2, Fixture.newRoot)], workload: "c")).verdict
                == .low)
    }

    @Test func chinaLosesItsRoot() throws {
        var judge = try Fixture.judge(profiles: ["azure-postgresql-2025", "azure-postgresql-2026-china"])
        let endpoint = Endpoint(host: "db.postgres.database.chinacloudapi.cn")
        let lost = try judge.one(evidence(.libpqVerifyFull, [named(Fixture.g1)], endpoint: endpoint))
        #expect(lost.code == FindingCode.lacksNewRoot.rawValue)
        #expect(lost.rotation == "azure-postgresql-2026-china")
        #expect(lost.remedy == ["add DigiCert Global Root G2 to ConfigMap pay/db-ca key ca.pem"])
        let kept = try judge.one(evidence(.libpqVerifyFull, [named(Fixture.g1, Fixture.g2)], endpoint: endpoint))
        #expect(kept.verdict == .low)
        let early = try judge.one(evidence(.libpqVerifyFull, [named(Fixture.g2)], endpoint: endpoint))
        #expect(early.code == FindingCode.failsBeforeConnectsAfter.rawValue)
    }
}
