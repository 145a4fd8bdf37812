package import ScanModel

/// Sun's JCEKS key store: JKS with another magic number and other guards around its keys.
///
/// Java reads it only where it is told to: `javax.net.ssl.trustStoreType=jceks`.
package enum JCEKS: TrustStoreFormat {
    package static let name = "JCEKS"

    package static func recognizes(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0xCE, 0xCE, 0xCE, 0xCE])
    }

    package static func parse(
        _ bytes: [UInt8], passwords: [String?], _ certificates: inout CertificateReader
    ) -> TrustStore {
        var store = TrustStore(format: name, certificates: [], integrity: .unchecked)
        var entries = JKSEntries(bytes)
        if entries.read(into: &store, &certificates),
            entries.isDigestRight(forOneOf: passwords)
        {
            store.integrity = .checked
        }
        store.readings[.javaKeyStore] = .unclear(
            "Java reads a JCEKS key store only where javax.net.ssl.trustStoreType says so")
        return store
    }
}
