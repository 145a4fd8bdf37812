import FoundationEssentials
import ScanModel
import X509

extension StoreCertificate {
    /// Whether the other certificate's key made this signature, and its subject is this issuer.
    func isSigned(by issuer: StoreCertificate) -> Bool {
        self.issuer == issuer.subject
            && issuer.certificate.publicKey.isValidSignature(certificate.signature, for: certificate)
    }

    var notAfter: Date { certificate.notValidAfter }
}
