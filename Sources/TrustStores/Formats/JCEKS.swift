package import ScanModel

/// Sun's JCEKS key store, recognised by its magic number and not read.
package enum JCEKS: TrustStoreFormat {
    package static let name = "JCEKS"

    package static func recognizes(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0xCE, 0xCE, 0xCE, 0xCE])
    }

    package static func parse(_ bytes: [UInt8]) -> StoreReading {
        .unread(.unsupportedFormat, "JCEKS key store: convert it with keytool -importkeystore to have it judged")
    }
}
