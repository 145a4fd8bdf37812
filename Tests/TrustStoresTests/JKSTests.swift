import Foundation
import ScanModel
import Testing

@testable import TrustStores

@Suite struct JKSTests {
    private let header: [UInt8] = [0xFE, 0xED, 0xFE, 0xED]

    private func number(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    private func text(_ text: String) -> [UInt8] {
        [UInt8(text.utf8.count >> 8), UInt8(text.utf8.count & 0xFF)] + Array(text.utf8)
    }

    private func trusted(_ alias: String, _ der: [UInt8], version: Int = 2) -> [UInt8] {
        number(2) + text(alias) + number(0) + number(0) + (version == 2 ? text("X.509") : []) + number(der.count) + der
    }

    private func sample(version: Int = 2, _ name: String = Fixture.root) throws -> [UInt8] {
        let entries = try trusted("g2", Fixture.der(name), version: version)
        return header + number(version) + number(1) + entries + [UInt8](repeating: 7, count: 20)
    }

    @Test(arguments: [1, 2]) func bothVersionsAreRead(version: Int) throws {
        let read = try store(sample(version: version))
        #expect(read.format == "JKS")
        #expect(read.integrity == .unchecked)
        #expect(read.isComplete)
        #expect(read.certificates.map(\.alias) == ["g2"])
        #expect(read.certificates.map(\.sha256) == [try Fixture.sha256(Fixture.root)])
    }

    @Test func aKeyEntryGivesItsChainAndNeverItsKey() throws {
        let key: [UInt8] = Array("the key".utf8)
        let chain = try [Fixture.intermediate, Fixture.root].map(Fixture.der)
        let entry =
            number(1) + text("key") + number(0) + number(0) + number(key.count) + key + number(chain.count)
            + chain.flatMap { text("X.509") + number($0.count) + $0 }
        let read = try store(header + number(2) + number(1) + entry + [UInt8](repeating: 7, count: 20))
        #expect(read.certificates.map(\.form) == [.plain, .keyEntryChain])
        #expect(read.holdsPrivateKey)
        #expect(read.isComplete)
    }

    @Test func aBadCertificateDoesNotHideTheNextEntry() throws {
        let entries = trusted("bad", [1, 2, 3]) + (try trusted("g2", Fixture.der(Fixture.root)))
        let read = try store(header + number(2) + number(2) + entries + [UInt8](repeating: 7, count: 20))
        #expect(read.certificates.map(\.alias) == ["g2"])
        #expect(
            read.rejected == [
                RejectedEntry(index: 0, reason: .badDER, detail: "entry \"bad\" is not an X.509 certificate")
            ])
    }

    @Test func aStoreCutAtAnyLengthSaysSo() throws {
        let bytes = try sample()
        for count in 4..<bytes.count {
            let read = try store(Array(bytes.prefix(count)))
            #expect(read.rejected.map(\.reason) == [.badJKS], "cut at \(count)")
            #expect(read.certificates.count <= 1)
        }
    }

    @Test func aStoreWithAnyBitFlippedGivesAtMostOneCertificate() throws {
        let bytes = try sample(version: 2, Fixture.smallRoot)
        for bit in stride(from: 32, to: bytes.count * 8, by: 5) {
            var flipped = bytes
            flipped[bit / 8] ^= 1 << (bit % 8)
            #expect(try store(flipped).certificates.count <= 1)
        }
    }

    @Test func hugeLengthsAreBadJKS() throws {
        let huge = [0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF]
        for length in huge {
            let stores = [
                header + number(length), header + number(2) + number(length),
                header + number(2) + number(1) + number(2) + text("a") + number(0) + number(0) + text("X.509")
                    + number(length),
                header + number(2) + number(1) + number(1) + text("a") + number(0) + number(0) + number(length),
                header + number(2) + number(1) + number(1) + text("a") + number(0) + number(0) + number(0)
                    + number(length),
            ]
            for bytes in stores {
                let read = try store(bytes)
                #expect(read.certificates.isEmpty)
                #expect(read.rejected.map(\.reason) == [.badJKS])
            }
        }
    }

    @Test func aStoreThatKeytoolWroteHoldsWhatKeytoolLists() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "trustsweep-jks-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "trust.jks").path
        let names = [Fixture.root, Fixture.otherRoot, Fixture.intermediate]
        for name in names {
            try keytool(
                "-importcert", "-noprompt", "-storetype", "JKS", "-keystore", file, "-storepass", "changeit", "-alias",
                name,
                "-file", Fixture.folder.appending(path: "\(name).pem").path)
        }
        let listed = try listedByKeytool(file)
        let read = try store([UInt8](Data(contentsOf: URL(filePath: file))))
        #expect(listed.count == 3)
        #expect(Set(read.certificates.map(\.sha256)) == Set(listed))
        #expect(Set(read.certificates.compactMap(\.alias)) == Set(names))
        #expect(read.isComplete)
    }

    @Test func aJCEKSStoreIsReadAlikeAndJavaIsNotKnownToReadIt() throws {
        var bytes = try sample()
        bytes.replaceSubrange(0..<4, with: [0xCE, 0xCE, 0xCE, 0xCE])
        let read = try store(bytes)
        #expect(read.format == "JCEKS")
        #expect(read.certificates.map(\.alias) == ["g2"])
        guard case .unclear = read.reading(by: .javaKeyStore) else {
            Issue.record("is clear")
            return
        }
    }

    @Test func javaTakesTheFirstCertificateOfAKeyEntryAndNoOther() throws {
        let chain = try [Fixture.intermediate, Fixture.root].map(Fixture.der)
        let entry =
            number(1) + text("key") + number(0) + number(0) + number(0) + number(chain.count)
            + chain.flatMap { text("X.509") + number($0.count) + $0 }
        let read = try store(header + number(2) + number(1) + entry + [UInt8](repeating: 7, count: 20))
        #expect(read.reading(by: .javaKeyStore) == .loaded(Array(read.certificates.prefix(1))))
    }
}
