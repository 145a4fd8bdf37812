import Crypto
import Foundation
import ScanModel
import Testing

@testable import TrustStores

/// `modern` has the password changeit, `openssl-legacy` has secret, `open` is not encrypted.
@Suite struct KeyStoreTests {
    private func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: Fixture.folder.appending(path: "pkcs12-\(name).p12")))
    }

    private func keys(own: [String] = [], others: [String] = [], unread: String? = nil) -> StoreKeys {
        StoreKeys(
            own: own.compactMap { StorePassword($0) }, others: others.compactMap { StorePassword($0) }, unread: unread)
    }

    private func reading(of bytes: [UInt8], keys: StoreKeys?) -> StoreReading {
        var certificates = CertificateReader()
        return KeyStore.reading(of: bytes, keys: keys, &certificates)
    }

    private func integrity(_ reading: StoreReading) -> TrustStore.Integrity? {
        if case .read(let store) = reading { store.integrity } else { nil }
    }

    private func reason(_ reading: StoreReading) -> GapReason? {
        if case .unread(let reason, _) = reading { reason } else { nil }
    }

    @Test func theClientsOwnPasswordDecides() throws {
        let secret = try bytes("openssl-legacy")
        #expect(integrity(reading(of: secret, keys: keys(own: ["secret"]))) == .checked)
        #expect(integrity(reading(of: secret, keys: keys(own: ["old", "secret"]))) == .checked)
        #expect(reason(reading(of: secret, keys: keys(own: ["wrong"], others: ["secret"]))) == .unreadableFile)
        let customary = try bytes("modern")
        #expect(reason(reading(of: customary, keys: keys(own: ["wrong"]))) == .unreadableFile)
        #expect(integrity(reading(of: customary, keys: keys(own: ["changeit"]))) == .checked)
    }

    @Test func aPasswordFromElsewhereOpensItToo() throws {
        let secret = try bytes("openssl-legacy")
        #expect(integrity(reading(of: secret, keys: keys(others: ["wrong", "secret"]))) == .checked)
        let closed = reading(of: secret, keys: keys(others: ["wrong"], unread: "its password is in a vault"))
        guard case .unread(.unreadableFile, let words) = closed else {
            Issue.record("read without its password: \(closed)")
            return
        }
        #expect(words == "a PKCS #12 file, and no password that is known opens it: its password is in a vault")
    }

    @Test func aCustomaryPasswordIsNotTheClientsUnlessItHasOne() throws {
        let customary = try bytes("modern")
        #expect(reason(reading(of: customary, keys: nil)) == .unsupportedFormat)
        #expect(reason(reading(of: customary, keys: keys())) == .unsupportedFormat)
        #expect(
            integrity(reading(of: customary, keys: keys(unread: "its password is a Secret's"))) == .checked)
        #expect(integrity(reading(of: customary, keys: keys(others: ["changeit"]))) == .checked)
    }

    @Test func whatIsNotEncryptedNeedsNone() throws {
        for keys in [nil, keys(), keys(own: ["any"])] {
            #expect(integrity(reading(of: try bytes("open"), keys: keys)) == TrustStore.Integrity.none)
        }
    }

    @Test func aJKSIsListedWithoutItsPasswordAndRefusedWithAWrongOne() throws {
        let store = try jks(password: "secret")
        #expect(integrity(reading(of: store, keys: keys())) == .unchecked)
        #expect(integrity(reading(of: store, keys: keys(others: ["secret"]))) == .checked)
        #expect(integrity(reading(of: store, keys: keys(own: ["secret"]))) == .checked)
        #expect(reason(reading(of: store, keys: keys(own: ["other"]))) == .unreadableFile)
    }

    @Test func equalBytesAreReadAgainForOtherKeysAlone() throws {
        var parser = StoreParser()
        let secret = CollectedStore.Content.bytes(try bytes("openssl-legacy"))
        #expect(parser.reading(of: secret, keys: keys()).flatMap(reason) == .unreadableFile)
        #expect(parser.reading(of: secret, keys: keys(own: ["secret"])).flatMap(integrity) == .checked)
        _ = parser.reading(of: secret, keys: keys(own: ["secret"]))
        #expect(parser.parses == 2)
        let pem = CollectedStore.Content.bytes(try Fixture.bytes(Fixture.root))
        _ = parser.reading(of: pem, keys: keys(own: ["secret"]))
        _ = parser.reading(of: pem, keys: nil)
        #expect(parser.parses == 3)
    }

    /// An empty JKS store: header, no entry, and the digest over the password.
    private func jks(password: String) throws -> [UInt8] {
        let header: [UInt8] = [0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2, 0, 0, 0, 0]
        let text = password.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        return header + Array(Insecure.SHA1.hash(data: text + Array("Mighty Aphrodite".utf8) + header))
    }
}
