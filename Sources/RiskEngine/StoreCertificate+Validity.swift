package import FoundationEssentials
package import ScanModel
import X509

extension StoreCertificate {
    /// The first and the last moment at which it is valid (RFC 5280, section 4.1.2.5).
    package var validity: (from: Date, until: Date) { (certificate.notValidBefore, certificate.notValidAfter) }
}
