import Foundation
import ScanModel
import Testing

@testable import TrustStores

/// `secret.jceks` was written by keytool 17: two certificates, and a secret key among them.
@Suite struct JavaObjectTests {
    private let header: [UInt8] = [0xAC, 0xED, 0x00, 0x05]

    private func sample() throws -> [UInt8] {
        [UInt8](try Data(contentsOf: FuzzCorpus.folder.appending(path: "jceks/secret.jceks")))
    }

    @Test func aSecretKeyHidesNoCertificateBehindIt() throws {
        let read = try store(sample())
        #expect(read.format == "JCEKS")
        #expect(Set(read.certificates.compactMap(\.alias)) == ["s", "t"])
        #expect(read.isComplete)
        #expect(read.integrity == .checked)
    }

    @Test func aKeyStoreCutAnywhereSaysSo() throws {
        let bytes = try sample()
        for count in stride(from: 12, to: bytes.count, by: 3) {
            #expect(try !store(Array(bytes.prefix(count))).isComplete, "cut at \(count)")
        }
    }

    @Test func whatIsNoObjectHasNoSize() {
        #expect(JavaObject.size(of: []) == nil)
        let ends: [[UInt8]] = [[], [0x73], [0x73, 0x71, 0, 0x7E, 0, 0], [0x76, 0x70]]
        for end in ends { #expect(JavaObject.size(of: (header + end)[...]) == nil) }
        #expect(JavaObject.size(of: (header + [0x70, 1, 2])[...]) == 5)
        #expect(JavaObject.size(of: (header + [0x74, 0, 1, 0x61])[...]) == 8)
    }

    @Test func anObjectThatNestsWithoutEndIsGivenUp() {
        // An array of arrays of arrays …
        let name: [UInt8] = [0, 2, 0x5B, 0x5B]
        let array = [0x75, 0x72] + name + [UInt8](repeating: 0, count: 11) + [0x78, 0x70, 0, 0, 0, 1]
        let bytes = header + [[UInt8]](repeating: array, count: 100_000).joined()
        #expect(JavaObject.size(of: bytes[...]) == nil)
    }
}
