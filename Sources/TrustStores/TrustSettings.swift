import ScanModel

/// What OpenSSL writes behind the certificate of a `TRUSTED CERTIFICATE` block (`X509_CERT_AUX`):
/// `SEQUENCE { trust SEQUENCE OF OBJECT IDENTIFIER OPTIONAL, reject [0] IMPLICIT SEQUENCE OF … OPTIONAL, alias
/// UTF8String OPTIONAL, keyid OCTET STRING OPTIONAL, other [1] … OPTIONAL }`.
enum TrustSettings {
    /// id-kp-serverAuth and anyExtendedKeyUsage.
    private static let serverPurposes: [[UInt8]] = [[0x2B, 6, 1, 5, 5, 7, 3, 1], [0x55, 0x1D, 0x25, 0]]
    private static let fields: [UInt8] = [DERElement.sequence, 0xA0, 0x0C, DERElement.octetString, 0xA1]

    /// - Parameter bytes: all that follows the certificate.
    /// - Returns: nil where the settings are damaged.
    static func form(_ bytes: ArraySlice<UInt8>) -> StoreCertificate.Form? {
        guard !bytes.isEmpty else { return .trusted }
        guard let settings = DERElement(bytes), settings.tag == DERElement.sequence, let parts = settings.children
        else {
            return nil
        }
        let places = parts.map { fields.firstIndex(of: $0.tag) ?? -1 }
        guard zip([-1] + places, places).allSatisfy({ $0 < $1 }) else { return nil }
        var trusts: Bool?
        for part in parts where part.tag == DERElement.sequence || part.tag == 0xA0 {
            guard let purposes = part.children, purposes.allSatisfy({ $0.tag == DERElement.objectIdentifier }) else {
                return nil
            }
            let forServers = purposes.contains { serverPurposes.contains(Array($0.content)) }
            if part.tag == DERElement.sequence {
                trusts = forServers
            } else if forServers {
                return .notTrustedForServers
            }
        }
        return trusts.map { $0 ? .trustedForServers : .notTrustedForServers } ?? .trusted
    }
}
