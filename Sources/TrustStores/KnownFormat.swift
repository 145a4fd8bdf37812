package import ScanModel

/// A format that is known by its first bytes, named, and not read.
package protocol KnownFormat: TrustStoreFormat {
    /// What to do with such a file, for the rejected entry that stands for all that is in it.
    static var advice: String { get }
}

extension KnownFormat {
    package static func parse(
        _ bytes: [UInt8], passwords: [String?], _ certificates: inout CertificateReader
    ) -> TrustStore {
        var store = TrustStore(format: name, certificates: [])
        store.reject(.unsupportedFormat, advice)
        // Who has such a file may have installed what reads it.
        store.readings[.javaKeyStore] = .unclear(advice)
        return store
    }
}
