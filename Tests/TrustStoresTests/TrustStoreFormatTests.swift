import Foundation
import ScanModel
import Testing

@testable import TrustStores

@Suite struct TrustStoreFormatTests {
    @Test func everyFileInFormatsIsInTheList() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/TrustStores/Formats")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(Set(files) == Set(trustStoreFormats.map { "\($0).swift" }))
    }

    @Test func anEmptyFileIsAStoreWithoutCertificates() throws {
        #expect(try store("").certificates.isEmpty)
        #expect(try store("# roots go here\n").isComplete)
    }

    @Test func aFileAboveTheLimitIsTooLarge() {
        guard case .unread(.tooLarge, _) = parseTrustStore([UInt8](repeating: 0x0A, count: largestStore + 1)) else {
            Issue.record("was read")
            return
        }
    }

    @Test(
        arguments: [
            ([0x30, 0x82, 0x01, 0x00, 0x02, 0x01, 0x03, 0x30], "PKCS #12", .badDER),
            (
                [0x30, 0x80 | 0x02, 0x01, 0x00, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02],
                "PKCS #7", .badDER
            ),
            ([0xCE, 0xCE, 0xCE, 0xCE, 0, 0, 0, 2], "JCEKS", .badJKS),
            ([0, 0, 0, 2, 0, 0, 0, 20, 1, 2, 3], "BKS", .badJKS),
            ([0x7F, 0x45, 0x4C, 0x46, 0, 1, 0, 2], "unknown", .unsupportedFormat),
        ] as [([UInt8], String, GapReason)])
    func aFormatIsKnownByItsFirstBytes(bytes: [UInt8], name: String, reason: GapReason) throws {
        let read = try store(bytes)
        #expect(read.format == name)
        #expect(read.certificates.isEmpty)
        #expect(read.rejected.map(\.reason) == [reason])
    }

    @Test func whatJavaDoesWithBKSIsUnclear() throws {
        let bytes: [UInt8] = [0, 0, 0, 2, 0, 0, 0, 20, 1, 2, 3]
        guard case .unclear = try store(bytes).reading(by: .javaKeyStore) else {
            Issue.record("is clear")
            return
        }
    }

    @Test func utf16IsABadEncoding() throws {
        let text = try Fixture.pem(Fixture.root)
        for encoding in [String.Encoding.utf16, .utf16LittleEndian, .utf16BigEndian] {
            let bytes = [UInt8](try #require(text.data(using: encoding)))
            let read = try store(bytes)
            #expect(read.rejected.map(\.reason) == [.badEncoding])
            #expect(read.reading(by: .node) == .loaded([]))
            for reader in [ChainRules.FileReader.openSSL, .openSSL1, .firstPEM, .java, .java25, .javaKeyStore, .go] {
                guard case .refused = read.reading(by: reader) else {
                    Issue.record("\(reader) reads \(encoding)")
                    return
                }
            }
        }
    }

    @Test func derIsOneCertificate() throws {
        let der = try Fixture.der(Fixture.root)
        let read = try store(der)
        #expect(read.format == "DER")
        #expect(read.certificates.map(\.sha256) == [try Fixture.sha256(Fixture.root)])
        #expect(try store(der + [0]).rejected.map(\.reason) == [.badDER])
    }

    @Test func derCutAtAnyLengthGivesNoCertificate() throws {
        let der = try Fixture.der(Fixture.root)
        for count in 0..<der.count {
            if case .read(let store) = parseTrustStore(Array(der.prefix(count))) {
                #expect(store.certificates.isEmpty, "cut at \(count)")
            }
        }
    }

    @Test func derWithAnyBitFlippedGivesAtMostOneCertificateAndNeverTheOriginal() throws {
        let der = try Fixture.der(Fixture.smallRoot)
        let original = try Fixture.sha256(Fixture.smallRoot)
        for bit in stride(from: 0, to: der.count * 8, by: 5) {
            var bytes = der
            bytes[bit / 8] ^= 1 << (bit % 8)
            if case .read(let store) = parseTrustStore(bytes) {
                #expect(store.certificates.count <= 1)
                #expect(!store.certificates.contains { $0.sha256 == original })
            }
        }
    }

    @Test(
        arguments: [
            [0x30, 0x84, 0x7F, 0xFF, 0xFF, 0xFF, 0x30], [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 0x30, 0x82],
            [0x30, 0x88, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x30], [0x30, 0x80, 0x30, 0x80, 0, 0, 0, 0],
        ] as [[UInt8]])
    func hugeLengthsInDERGiveNoCertificate(bytes: [UInt8]) {
        if case .read(let store) = parseTrustStore(bytes) { #expect(store.certificates.isEmpty) }
    }
}
