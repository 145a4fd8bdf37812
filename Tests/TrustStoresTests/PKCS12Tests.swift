import Foundation
import ScanModel
import SwiftASN1
import Testing

@testable import TrustStores

/// Fixtures: keytool 17 wrote `modern`, `legacy` and `open`, OpenSSL 3.0 the others, OpenSSL 3.5 the seal of `pbmac1`.
@Suite struct PKCS12Tests {
    private func fixture(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: Fixture.folder.appending(path: "pkcs12-\(name).p12")))
    }

    private func read(_ name: String, passwords: [String] = []) throws -> TrustStore {
        guard case .read(let store) = parseTrustStore(try fixture(name), passwords: passwords) else {
            Issue.record("\(name) was not read")
            return TrustStore(format: "", certificates: [])
        }
        return store
    }

    private func seenByJava(_ store: TrustStore) -> Int? {
        if case .loaded(let certificates) = store.reading(by: .javaKeyStore) { certificates.count } else { nil }
    }

    @Test(arguments: [
        ("modern", TrustStore.Integrity.checked, true, 2), ("legacy", .checked, true, 2),
        ("open", .none, false, 2),
        ("pbmac1", .checked, true, 2), ("openssl", .checked, true, 0), ("des", .checked, true, 0),
        ("openssl-empty", .checked, true, 0), ("nomac", .none, false, 0),
    ])
    func bothCertificatesAreReadWhateverGuardsThem(
        name: String, integrity: TrustStore.Integrity, needsPassword: Bool, trusted: Int
    ) throws {
        let store = try read(name)
        #expect(
            Set(store.certificates.map(\.sha256))
                == [try Fixture.sha256(Fixture.root), try Fixture.sha256(Fixture.smallRoot)])
        #expect(store.isComplete)
        #expect(store.integrity == integrity)
        #expect(store.needsPassword == needsPassword)
        #expect(!store.holdsPrivateKey)
        #expect(seenByJava(store) == trusted)
    }

    @Test func theAliasIsKept() throws {
        #expect(Set(try read("modern").certificates.compactMap(\.alias)) == [Fixture.root, Fixture.smallRoot])
    }

    @Test func aPasswordThatIsNotCustomaryMustBeGiven() throws {
        let closed = try read("openssl-legacy")
        #expect(closed.certificates.isEmpty)
        #expect(closed.rejected.map(\.reason) == [.unreadableFile])
        guard case .unclear = closed.reading(by: .javaKeyStore) else {
            Issue.record("is clear")
            return
        }
        let opened = try read("openssl-legacy", passwords: ["wrong", "secret"])
        #expect(opened.certificates.count == 2)
        #expect(opened.integrity == .checked)
        #expect(!"\(opened)".contains("secret"))
    }

    @Test func ofAKeyAndItsChainJavaTakesTheKeysOwnCertificate() throws {
        let store = try read("key")
        #expect(store.holdsPrivateKey)
        #expect(store.certificates.map(\.form) == [.plain, .keyEntryChain, .keyEntryChain])
        #expect(seenByJava(store) == 1)
    }

    @Test func aStoreCutAnywhereIsRefusedByJavaAndGivesNothing() throws {
        let bytes = try fixture("modern")
        for count in stride(from: 8, to: bytes.count, by: 61) {
            let store = try store(Array(bytes.prefix(count)))
            #expect(store.certificates.isEmpty)
            #expect(!store.isComplete)
            guard case .refused = store.reading(by: .javaKeyStore) else {
                Issue.record("cut at \(count)")
                return
            }
        }
    }

    @Test func aFlippedBitNeverBringsAnotherCertificate() throws {
        let bytes = try fixture("nomac")
        let known = [try Fixture.sha256(Fixture.root), try Fixture.sha256(Fixture.smallRoot)]
        for bit in stride(from: 0, to: bytes.count * 8, by: 211) {
            var flipped = bytes
            flipped[bit / 8] ^= 1 << (bit % 8)
            let count = try store(flipped).certificates.filter { known.contains($0.sha256) }.count
            #expect(count <= 2)
        }
    }

    @Test func aSealThatDoesNotFitKeepsTheStoreClosed() throws {
        // The rounds of the seal are the last INTEGER of 10,000.
        var bytes = try fixture("modern")
        let rounds: [UInt8] = [0x02, 0x02, 0x27, 0x10]
        let last = try #require(bytes.indices.filter { bytes[$0...].starts(with: rounds) }.last)
        bytes.replaceSubrange(last..<last + 4, with: [0x02, 0x02, 0x27, 0x11])
        #expect(try store(bytes).certificates.isEmpty)
    }

    @Test func aFileThatAsksForTooMuchWorkIsNotWorkedOn() throws {
        // PBKDF2 with a salt of one byte and 2,000,001 rounds.
        let identifier: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x05, 0x0C]
        let parameters: [UInt8] = [0x30, 0x08, 0x04, 0x01, 0x07, 0x02, 0x03, 0x1E, 0x84, 0x81]
        let derivation = try KeyDerivation(try #require(ASN1Node.parse([0x30, 0x15] + identifier + parameters)))
        var work = PasswordWork()
        #expect(throws: PasswordWork.Failure.tooMuchWork) {
            _ = try derivation.key(password: "x", count: 32, &work)
        }
    }

    @Test func whatKeytoolListsIsWhatJavaSees() throws {
        try withTemporaryFolder { folder in
            for (name, option) in [
                ("default", ""), ("legacy", "-J-Dkeystore.pkcs12.legacy"),
                ("open", "-J-Dkeystore.pkcs12.certProtectionAlgorithm=NONE"),
            ] {
                let file = folder.appending(path: "\(name).p12").path
                for certificate in [Fixture.root, Fixture.otherRoot] {
                    let pem = Fixture.folder.appending(path: "\(certificate).pem").path
                    let options = option.isEmpty ? [] : [option]
                    _ = try run(
                        "sh", "-c",
                        (["keytool -importcert -noprompt -storetype PKCS12 -storepass changeit"] + options + [
                            "-keystore '\(file)' -alias \(certificate) -file '\(pem)'"
                        ]).joined(separator: " "))
                }
                let read = try store([UInt8](Data(contentsOf: URL(filePath: file))))
                #expect(Set(read.certificates.map(\.sha256)) == Set(try listedByKeytool(file)), "\(name)")
                #expect(seenByJava(read) == 2)
            }
        }
    }
}
