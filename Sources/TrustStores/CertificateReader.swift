import Crypto
import ScanModel

/// Reads certificates, each once, however many files hold it and however many clients read these.
package struct CertificateReader {
    /// What bytes are as a certificate.
    enum Answer {
        case certificate(StoreCertificate)
        /// A certificate so odd that parsers differ over it, such as a name with text that its type does not allow.
        case odd(StoreCertificate)
        /// Nothing that any client takes for a certificate.
        case broken
        /// Built like a certificate, and not read here: a client may accept it.
        case unsure

        /// What a person sees, whatever clients make of it.
        var certificate: StoreCertificate? {
            switch self {
            case .certificate(let certificate), .odd(let certificate): certificate
            case .broken, .unsure: nil
            }
        }

        /// Why a person sees no certificate.
        var defect: String {
            switch self {
            case .certificate, .odd, .broken: "not an X.509 certificate"
            case .unsure: "built like an X.509 certificate, and could not be read here"
            }
        }
    }

    /// A larger one is not looked into: it would be mostly padding, and each of its parts takes memory.
    private static let largestCertificate = 1 << 20

    private var known: [SHA256.Digest: Answer] = [:]

    package init() {}

    /// What one certificate is; trailing bytes make it broken.
    mutating func answer(_ der: ArraySlice<UInt8>) -> Answer {
        guard der.count <= Self.largestCertificate else { return .unsure }
        let digest = SHA256.hash(data: der)
        if let answer = known[digest] { return answer }
        let answer: Answer =
            if let certificate = try? StoreCertificate(der: Array(der)) {
                CertificateShape.isSound(certificate.certificate, der) ? .certificate(certificate) : .odd(certificate)
            } else {
                CertificateShape.isPossible(der) ? .unsure : .broken
            }
        known[digest] = answer
        return answer
    }

    /// The same for a certificate with whatever behind it, as OpenSSL's `d2i_X509` reads.
    ///
    /// - Returns: the answer, and what stands behind the certificate.
    mutating func answer(startOf bytes: ArraySlice<UInt8>) -> (Answer, rest: ArraySlice<UInt8>) {
        guard let element = DERElement(bytes) else {
            return (CertificateShape.isOfIndefiniteLength(bytes) ? .unsure : .broken, [])
        }
        return (answer(bytes.prefix(element.size)), bytes.dropFirst(element.size))
    }
}
