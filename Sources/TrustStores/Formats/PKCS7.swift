package import ScanModel

/// PKCS #7 (RFC 2315, RFC 5652): a `.p7b` file of certificates, DER or BER. Of the PostgreSQL clients only pgjdbc reads
/// it.
package enum PKCS7: TrustStoreFormat {
    package static let name = "PKCS #7"

    /// `ContentInfo ::= SEQUENCE { contentType OBJECT IDENTIFIER (1.2.840.113549.1.7.n), … }`.
    package static func recognizes(_ bytes: [UInt8]) -> Bool {
        let contentType: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07]
        if bytes.starts(with: [DERElement.sequence, 0x80]) { return bytes.dropFirst(2).starts(with: contentType) }
        return bytes.first == DERElement.sequence && DERElement.content(of: bytes)?.starts(with: contentType) == true
    }

    package static func parse(
        _ bytes: [UInt8], passwords: [String?], _ certificates: inout CertificateReader
    ) -> TrustStore {
        var store = TrustStore(format: name, certificates: [])
        guard let bundle = Bundle(bytes) else {
            store.reject(.badDER, "not SignedData, or cut short")
            return store
        }
        for der in bundle.certificates where store.hasRoom() {
            let answer = certificates.answer(der)
            if let certificate = answer.certificate {
                store.certificates.append(certificate)
            } else {
                store.reject(.badDER, answer.defect)
            }
        }
        return store
    }
}
