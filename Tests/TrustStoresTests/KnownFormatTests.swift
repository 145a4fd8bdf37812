import Foundation
import ScanModel
import Testing

@testable import TrustStores

/// Formats that are named and not read, and files that hold no certificate at all.
@Suite struct KnownFormatTests {
    private static let sqlite = Array("SQLite format 3\0".utf8) + [UInt8](repeating: 0, count: 100)

    @Test(
        arguments: [
            (sqlite + Array("CREATE TABLE nssPublic (id PRIMARY KEY)".utf8), "NSS database"),
            ([0x00, 0x06, 0x15, 0x61, 0, 0, 0, 2], "NSS database"),
            ([0x61, 0x15, 0x06, 0x00, 2, 0, 0, 0], "NSS database"),
            ([0, 0, 0, 0, 0x43, 0x45, 0x52, 0x54, 0x20, 0, 0, 0], "Windows store"),
        ] as [([UInt8], String)])
    func aFormatThatIsNotReadIsNamed(bytes: [UInt8], name: String) throws {
        let read = try store(bytes)
        #expect(read.format == name)
        #expect(read.certificates.isEmpty)
        #expect(read.rejected.map(\.reason) == [.unsupportedFormat])
        #expect(read.rejected.allSatisfy { $0.detail.contains("have them judged") })
        guard case .unclear = read.reading(by: .javaKeyStore) else {
            Issue.record("what Java does with it is clear")
            return
        }
    }

    @Test func anotherSQLiteDatabaseIsNoNSSDatabase() throws {
        #expect(try store(Self.sqlite + Array("CREATE TABLE shop (id PRIMARY KEY)".utf8)).format == "unknown")
    }

    @Test(arguments: ["key.der", "enckey.der"]) func aPrivateKeyAloneIsNoTrustStore(name: String) throws {
        let bytes = [UInt8](try Data(contentsOf: FuzzCorpus.folder.appending(path: "der/\(name)")))
        let read = try store(bytes)
        #expect(read.format == "private key")
        #expect(read.holdsPrivateKey)
        #expect(read.certificates.isEmpty)
        guard case .refused = read.reading(by: .javaKeyStore) else {
            Issue.record("Java reads it")
            return
        }
    }

    @Test func theOldFormsOfPrivateKeysAreKnown() throws {
        try withTemporaryFolder { folder in
            let curve = "-algorithm EC -pkeyopt ec_paramgen_curve:P-256"
            for (make, write) in [("-algorithm RSA", "rsa -traditional"), (curve, "ec")] {
                let file = folder.appending(path: "key.der").path
                _ = try run("sh", "-c", "openssl genpkey \(make) | openssl \(write) -outform DER -out '\(file)'")
                #expect(try store([UInt8](Data(contentsOf: URL(filePath: file)))).format == "private key")
            }
        }
    }

    @Test func aCertificateIsNoPrivateKey() throws {
        #expect(try !PrivateKey.recognizes(Fixture.der(Fixture.root)))
    }
}
