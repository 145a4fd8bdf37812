import FoundationEssentials
import ScanModel
import Testing

@testable import RiskEngine

@Suite struct FindingTests {
    @Test func aFindingSaysWhereWhyAndWhatToDo() throws {
        var judge = try Fixture.judge()
        let store = try named(Fixture.ca04, update: .subPath)
        let finding = try judge.one(evidence(.javaVerifyFull, [store], name: "pgjdbc"))
        #expect(finding.id == "TS101:pay:Deployment/billing:app:db1.postgres.database.azure.com:5432")
        #expect(finding.title == "trusts only the old intermediate")
        #expect(finding.endpoint == "db1.postgres.database.azure.com:5432")
        #expect(
            finding.reasons == [
                "trusts only the old intermediate \"Microsoft Azure RSA TLS Issuing CA 04\": connects before where the server's chain has it, fails after",
                "connects today only where the server's certificate was issued by \"Microsoft Azure RSA TLS Issuing CA 04\"",
                "after: \"DigiCert Global Root G2\" is not in the store",
            ])
        #expect(
            finding.remedy == [
                "add DigiCert Global Root G2 to ConfigMap pay/db-ca key ca.pem, then restart (subPath mount)",
                "then remove the intermediates and server certificates from it: they change without notice",
            ])
        #expect(finding.needsRestart == true)
        #expect(finding.security == .secure)
        let described = try #require(finding.stores.first)
        #expect(described.path == "/etc/db/ca.pem")
        #expect(described.kind == "named")
        #expect(described.source == "ConfigMap pay/db-ca ca.pem")
        #expect(described.format == "PEM")
        #expect(described.complete)
        #expect(described.certificates.map(\.role) == ["old-intermediate"])
        #expect(described.certificates.map(\.notAfter) == ["2026-08-25T23:59:59Z"])
    }

    @Test func theSameInputGivesTheSameFindings() throws {
        let clients = try [
            evidence(.javaVerifyFull, [named(Fixture.ca04)]), evidence(.libpqPrefer, [homeRoot()], workload: "b"),
            evidence(.libpqVerifyFull, workload: "c", endpoint: nil),
        ]
        var one = try Fixture.judge()
        var two = try Fixture.judge()
        #expect(one.judge(clients) == two.judge(clients))
        #expect(Set(one.judge(clients).flatMap(\.self).map(\.id)).count == 3)
    }

    @Test(arguments: [
        (.followsObject as StoreUpdate?, false, false as Bool?), (.subPath, false, true), (.copiedAtStart, false, true),
        (.fixedInProcess, false, true), (.followsObject, true, true), (nil, true, true), (nil, false, nil),
    ])
    func aRestartIsNeededWhereTheFileOrTheClientStandsStill(update: StoreUpdate?, once: Bool, restart: Bool?) throws {
        var judge = try Fixture.judge()
        let store = try named(Fixture.ca04, update: update)
        #expect(try judge.one(evidence(.javaVerifyFull, [store], readsStoreOnce: once)).needsRestart == restart)
    }

    @Test func rolesAreByNameAndKey() throws {
        let profile = try RotationProfile.builtIn(named: "azure-postgresql-2025")
        let roles: [(String, CertificateRole)] = [
            (Fixture.g2, .root), (Fixture.newRoot, .root), (Fixture.microsoftRSA, .otherRoot), (Fixture.g1, .otherRoot),
            (Fixture.lookAlike, .otherRoot), (Fixture.bridge, .bridge), (Fixture.ca04, .oldIntermediate),
            (Fixture.ca04ByMicrosoft, .oldIntermediate), (Fixture.ocsp02, .newIntermediate), (Fixture.oldLeaf, .other),
        ]
        for (name, role) in roles { #expect(profile.role(of: try Fixture.certificate(name)) == role, "\(name)") }
    }

    @Test func tenThousandClientsOverThreeStoresAreJudgedOnce() throws {
        let stores = try [named(Fixture.g2), named(Fixture.ca04), named(Fixture.unrelated, Fixture.bridge)]
        let clients = (0..<10_000).map { evidence(.javaVerifyFull, [stores[$0 % 3]], workload: "w\($0)") }
        var judge = try Fixture.judge()
        let findings = judge.judge(clients).flatMap(\.self)
        #expect(findings.count == 10_000)
        // Three stores against four old and eight new chains, and each of seven recommended roots against the same.
        let once = judge.pathSearches
        #expect(once <= 3 * 12 + 7 * 12)
        _ = judge.judge(clients)
        #expect(judge.pathSearches == once)
    }
}
