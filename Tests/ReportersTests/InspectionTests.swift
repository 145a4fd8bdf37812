import Foundation
import Reporters
import ScanModel
import Testing

/// What `inspect` prints, for people and for scripts.
@Suite struct InspectionTests {
    private static func certificate(
        _ name: String, alias: String? = nil, role: String, until: String, days: Int, isNotYetValid: Bool = false
    ) throws -> Inspection.Certificate {
        let file = testFolder.appending(path: "../RiskEngineTests/Fixtures/\(name).pem")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("-") }
        let der = [UInt8](try #require(Data(base64Encoded: lines.joined())))
        return Inspection.Certificate(
            try StoreCertificate(der: der, alias: alias), notBefore: "2013-08-01T12:00:00Z", notAfter: until,
            roles: [
                Inspection.Role(rotation: "azure-postgresql-2025", role: role),
                Inspection.Role(rotation: "azure-mysql-2025", role: role),
                Inspection.Role(rotation: "aws-rds-2024", role: "other-root"),
            ], daysLeft: days, isNotYetValid: isNotYetValid)
    }

    private static var samples: [Inspection] {
        get throws {
            [
                Inspection(
                    path: "store.p12", format: "PKCS #12", integrity: .checked,
                    certificates: [
                        try certificate(
                            "digicert-global-root-g2", alias: "g2", role: "root", until: "2038-01-15T12:00:00Z",
                            days: 4000),
                        try certificate(
                            "microsoft-azure-rsa-tls-issuing-ca-04-xsign-digicert-g2", alias: "evil\u{1b}[31m\nname",
                            role: "old-intermediate", until: "2026-08-25T23:59:59Z", days: 31),
                        try certificate(
                            "baltimore-cybertrust-root", role: "other-root", until: "2025-05-12T23:59:00Z", days: -1),
                        try certificate(
                            "isrg-root-x1", role: "other-root", until: "2035-06-04T11:04:38Z", days: 1,
                            isNotYetValid: true),
                    ],
                    rejected: [
                        RejectedEntry(index: 4, reason: .badDER, detail: "entry \"x\" is not an X.509 certificate")
                    ],
                    notes: ["held more than once: DigiCert Global Root G2"]),
                Inspection(path: "-", format: "JKS", integrity: .unchecked),
                Inspection(
                    path: "gone.pem", format: nil,
                    rejected: [RejectedEntry(index: 0, reason: .notFound, detail: "no such file or directory")]),
            ]
        }
    }

    @Test func theTableIsForPeople() throws {
        let text = InspectionTable.render(try Self.samples, style: .plain)
        #expect(!text.unicodeScalars.contains("\u{1b}"))
        try expectGolden(text, "inspect.txt")
    }

    @Test func aTerminalGetsColoursAndItsWidth() throws {
        let text = InspectionTable.render(try Self.samples, style: TextStyle(color: true, width: 80))
        #expect(text.contains("\u{1b}[1;31mEXPIRED\u{1b}[0m"))
        #expect(text.contains("\u{1b}[33m31 days\u{1b}[0m"))
        try expectGolden(text, "inspect.colour.txt")
    }

    @Test func theSchemaAndWhatIsWrittenSayTheSame() throws {
        let data = try Data(contentsOf: sourceFolder.appending(path: "Schema/inspect-v1.schema.json"))
        let schema = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let written = try JSONSerialization.jsonObject(with: JSONEncoder().encode(try Self.samples))
        var check = SchemaCheck(root: schema)
        check.value(written, schema: schema, at: "")
        #expect(check.problems == [])
        #expect(check.seen == Set(check.properties(of: schema, at: "")))
        #expect(check.optionalProperties(of: schema, at: "") == [])
        let reasons = (schema["$defs"] as? [String: [String: Any]])?["gapReason"]?["enum"] as? [String] ?? []
        #expect(Set(reasons) == Set(GapReason.allCases.map(\.rawValue)))
    }
}
