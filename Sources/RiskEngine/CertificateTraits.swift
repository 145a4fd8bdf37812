import FoundationEssentials
import ScanModel
import X509

/// What path building asks of a certificate, read once.
struct CertificateTraits {
    let notBefore: Date
    let notAfter: Date
    /// Nil where the extension is missing, as in version 1 certificates.
    let isAuthority: Bool?
    let maxPathLength: Int?
    /// Whether key usage and extended key usage, where present, let it sign server certificates.
    let maySign: Bool

    init(_ certificate: Certificate) {
        notBefore = certificate.notValidBefore
        notAfter = certificate.notValidAfter
        var signs = true
        do {
            switch try certificate.extensions.basicConstraints {
            case .isCertificateAuthority(let length): (isAuthority, maxPathLength) = (true, length)
            case .notCertificateAuthority: (isAuthority, maxPathLength) = (false, nil)
            case nil: (isAuthority, maxPathLength) = (nil, nil)
            }
        } catch {
            (isAuthority, maxPathLength) = (false, nil)
        }
        do {
            if let usage = try certificate.extensions.keyUsage { signs = usage.keyCertSign }
            if let usage = try certificate.extensions.extendedKeyUsage {
                signs = signs && (usage.contains(.serverAuth) || usage.contains(.any))
            }
        } catch {
            signs = false
        }
        maySign = signs
    }

    func isValid(at date: Date) -> Bool { notBefore <= date && date <= notAfter }
}
