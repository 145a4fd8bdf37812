package import ScanModel

/// PKCS #7 (RFC 2315) in DER, recognised and not read: a `.p7b` file. Of the PostgreSQL clients only pgjdbc reads it.
package enum PKCS7: TrustStoreFormat {
    package static let name = "PKCS #7"

    /// `ContentInfo ::= SEQUENCE { contentType OBJECT IDENTIFIER (1.2.840.113549.1.7.n), … }`.
    package static func recognizes(_ bytes: [UInt8]) -> Bool {
        let contentType: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07]
        return bytes.first == DERElement.sequence && DERElement.content(of: bytes)?.starts(with: contentType) == true
    }

    package static func parse(_ bytes: [UInt8]) -> StoreReading {
        .unread(.unsupportedFormat, "PKCS #7 bundle: convert it with openssl pkcs7 -print_certs to have it judged")
    }
}
