import ScanModel
import Testing

@testable import TrustStores

@Suite struct StoreParserTests {
    @Test func equalBytesAreParsedOnce() throws {
        var parser = StoreParser()
        let bytes = try Fixture.bytes(Fixture.root)
        let first = parser.reading(of: .bytes(bytes))
        #expect(parser.reading(of: .bytes(Array(bytes.map { $0 }))) == first)
        #expect(parser.parses == 1)
        var other = bytes
        other[200] ^= 1
        _ = parser.reading(of: .bytes(other))
        #expect(parser.parses == 2)
    }

    /// What is known of a certificate by one file says nothing of how it stands in another.
    @Test func filesShareCertificatesAndNotTheirForms() throws {
        let pem = try Fixture.pem(Fixture.root)
        let files = [pem, pem.replacing(" CERTIFICATE", with: " X509 CERTIFICATE"), pem + pem]
        var parser = StoreParser()
        for file in files + files.reversed() {
            let bytes = Array(file.utf8)
            #expect(parser.reading(of: .bytes(bytes)) == parseTrustStore(bytes))
        }
        #expect(parser.reading(of: .bytes(Array(files[0].utf8))) != parser.reading(of: .bytes(Array(files[1].utf8))))
    }

    @Test func theStateOfAStoreIsKept() throws {
        let client = TLSClient(
            container: ContainerID(
                workload: WorkloadID(namespace: "pay", kind: "Deployment", name: "billing"), name: "app"),
            connection: "DATABASE_URL", name: "libpq", evidence: "test", endpoint: nil,
            mode: Mode(value: nil, source: "default"),
            behaviour: ClientBehaviour(opening: .tls, verification: .chain, rules: .openSSL))
        let contents: [CollectedStore.Content] = [
            .bytes(try Fixture.bytes(Fixture.root)), .missing("no key ca.pem"), .unread(.forbidden, "denied"),
            .notLookedAt,
        ]
        let collected = CollectedClient(
            client: client,
            stores: contents.map {
                CollectedStore(reference: .named(path: "/ca.pem"), location: nil, content: $0, update: .followsObject)
            })
        var parser = StoreParser()
        let stores = try #require(parser.parse([collected]).first?.stores)
        #expect(stores.count == 4)
        guard case .read(let store)? = stores[0].reading else {
            Issue.record("not read")
            return
        }
        #expect(store.certificates.count == 1)
        #expect(stores[1].reading == .missing("no key ca.pem"))
        #expect(stores[2].reading == .unread(.forbidden, "denied"))
        #expect(stores[3].reading == nil)
        #expect(stores.allSatisfy { $0.update == .followsObject })
    }

    private func made(_ making: FileMaking, _ parts: [CollectedStore.Content]) -> StoreReading? {
        var parser = StoreParser()
        return parser.reading(of: .made(making, of: parts))
    }

    private func subjects(_ reading: StoreReading?) -> [String] {
        guard case .read(let store)? = reading else { return [] }
        return [store.format] + store.certificates.map(\.shortName)
    }

    @Test func opensslX509TakesTheFirstCertificate() throws {
        let two = CollectedStore.Content.bytes(
            Array((try Fixture.pem(Fixture.root) + Fixture.pem(Fixture.otherRoot)).utf8))
        #expect(subjects(made(.firstCertificate, [two])) == ["PEM", "DigiCert Global Root G2"])
        let der = CollectedStore.Content.bytes(try Fixture.der(Fixture.otherRoot))
        #expect(subjects(made(.firstCertificate, [der])) == ["PEM", "Microsoft RSA Root Certificate Authority 2017"])
    }

    @Test func aKeyStoreHoldsWhatWasImported() throws {
        let first = CollectedStore.Content.made(.firstCertificate, of: [.bytes(try Fixture.bytes(Fixture.root))])
        let second = CollectedStore.Content.made(.firstCertificate, of: [.bytes(try Fixture.bytes(Fixture.otherRoot))])
        let store = made(.keyStore(.jks), [first, second])
        #expect(
            subjects(store)
                == ["JKS", "DigiCert Global Root G2", "Microsoft RSA Root Certificate Authority 2017"])
        guard case .read(let read)? = store else { return }
        #expect(read.reading(by: .javaKeyStore) == .loaded(read.certificates))
        #expect(subjects(made(.keyStore(.pkcs12), [first])) == ["PKCS #12", "DigiCert Global Root G2"])
        let grown = made(.keyStore(.likeTheFirst), [.made(.keyStore(.jks), of: [first]), second])
        #expect(subjects(grown).first == "JKS")
        guard case .unread? = made(.keyStore(.likeTheFirst), [.bytes(try Fixture.bytes(Fixture.root)), second]) else {
            Issue.record("a PEM file is no key store that keytool adds to")
            return
        }
    }

    @Test func whatCannotBeReadMakesTheResultUnread() throws {
        let good = CollectedStore.Content.bytes(try Fixture.bytes(Fixture.root))
        let broken = CollectedStore.Content.bytes(
            Array("-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n".utf8))
        for bad in [broken, .bytes([]), .missing("no file"), .unread(.forbidden, "denied"), .notLookedAt] {
            guard case .unread? = made(.keyStore(.jks), [good, bad]) else {
                Issue.record("read with \(bad)")
                continue
            }
        }
    }
}
