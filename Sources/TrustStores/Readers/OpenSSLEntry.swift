import ScanModel

/// One sound block of a PEM file, as OpenSSL takes it by its label (crypto/pem/pem_info.c).
enum OpenSSLEntry {
    case certificate(StoreCertificate)
    /// A certificate revocation list.
    case list
    /// Nothing for a trust store.
    case other
    case broken(String)
    /// It is not known whether it is read.
    case unsure(String)

    static let plainLabels = ["CERTIFICATE", "X509 CERTIFICATE"]
    static let trustedLabel = "TRUSTED CERTIFICATE"
    private static let oldKeyLabels = ["RSA PRIVATE KEY", "DSA PRIVATE KEY", "EC PRIVATE KEY"]

    init(_ block: OpenSSLPEM.Block, _ generation: OpenSSLPEM.Generation, _ certificates: inout CertificateReader) {
        switch block.name {
        case let name where Self.plainLabels.contains(name):
            self = Self.certificate(in: block, readsSettings: false, &certificates)
        case Self.trustedLabel: self = Self.certificate(in: block, readsSettings: true, &certificates)
        case "X509 CRL":
            let isList = block.header.isEmpty && Self.holdsList(block.bytes)
            self = isList ? .list : .broken("its X509 CRL block is not a CRL")
        case let name where Self.oldKeyLabels.contains(name):
            let isReadable = block.header.isEmpty ? Self.holdsKey(block.bytes) : Self.isEncrypted(block.header)
            self = isReadable ? .other : .broken("its \(name) block is damaged")
        case let name where name.contains("PRIVATE KEY"):
            // Skipped before 3.0.
            let isReadable =
                generation != .v3 || Self.isEncrypted(block.header)
                || (block.header.isEmpty && (name == "ENCRYPTED PRIVATE KEY" || Self.holdsKey(block.bytes)))
            self = isReadable ? .other : .broken("its \(name) block is damaged")
        default: self = .other
        }
    }

    /// The certificate of a block of whatever label.
    ///
    /// - Parameters:
    ///   - block: the block.
    ///   - readsSettings: whether what stands behind the certificate is taken for trust settings (`d2i_X509_AUX`) or
    ///     ignored (`d2i_X509`).
    ///   - certificates: what its certificate is.
    /// - Returns: the certificate, or why it is none.
    static func certificate(
        in block: OpenSSLPEM.Block, readsSettings: Bool, _ certificates: inout CertificateReader
    ) -> OpenSSLEntry {
        guard block.header.isEmpty else { return .broken("a \(block.name) block has headers") }
        let (answer, rest) = certificates.answer(startOf: block.bytes[...])
        switch answer {
        case .broken: return .broken("a \(block.name) block holds no certificate")
        case .odd, .unsure: return .unsure("a certificate in it is odd, and parsers differ over it")
        case .certificate(let certificate):
            guard readsSettings, !rest.isEmpty else { return .certificate(certificate) }
            guard let form = TrustSettings.form(rest) else {
                return .broken("a certificate's trust settings are damaged")
            }
            return .certificate(certificate.seen(as: form))
        }
    }

    /// Whether the outer elements are those of RFC 5280, section 5.1.
    private static func holdsList(_ bytes: [UInt8]) -> Bool {
        let tags = [DERElement.sequence, DERElement.sequence, DERElement.bitString]
        guard let parts = DERElement(bytes[...])?.children, parts.map(\.tag) == tags,
            let fields = parts[0].children
        else { return false }
        let required = Array(fields.drop { $0.tag == DERElement.integer })
        return required.count >= 3 && required[..<2].map(\.tag) == tags.dropLast()
            && CertificateShape.isNameSound(required[1]) && [0x17, 0x18].contains(required[2].tag)
    }

    private static func isEncrypted(_ header: [UInt8]) -> Bool {
        let text = String(decoding: header, as: UTF8.self)
        return text.hasPrefix("Proc-Type: 4,ENCRYPTED\n") && text.contains("\nDEK-Info: ")
    }

    /// Whether the outer elements are those of a private key: each kind starts with a version. Its numbers are not
    /// looked at, so a file that OpenSSL refuses over a wrong number in a key is not noticed.
    private static func holdsKey(_ bytes: [UInt8]) -> Bool {
        guard let key = DERElement(bytes[...]), key.tag == DERElement.sequence, let parts = key.children else {
            return false
        }
        return parts.count > 1 && parts[0].tag == DERElement.integer
    }
}
