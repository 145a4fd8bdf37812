package import ScanModel

/// Bouncy Castle's BKS key store, recognised and not read: version 1 or 2, then a salt of 20 bytes.
package enum BKS: TrustStoreFormat {
    package static let name = "BKS"

    package static func recognizes(_ bytes: [UInt8]) -> Bool {
        let salt: [UInt8] = [0, 0, 0, 20]
        return bytes.starts(with: [0, 0, 0, 1] + salt) || bytes.starts(with: [0, 0, 0, 2] + salt)
    }

    package static func parse(
        _ bytes: [UInt8], passwords: [String], _ certificates: inout CertificateReader
    ) -> TrustStore {
        let words = "BKS key store: convert it with keytool -importkeystore to have it judged"
        return TrustStore(
            format: name, certificates: [],
            rejected: [RejectedEntry(index: 0, reason: .unsupportedFormat, detail: words)],
            readings: [.javaKeyStore: .unclear(words)])
    }
}
