import ScanModel
import SwiftASN1
import Testing

@testable import TrustStores

/// What hostile files cost: bounded, however they are built.
@Suite struct StoreLimitsTests {
    @Test func aBundleOfTooManyEntriesIsCutAndSaysSo() {
        let block = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
        let text = String(repeating: block, count: TrustStore.mostEntries + 5)
        var certificates = CertificateReader()
        let read = PEM.parse(Array(text.utf8), passwords: [], &certificates)
        #expect(read.rejected.count == TrustStore.mostEntries + 1)
        #expect(read.rejected.last?.reason == .tooLarge)
        #expect(!read.isComplete)
    }

    @Test func aKeyStoreOfTooManyCertificatesIsCutAndSaysSo() {
        // One private key entry after the other, each with a chain of as many empty certificates as may be.
        let chain: [UInt8] = [0, 0, 0, 0, 0, 0]
        let entry: [UInt8] =
            [0, 0, 0, 1, 0, 1, 0x61] + [UInt8](repeating: 0, count: 8) + [0, 0, 0, 0, 0, 0, 0x27, 0x10]
            + [[UInt8]](repeating: chain, count: 10_000).joined()
        let bytes: [UInt8] = [0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2, 0, 0, 0, 3] + entry + entry + entry
        var certificates = CertificateReader()
        let read = JKS.parse(bytes, passwords: [], &certificates)
        #expect(read.rejected.count == TrustStore.mostEntries + 1)
        #expect(read.rejected.last?.reason == .tooLarge)
    }

    @Test func bytesOfMillionsOfElementsAreNotGivenToTheParser() {
        // Two zeros are an element.
        let empty = [UInt8](repeating: 0, count: 1 << 21)
        #expect(!BERElement.isParsable(empty[...]))
        #expect(ASN1Node.parse(empty) == nil)
        #expect(BERElement.isParsable([0x30, 0x80, 0x30, 0x00, 0x00, 0x00]))
        #expect(DERElement.prefix(of: empty[...]).count == 100_000)
    }

    @Test func aHugeCertificateIsNotLookedInto() {
        var reader = CertificateReader()
        guard case .unsure = reader.answer([UInt8](repeating: 0x30, count: (1 << 20) + 1)[...]) else {
            Issue.record("was looked into")
            return
        }
    }

    @Test func deepNestingIsRefused() throws {
        let deep = [UInt8]([[UInt8]](repeating: [0x30, 0x80], count: 100_000).joined())
        #expect(BERElement.size(of: deep[...]) == nil)
        #expect(BERElement.isParsable(deep[...]))
        #expect(try store([0x30, 0x80, 0x02, 0x01, 0x03] + deep).rejected.map(\.reason) == [.badDER])
    }
}
