import Foundation
import FoundationEssentials
import ScanModel
import SwiftASN1
import Testing

@testable import RiskEngine

/// Real certificates beside the tests, and clients to judge them with.
enum Fixture {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    static let g1 = "digicert-global-root-ca"
    static let g2 = "digicert-global-root-g2"
    static let microsoftRSA = "microsoft-rsa-root-ca-2017"
    static let microsoftECC = "microsoft-ecc-root-ca-2017"
    static let lookAlike = "microsoft-rsa-root-ca-2017-early-lookalike"
    static let ca04 = "microsoft-azure-rsa-tls-issuing-ca-04-xsign-digicert-g2"
    static let ca04ByMicrosoft = "microsoft-azure-rsa-tls-issuing-ca-04-ms-rsa-2017"
    static let oldIssuers = ["03", "04", "07", "08"].map {
        "microsoft-azure-rsa-tls-issuing-ca-\($0)-xsign-digicert-g2"
    }
    static let ocsp02 = "microsoft-tls-g2-rsa-ca-ocsp-02"
    static let bridge = "microsoft-tls-rsa-root-g2-xsign-digicert-g2"
    static let newRoot = "microsoft-tls-rsa-root-g2-selfsigned"
    static let oldLeaf = "leaf-metadata-azure-com-2026-issuing-ca-04"
    static let newLeaf = "leaf-metadata-azure-com-2026-ocsp-02"
    static let unrelated = "isrg-root-x1"

    static func pem(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: "\(name).pem"), encoding: .utf8)
    }

    static func certificate(_ name: String, form: StoreCertificate.Form = .plain) throws -> StoreCertificate {
        try StoreCertificate(der: PEMDocument(pemString: pem(name)).derBytes, form: form)
    }

    static func certificates(_ names: [String]) throws -> [StoreCertificate] { try names.map { try certificate($0) } }

    static func date(_ text: String) throws -> Date { try #require(Timestamp.date(text)) }

    static func judge(asOf: String = "2026-06-01", profiles: [String] = ["azure-postgresql-2025"]) throws -> Judge {
        Judge(profiles: try profiles.map { try RotationProfile.builtIn(named: $0) }, asOf: try date(asOf))
    }

    static let database = Endpoint(host: "db1.postgres.database.azure.com", port: 5432)
}

extension ClientBehaviour {
    static let libpqVerifyFull = ClientBehaviour(opening: .tls, verification: .chainAndName, rules: .openSSL)
    static let libpqVerifyCA = ClientBehaviour(opening: .tls, verification: .chain, rules: .openSSL)
    static let libpqRequire = ClientBehaviour(
        opening: .tls, verification: .chain, missingStore: .skipsVerification, rules: .openSSL)
    static let libpqPrefer = ClientBehaviour(
        opening: .tlsIfOffered, verification: .chain, missingStore: .skipsVerification, rejection: .retriesPlaintext,
        rules: .openSSL)
    static let javaVerifyFull = ClientBehaviour(opening: .tls, verification: .chainAndName, rules: .java)
    static let goVerifyFull = ClientBehaviour(opening: .tls, verification: .chainAndName, rules: .go)
    static let encryptsOnly = ClientBehaviour(opening: .tls, verification: .none, rules: .java)
    static let disabled = ClientBehaviour(opening: .plaintext, verification: .none, rules: .openSSL)
}

/// One client with its stores.
func evidence(
    _ behaviour: ClientBehaviour, _ stores: [StoreEvidence] = [], name: String = "libpq", workload: String = "billing",
    connection: String = "DATABASE_URL", endpoint: Endpoint? = Fixture.database, mode: String? = "verify-full",
    undetermined: [UnreadSetting] = [], readsStoreOnce: Bool = false
) -> ClientEvidence {
    let client = TLSClient(
        container: ContainerID(workload: WorkloadID(namespace: "pay", kind: "Deployment", name: workload), name: "app"),
        connection: connection, name: name, evidence: "test", endpoint: endpoint,
        mode: Mode(value: mode, source: "env"),
        behaviour: behaviour, stores: stores.map(\.reference), undetermined: undetermined,
        readsStoreOnce: readsStoreOnce)
    return ClientEvidence(client: client, stores: stores)
}

/// A ConfigMap's file, mounted and named by the settings.
func named(_ reading: StoreReading?, update: StoreUpdate? = .followsObject) -> StoreEvidence {
    StoreEvidence(
        reference: .named(path: "/etc/db/ca.pem"),
        location: .configMap(namespace: "pay", name: "db-ca", key: "ca.pem"), reading: reading,
        update: update)
}

func named(_ names: String..., update: StoreUpdate? = .followsObject) throws -> StoreEvidence {
    named(
        .read(TrustStore(format: "PEM", certificates: try Fixture.certificates(names))), update: update)
}

func builtIn(_ store: BuiltInStore, _ reading: StoreReading? = nil) -> StoreEvidence {
    StoreEvidence(reference: .builtIn(store), location: nil, reading: reading)
}

func homeRoot(_ reading: StoreReading? = nil) -> StoreEvidence {
    StoreEvidence(reference: .defaultFile(path: "/root/.postgresql/root.crt"), location: nil, reading: reading)
}

extension Judge {
    /// The one finding of one client.
    mutating func one(_ evidence: ClientEvidence, sourceLocation: SourceLocation = #_sourceLocation) throws -> Finding {
        let findings = judge([evidence]).flatMap(\.self)
        #expect(findings.count == 1, sourceLocation: sourceLocation)
        return try #require(findings.first, sourceLocation: sourceLocation)
    }
}
