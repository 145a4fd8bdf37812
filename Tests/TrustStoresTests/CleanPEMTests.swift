import ScanModel
import Testing

@testable import TrustStores

@Suite struct CleanPEMTests {
    private static let names = [Fixture.root, Fixture.otherRoot, Fixture.intermediate, Fixture.smallRoot]

    private func clean(_ text: String) -> [StoreCertificate]? {
        var reader = CertificateReader()
        return CleanPEM.certificates(in: Array(text.utf8), &reader)
    }

    @Test(arguments: 1...4) func everyReaderReadsACleanFileAlike(count: Int) throws {
        let text = try Self.names.prefix(count).map(Fixture.pem).joined()
        #expect(clean(text)?.count == count)
        var certificates = CertificateReader()
        let slow = parse(Array(text.utf8), passwords: [], &certificates)
        let quick = try store(text)
        #expect(quick.format == slow.format && quick.certificates == slow.certificates && quick.isComplete)
        for reader in ChainRules.FileReader.allCases {
            let (one, other) = (quick.reading(by: reader), slow.reading(by: reader))
            if case .refused = one, case .refused = other { continue }
            #expect(one == other, "\(reader)")
        }
    }

    @Test(arguments: [
        ("", ""), ("-----\n", "-----\r\n"), ("-----BEGIN", "# DigiCert\n-----BEGIN"), ("-----BEGIN", " -----BEGIN"),
        ("CERTIFICATE-----", "X509 CERTIFICATE-----"), ("-----END", "\n-----END"), ("MII", "MII\n"),
        ("-----END", "=-----END"),
    ])
    func anythingElseIsReadOnceForEachClient(old: String, new: String) throws {
        let text = try Fixture.pem(Fixture.root)
        #expect(clean(old.isEmpty ? "" : text.replacing(old, with: new)) == nil)
        #expect(clean(text + (old.isEmpty ? "\n" : text.replacing(old, with: new))) == nil)
    }

    @Test func aFileCutAnywhereIsNotClean() throws {
        let text = try Fixture.pem(Fixture.smallRoot)
        for length in 0..<text.utf8.count - 1 {
            #expect(clean(String(text.prefix(length))) == nil, "\(length)")
        }
        #expect(clean(String(text.dropLast()))?.count == 1, "without the last line feed")
    }
}
