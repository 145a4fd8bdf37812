package import ScanModel

/// PKCS #12 (RFC 7292), recognised and not read: what `keytool` writes by default from JDK 9, whatever the file's name.
package enum PKCS12: TrustStoreFormat {
    package static let name = "PKCS #12"

    /// `PFX ::= SEQUENCE { version INTEGER (3), … }`.
    package static func recognizes(_ bytes: [UInt8]) -> Bool {
        bytes.first == DERElement.sequence && DERElement.content(of: bytes)?.starts(with: [0x02, 0x01, 0x03]) == true
    }

    package static func parse(_ bytes: [UInt8]) -> StoreReading {
        .unread(.unsupportedFormat, "PKCS #12 key store: export its certificates as PEM or JKS to have them judged")
    }
}
