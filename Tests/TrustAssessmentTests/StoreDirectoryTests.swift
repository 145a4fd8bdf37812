import Dialects
import ScanModel
import Testing

@testable import TrustAssessment
@testable import TrustStores

@Suite struct StoreDirectoryTests {
    /// Subject hashes as `openssl x509 -hash` prints them.
    private static let g2Hash = "607986c7"
    private static let x1Hash = "4042bcee"

    private func files(_ names: [(String, String)]) throws -> [(name: String, bytes: [UInt8])] {
        try names.map { (name: $0.0, bytes: try Fixture.bytes($0.1)) }
    }

    private func seen(_ directory: StoreDirectory, _ rules: ChainRules) -> [String] {
        directory.readings(for: rules).flatMap { reading -> [String] in
            guard case .read(let store) = reading else { return [] }
            return store.certificates.map(\.shortName)
        }
    }

    @Test func openSSLFindsOnlyFilesThatAreNamedByTheirHash() throws {
        let directory = StoreDirectory(
            try files([
                ("\(Self.g2Hash).0", Fixture.g2), ("isrg.pem", Fixture.unrelated), ("README", Fixture.unrelated),
            ]))
        #expect(seen(directory, .openSSL) == ["DigiCert Global Root G2"])
        #expect(directory.unseen == ["README", "isrg.pem"])
        #expect(directory.note(for: .openSSL)?.hasSuffix(": README, isrg.pem") == true)
        #expect(directory.note(for: .go) == nil)
    }

    @Test func goReadsEveryFile() throws {
        let directory = StoreDirectory(try files([("a.pem", Fixture.g2), ("b.pem", Fixture.unrelated)]))
        #expect(seen(directory, .go) == ["DigiCert Global Root G2", "ISRG Root X1"])
        #expect(seen(directory, .openSSL).isEmpty)
    }

    @Test func aGapInTheNumbersEndsTheSearch() throws {
        let first = StoreDirectory(try files([("\(Self.g2Hash).1", Fixture.g2)]))
        #expect(seen(first, .openSSL).isEmpty)
        let both = StoreDirectory(
            try files([
                ("\(Self.g2Hash).0", Fixture.g2), ("\(Self.g2Hash).1", Fixture.g2), ("\(Self.g2Hash).3", Fixture.g2),
            ]))
        #expect(seen(both, .openSSL).count == 2)
        #expect(both.unseen.isEmpty)
    }

    @Test func aHashOfAnotherNameHidesTheCertificate() throws {
        let directory = StoreDirectory(try files([("\(Self.x1Hash).0", Fixture.g2)]))
        #expect(seen(directory, .openSSL).isEmpty)
    }

    @Test func javaReadsNoDirectory() throws {
        let directory = StoreDirectory(try files([("\(Self.g2Hash).0", Fixture.g2)]))
        #expect(seen(directory, .java).isEmpty)
    }

    @Test func aDirectoryIsTheSystemsStoreUnlessSaidOtherwise() throws {
        let store = Store(directory: try files([("\(Self.g2Hash).0", Fixture.g2)]), path: "certs")
        var client = Client(name: "python-ssl")
        #expect(client.delivery(of: [store]) == .system)
        client.via = .named
        #expect(client.delivery(of: [store]) == .named)
        #expect(Client(name: "libpq").delivery(of: [try Fixture.store(Fixture.g2)]) == .named)
        #expect(Client(name: "libpq").delivery(of: []) == .none)
    }
}
