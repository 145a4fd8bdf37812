import ScanModel
import Testing

@testable import TrustStores

@Suite struct SystemStoreTests {
    /// As `openssl x509 -hash` prints it for DigiCert Global Root G2.
    private static let g2Hash = "607986c7"

    private func reading(
        bundle: String = "", certFile: String = "", folder: [String: String] = [:]
    ) throws -> TrustStore {
        let files = SystemStoreFiles(
            bundle: Array(bundle.utf8), certFile: Array(certFile.utf8),
            folder: folder.map { SystemStoreFiles.File(name: $0.key, bytes: Array($0.value.utf8)) })
        var certificates = CertificateReader()
        guard case .read(let store) = SystemStore.reading(of: files, &certificates) else {
            Issue.record("not read")
            return TrustStore(format: "", certificates: [])
        }
        return store
    }

    private func names(_ store: TrustStore, _ reader: ChainRules.FileReader) -> [String] {
        guard case .loaded(let certificates) = store.reading(by: reader) else { return ["refused"] }
        return certificates.map(\.sha256)
    }

    @Test func openSSLFindsByHashAndGoReadsTheBundle() throws {
        let (root, other) = (try Fixture.pem(Fixture.root), try Fixture.pem(Fixture.otherRoot))
        let store = try reading(bundle: other, folder: ["\(Self.g2Hash).0": root])
        #expect(names(store, .openSSL) == [try Fixture.sha256(Fixture.root)])
        #expect(names(store, .go) == [try Fixture.sha256(Fixture.otherRoot), try Fixture.sha256(Fixture.root)])
        #expect(store.certificates.count == 2)
    }

    @Test func aFileUnderAWrongHashIsNotFound() throws {
        let store = try reading(folder: ["00000000.0": Fixture.pem(Fixture.root)])
        #expect(names(store, .openSSL).isEmpty)
        #expect(names(store, .go) == [try Fixture.sha256(Fixture.root)])
    }

    @Test func openSSLReadsItsCertFileFirst() throws {
        let (root, other) = (try Fixture.pem(Fixture.root), try Fixture.pem(Fixture.otherRoot))
        let store = try reading(bundle: other, certFile: other, folder: ["\(Self.g2Hash).0": root])
        #expect(names(store, .openSSL) == [try Fixture.sha256(Fixture.otherRoot), try Fixture.sha256(Fixture.root)])
    }

    @Test func javaDoesNotReadIt() throws {
        #expect(names(try reading(bundle: Fixture.pem(Fixture.root)), .javaKeyStore) == ["refused"])
    }
}
