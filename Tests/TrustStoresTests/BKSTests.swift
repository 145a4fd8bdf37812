import Foundation
import ScanModel
import Testing

@testable import TrustStores

/// The samples are the seeds of the fuzzer: Bouncy Castle 1.72 wrote them through keytool, with the password `changeit`.
@Suite struct BKSTests {
    private func sample(_ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: FuzzCorpus.folder.appending(path: "bks/\(name)")))
    }

    @Test(arguments: ["two.bks", "v1.bks"]) func bothVersionsAreReadAndTheirSealIsChecked(name: String) throws {
        let read = try store(sample(name))
        #expect(read.format == "BKS")
        #expect(Set(read.certificates.compactMap(\.alias)) == ["s", "t"])
        #expect(Set(read.certificates.map(\.shortName)) == ["a", "b"])
        #expect(read.certificates.allSatisfy { $0.form == .plain })
        #expect(read.integrity == .checked)
        #expect(read.isComplete)
        #expect(!read.holdsPrivateKey)
    }

    @Test(arguments: ["two.bks", "v1.bks"])
    func aChangedStoreIsListedAndItsIntegrityIsNotChecked(name: String) throws {
        var bytes = try sample(name)
        // The first entry's date, behind the header, the kind, and the alias `s`.
        bytes[32 + 1 + 3] ^= 1
        let read = try store(bytes)
        #expect(read.certificates.count == 2)
        #expect(read.integrity == .unchecked)
        #expect(read.isComplete)
    }

    @Test func ofAKeyTheChainIsKeptAndTheKeyIsNot() throws {
        let read = try store(sample("key.bks"))
        #expect(read.holdsPrivateKey)
        #expect(read.isComplete)
        #expect(read.integrity == .checked)
        let chain = read.certificates.filter { $0.alias == "kk" }
        #expect(chain.first?.form == .plain)
        #expect(chain.dropFirst().allSatisfy { $0.form == .keyEntryChain })
        #expect(read.certificates.count == 2 + chain.count)
    }

    @Test func aSecretKeyHidesNothingBehindIt() throws {
        let read = try store(sample("secret.bks"))
        #expect(Set(read.certificates.compactMap(\.alias)) == ["kk", "s", "t"])
        #expect(read.isComplete)
        #expect(read.integrity == .checked)
    }

    @Test func encryptedStoresAreNamed() throws {
        for (file, format) in [("uber", "UBER"), ("bcfks", "BCFKS")] {
            let read = try store(sample(file))
            #expect(read.format == format)
            #expect(read.certificates.isEmpty)
            #expect(read.rejected.map(\.reason) == [.unsupportedFormat])
        }
    }

    @Test func aStoreCutAnywhereSaysSo() throws {
        let bytes = try sample("two.bks")
        for count in 8..<bytes.count {
            let read = try store(Array(bytes.prefix(count)))
            #expect(!read.isComplete, "cut at \(count)")
            #expect(read.certificates.count <= 2)
            #expect(read.integrity != .checked)
        }
    }

    @Test func aSealThatTakesTooManyRoundsIsNotChecked() throws {
        var bytes = try sample("two.bks")
        bytes.replaceSubrange(28..<32, with: [0x7F, 0xFF, 0xFF, 0xFF])
        let read = try store(bytes)
        #expect(read.certificates.count == 2)
        #expect(read.integrity == .unchecked)
    }
}
