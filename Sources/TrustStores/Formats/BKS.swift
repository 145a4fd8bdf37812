package import ScanModel

/// Bouncy Castle's BKS key store, versions 1 and 2, read without a password, as JKS is.
///
/// Java reads it only with Bouncy Castle's provider installed; Android's tools write it.
package enum BKS: TrustStoreFormat {
    package static let name = "BKS"

    package static func recognizes(_ bytes: [UInt8]) -> Bool {
        BKSEntries.hasHeader(bytes) && !BKSEntries.isEncrypted(bytes)
    }

    package static func parse(
        _ bytes: [UInt8], passwords: [String?], _ certificates: inout CertificateReader
    ) -> TrustStore {
        var store = TrustStore(
            format: name, certificates: [], integrity: .unchecked,
            readings: [.javaKeyStore: .unclear("Java reads a BKS key store only with Bouncy Castle's provider")])
        guard var entries = BKSEntries(bytes) else {
            store.reject(.badJKS, "cut short in its header")
            return store
        }
        if entries.read(into: &store, &certificates),
            entries.isSealed(withOneOf: passwords)
        {
            store.integrity = .checked
        }
        return store
    }
}
