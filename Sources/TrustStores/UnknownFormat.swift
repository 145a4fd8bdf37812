import ScanModel

/// What is left when no format recognises the bytes: nothing for a person to see, though each reader still gets its
/// say.
enum UnknownFormat: TrustStoreFormat {
    static let name = "unknown"

    private static let utf16 =
        "UTF-16 text, which no TLS client reads: save it as ASCII, or as UTF-8 without a byte order mark"

    static func recognizes(_ bytes: [UInt8]) -> Bool { true }

    static func parse(
        _ bytes: [UInt8], passwords: [String?], _ certificates: inout CertificateReader
    ) -> TrustStore {
        let entry =
            isUTF16(bytes)
            ? RejectedEntry(index: 0, reason: .badEncoding, detail: Self.utf16)
            : RejectedEntry(
                index: 0, reason: .unsupportedFormat, detail: "binary data of no known trust store format")
        return TrustStore(
            format: name, certificates: [], rejected: [entry],
            readings: [.javaKeyStore: .refused("it is not a key store")])
    }

    /// By byte order mark, or by `-----` with a zero beside each byte.
    private static func isUTF16(_ bytes: [UInt8]) -> Bool {
        let dash = UInt8(ascii: "-")
        return bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
            || bytes.starts(with: [dash, 0, dash, 0, dash, 0]) || bytes.starts(with: [0, dash, 0, dash, 0, dash])
    }
}
