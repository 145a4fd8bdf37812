import Foundation
import FoundationEssentials
import ScanModel
import Testing

@testable import RiskEngine

@Suite struct RotationProfileTests {
    private func load(_ text: String) throws -> RotationProfile {
        try RotationProfile.load(text: text, file: "my.yaml") { name in
            try [UInt8](Data(contentsOf: Fixture.folder.appending(path: name)))
        }
    }

    private let text = """
        apiVersion: trustsweep/v1
        kind: Rotation
        metadata: {name: mine, title: my rotation, version: "1"}
        spec:
          service: postgresql
          endpoints: ["*.db.example.com", "one.example.com"]
          schedule: [{region: all, from: 2026-01-01}, {region: rest, from: "2026-02-01T12:00:00Z"}]
          before: [{served: [microsoft-azure-rsa-tls-issuing-ca-04-xsign-digicert-g2.pem]}]
          after:
            - served: [microsoft-tls-g2-rsa-ca-ocsp-02.pem, microsoft-tls-rsa-root-g2-xsign-digicert-g2.pem]
        """

    @Test func everyFileInProfilesIsInTheList() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/RiskEngine/Profiles")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let names = RotationProfile.builtInNames + RotationProfile.templateNames
        #expect(files.sorted() == names.map { "\($0).yaml" }.sorted())
        for name in names {
            let text = try String(contentsOf: folder.appending(path: "\(name).yaml"), encoding: .utf8)
            #expect(try RotationProfile.builtInText(named: name) == text)
        }
    }

    @Test func theAzureProfileIsWhatWasAnnounced() throws {
        let profile = try RotationProfile.builtIn(named: "azure-postgresql-2025")
        #expect(profile.before.map { [$0.issuer] } == (try Fixture.certificates(Fixture.oldIssuers).map { [$0] }))
        #expect(profile.after.count == 8)
        #expect(profile.after.allSatisfy { $0.certificates.count == 2 })
        #expect(Timestamp.dayText(profile.start) == "2025-11-11")
        #expect(Timestamp.dayText(profile.end) == "2026-01-28")
        #expect(profile.horizon == (try Fixture.date("2029-06-03")))
        #expect(profile.minimumRoots == (try Fixture.certificates([Fixture.g2, Fixture.microsoftRSA])))
        #expect(profile.fullRoots.count == 7)
        #expect(profile.fullRoots.allSatisfy { $0.isSelfSigned })
    }

    @Test func theChinaProfileChangesTheRoot() throws {
        let profile = try RotationProfile.builtIn(named: "azure-postgresql-2026-china")
        #expect(profile.matches(host: "x.postgres.database.chinacloudapi.cn"))
        var builder = ChainBuilder()
        for (root, before, after) in [(Fixture.g1, true, false), (Fixture.g2, false, true)] {
            let store = [try Fixture.certificate(root)]
            for (chains, trusted) in [(profile.before, before), (profile.after, after)] {
                for chain in chains {
                    let result = builder.build(
                        served: chain.certificates, store: store, rules: .openSSL, at: try Fixture.date("2026-03-09"))
                    #expect(result.isTrusted == trusted)
                }
            }
        }
    }

    @Test func aProfileOfOnesOwnIsRead() throws {
        let profile = try load(text)
        #expect(profile.name == "mine")
        #expect(profile.after.first?.issuer.shortName == "Microsoft TLS G2 RSA CA OCSP 02")
        #expect(Timestamp.text(profile.end) == "2026-02-01T12:00:00Z")
        #expect(profile.horizon == nil)
        let asOf = try Fixture.date("2025-12-31")
        #expect(profile.dateBefore(asOf: asOf) == asOf)
        #expect(profile.dateAfter(asOf: asOf) == profile.end)
        let later = try Fixture.date("2027-12-31")
        #expect(profile.dateBefore(asOf: later) == profile.start)
        #expect(profile.dateAfter(asOf: later) == later)
    }

    @Test func aCertificateMayStandInPlace() throws {
        let pem = try Fixture.pem(Fixture.ca04).split(separator: "\n").joined(separator: "\\n")
        let profile = try load(
            text.replacingOccurrences(of: "\(Fixture.ca04).pem", with: "\"\(pem)\\n\""))
        #expect(profile.before.first?.issuer == (try Fixture.certificate(Fixture.ca04)))
    }

    @Test(arguments: [
        ("db1.postgres.database.azure.com", true), ("DB1.Postgres.Database.Azure.COM.", true),
        ("db1.privatelink.postgres.database.azure.com", true), ("x.postgres.database.usgovcloudapi.net", true),
        ("postgres.database.azure.com", false), (".postgres.database.azure.com", false),
        ("db1.postgres.database.azure.com.evil.example", false), ("db1.mysql.database.azure.com", false), ("", false),
    ])
    func hostsAreMatchedByGlob(host: String, matches: Bool) throws {
        #expect(try RotationProfile.builtIn(named: "azure-postgresql-2025").matches(host: host) == matches)
    }

    @Test(arguments: [
        ("kind: Rotation", "kind: Rota", "rotation profile my.yaml line 2: kind: \"Rota\" is not Rotation"),
        ("  service:", "  servise:", "rotation profile my.yaml line 5: spec.servise: there is no such field"),
        (
            "metadata: {name: mine, ", "metadata: {",
            "rotation profile my.yaml line 3: metadata.name: the field is missing"
        ),
        (
            "from: 2026-01-01", "from: 2026-02-30",
            "rotation profile my.yaml line 7: spec.schedule[0].from: \"2026-02-30\" is not a date"
        ),
        (
            "issuing-ca-04-xsign", "issuing-ca-05-xsign",
            "rotation profile my.yaml line 8: spec.before[0].served[0]: \"microsoft-azure-rsa-tls-issuing-ca-05-xsign-digicert-g2.pem\" "
                + "is neither in spec.certificates nor a readable file"
        ),
        (
            "ocsp-02.pem, microsoft-tls-rsa-root-g2-xsign-digicert-g2.pem", "ocsp-02.pem, digicert-global-root-g2.pem",
            "rotation profile my.yaml line 10: spec.after[0].served: \"DigiCert Global Root G2\" did not sign "
                + "\"Microsoft TLS G2 RSA CA OCSP 02\", which stands before it"
        ),
        (
            "endpoints: [\"*.db.example.com\", \"one.example.com\"]", "endpoints: []",
            "rotation profile my.yaml line 6: spec.endpoints: not a list with an entry"
        ),
    ])
    func aMistakeIsNamedWithFieldAndLine(from: String, to: String, message: String) {
        #expect(text.contains(from))
        let error = #expect(throws: ProfileError.self) { try load(text.replacingOccurrences(of: from, with: to)) }
        #expect(error?.description == message)
    }

    @Test func whatIsNoYAMLIsSaidWithItsLine() {
        let error = #expect(throws: ProfileError.self) { try load("apiVersion: trustsweep/v1\nkind: [\n") }
        #expect(error?.line != nil)
        #expect(error?.description.contains("not YAML") == true)
        #expect(throws: ProfileError.self) { try load("") }
        #expect(throws: ProfileError.self) { try load("just text") }
    }

    @Test func anUnknownNameListsTheKnownOnes() {
        let error = #expect(throws: ProfileError.self) { try RotationProfile.builtIn(named: "azure") }
        #expect(error?.hint?.hasPrefix("known: azure-postgresql-2025, azure-postgresql-2026-china, ") == true)
    }
}
