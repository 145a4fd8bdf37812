import ScanModel
import Testing

@testable import TrustStores

/// Asked of Node 20.18, 20.20, 22.20 and 24.19: what `NODE_EXTRA_CA_CERTS` adds, and what `ssl.ca` reads of the same
/// file.
struct NodeExtraCertificatesTests {
    private func count(_ store: TrustStore, _ reader: ChainRules.FileReader) -> Int? {
        if case .loaded(let certificates) = store.reading(by: reader) { certificates.count } else { nil }
    }

    @Test func aTrustedCertificateIsNotAdded() throws {
        let trusted = try store(try Fixture.pem("trusted-for-servers"))
        #expect(count(trusted, .node) == 1)
        #expect(count(trusted, .nodeExtra) == 0)
    }

    @Test func aPlainCertificateIsAdded() throws {
        #expect(count(try store(try Fixture.pem(Fixture.root)), .nodeExtra) == 1)
    }

    @Test func whatStandsAboveDamageIsAdded() throws {
        let damaged = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
        #expect(count(try store(try Fixture.pem(Fixture.root) + damaged), .nodeExtra) == 1)
    }
}
