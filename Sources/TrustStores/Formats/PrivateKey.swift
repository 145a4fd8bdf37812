package import ScanModel

/// A private key in DER and nothing else: PKCS #8, encrypted or not, or the older forms of RSA and elliptic curves.
///
/// It holds no certificate, and no client takes it for a trust store. The key itself is never looked at.
package enum PrivateKey: TrustStoreFormat {
    package static let name = "private key"

    package static func recognizes(_ bytes: [UInt8]) -> Bool {
        guard let outer = DERElement(bytes[...]), outer.tag == DERElement.sequence, outer.size == bytes.count,
            let fields = outer.children, fields.count >= 2
        else { return false }
        let integer = DERElement.integer
        let (sequence, octets) = (DERElement.sequence, DERElement.octetString)
        switch fields.map(\.tag).prefix(3) {
        // OneAsymmetricKey (RFC 5958, section 2); version 3 would be PKCS #12.
        case [integer, sequence, octets]: return fields[0].content.first.map { $0 <= 1 } ?? false
        // RSAPrivateKey (RFC 8017, appendix A.1.2).
        case [integer, integer, integer]: return fields.count >= 9 && fields.prefix(9).allSatisfy { $0.tag == integer }
        // ECPrivateKey (RFC 5915, section 3), whose parameters and public key may be left out.
        case let tags where tags.starts(with: [integer, octets]): return fields[0].content.elementsEqual([1])
        // EncryptedPrivateKeyInfo (RFC 5958, section 3).
        case [sequence, octets]: return fields[0].children?.first?.tag == DERElement.objectIdentifier
        default: return false
        }
    }

    package static func parse(
        _ bytes: [UInt8], passwords: [String?], _ certificates: inout CertificateReader
    ) -> TrustStore {
        TrustStore(
            format: name, certificates: [], holdsPrivateKey: true,
            readings: [.javaKeyStore: .refused("it is not a key store")])
    }
}
