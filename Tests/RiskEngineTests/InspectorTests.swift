import FoundationEssentials
import ScanModel
import Testing

@testable import RiskEngine

@Suite struct InspectorTests {
    private func inspector(_ rotations: String..., asOf: String = "2026-06-01") throws -> Inspector {
        Inspector(rotations: try rotations.map(RotationProfile.builtIn(named:)), asOf: try Fixture.date(asOf))
    }

    private func store(_ names: String..., format: String = "PEM") throws -> TrustStore {
        TrustStore(format: format, certificates: try Fixture.certificates(names))
    }

    @Test func aCertificateIsToldWithItsRoleInEachRotation() throws {
        let inspector = try inspector("azure-postgresql-2025", "aws-rds-2024")
        let shown = inspector.inspection(of: .read(try store(Fixture.g2, Fixture.ca04)), path: "ca.pem")
        #expect(shown.path == "ca.pem")
        #expect(shown.format == "PEM")
        #expect(shown.complete)
        #expect(shown.certificates.map(\.role) == ["root", "old-intermediate"])
        #expect(shown.certificates[0].roles.map(\.rotation) == ["azure-postgresql-2025", "aws-rds-2024"])
        #expect(shown.certificates[0].roles.map(\.role) == ["root", "other-root"])
        #expect(shown.certificates[0].serial == "033af1e6a711a9a0bb2864b11d09fae5")
        #expect(shown.certificates[0].notAfter == "2038-01-15T12:00:00Z")
        #expect(shown.notes.isEmpty)
    }

    @Test(arguments: [("2038-01-14T12:00:00Z", 1), ("2038-01-15", 0), ("2038-01-15T12:00:01Z", -1)])
    func theDaysLeftAreWholeOnes(date: String, days: Int) throws {
        let shown = try inspector("azure-postgresql-2025", asOf: date)
            .inspection(of: .read(store(Fixture.g2)), path: "x")
        #expect(shown.certificates.map(\.daysLeft) == [days])
    }

    @Test func aLookAlikeIsNoted() throws {
        let shown = try inspector("azure-postgresql-2025")
            .inspection(of: .read(store(Fixture.lookAlike, Fixture.microsoftRSA)), path: "x")
        #expect(shown.notes.filter { $0.hasPrefix("look-alike: ") }.count == 1)
        let sound = try inspector("azure-postgresql-2025")
            .inspection(of: .read(store(Fixture.microsoftRSA)), path: "x")
        #expect(sound.notes.isEmpty)
    }

    @Test func whatOnlySomeClientsSeeIsNoted() throws {
        var store = try store(Fixture.g2, Fixture.g1)
        store.readings[.go] = .loaded([store.certificates[0]])
        store.readings[.java] = .refused("block 2 is not a certificate")
        store.readings[.java25] = .refused("block 2 is not a certificate")
        store.readings[.node] = .loaded([])
        store.readings[.openSSL1] = .unclear("versions differ")
        let notes = try inspector("azure-postgresql-2025").inspection(of: .read(store), path: "x").notes
        #expect(
            notes == [
                "perhaps not read whole by OpenSSL 1: versions differ", "no certificate is seen by Node",
                "1 of the 2 certificates are seen by Go", "refused by Java, Java 25: block 2 is not a certificate",
            ])
    }

    @Test func whatIsOddAboutAKeyStoreIsNoted() throws {
        var store = try store(Fixture.g2, Fixture.g2, format: "PKCS #12")
        store.holdsPrivateKey = true
        store.needsPassword = true
        store.integrity = .unchecked
        let notes = try inspector("azure-postgresql-2025").inspection(of: .read(store), path: "x").notes
        #expect(notes.count == 4)
        #expect(notes.first == "held more than once: DigiCert Global Root G2")
    }

    @Test(
        arguments: [
            (.missing("gone"), .notFound, "gone"), (.unread(.tooLarge, "large"), .tooLarge, "large"),
            (
                .read(
                    TrustStore(
                        format: "unknown", certificates: [],
                        rejected: [RejectedEntry(index: 0, reason: .badEncoding, detail: "UTF-16")])), .badEncoding,
                "UTF-16"
            ),
        ] as [(StoreReading, GapReason, String)])
    func aFileThatCannotBeReadHasNoFormatAndOneRejectedEntry(
        reading: StoreReading, reason: GapReason, detail: String
    ) throws {
        let shown = try inspector("azure-postgresql-2025").inspection(of: reading, path: "x")
        #expect(shown.format == nil)
        #expect(!shown.complete)
        #expect(shown.integrity == .none)
        #expect(shown.rejected == [RejectedEntry(index: 0, reason: reason, detail: detail)])
    }
}
