package import ScanModel

/// Sun's JKS key store, versions 1 and 2, read without a password.
///
/// The password guards two things that are not needed: the private keys, which are skipped, and the digest at the
/// end, which stays ``TrustStore/Integrity/unchecked`` where no password that is tried fits it. Of a private key entry the certificate chain is kept:
/// Java takes its first certificate as an anchor.
package enum JKS: TrustStoreFormat {
    package static let name = "JKS"
    package static func recognizes(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0xFE, 0xED, 0xFE, 0xED])
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
        return store
    }
}
