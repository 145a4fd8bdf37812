package import ScanModel

/// What a certificate of a store is to a rotation.
package enum CertificateRole: String, Sendable, CaseIterable {
    /// Self-signed, and a chain served after the rotation ends at it.
    case root
    /// An intermediate above the servers' issuers, cross-signed roots included.
    case bridge
    /// Issues server certificates until the rotation.
    case oldIntermediate = "old-intermediate"
    /// Issues server certificates from the rotation on.
    case newIntermediate = "new-intermediate"
    case otherRoot = "other-root"
    case other
}

extension RotationProfile {
    /// Matched by name and key, never by name alone: editions of one certificate authority differ in everything else.
    package func role(of certificate: StoreCertificate) -> CertificateRole {
        func isSame(_ other: StoreCertificate) -> Bool {
            other.subject == certificate.subject && other.spkiSHA256 == certificate.spkiSHA256
        }
        if certificate.isSelfSigned {
            let endsAChain = everyAfter.contains { chain in
                chain.certificates.contains(where: isSame)
                    || chain.certificates.last.map { $0.isSigned(by: certificate) } ?? false
            }
            return endsAChain ? .root : .otherRoot
        }
        if everyAfter.contains(where: { isSame($0.issuer) }) { return .newIntermediate }
        if everyBefore.contains(where: { isSame($0.issuer) }) { return .oldIntermediate }
        let isAbove = (everyBefore + everyAfter).contains { $0.certificates.dropFirst().contains(where: isSame) }
        return isAbove ? .bridge : .other
    }
}
