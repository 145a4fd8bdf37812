package import ScanModel

/// A file format of trust stores. To add one: a file in `Formats/`, a line in ``trustStoreFormats``, a sample in its test.
package protocol TrustStoreFormat: Sendable {
    /// The name in reports, such as `JKS`.
    static var name: String { get }

    /// Whether the bytes are of this format, by content alone: a `.jks` file is often PKCS #12.
    static func recognizes(_ bytes: [UInt8]) -> Bool

    /// Reads every entry that can be read; the others go to ``TrustStore/rejected``.
    static func parse(_ bytes: [UInt8]) -> StoreReading
}

/// Every format, in the order in which it is asked: those with a magic number first, text last.
package let trustStoreFormats: [any TrustStoreFormat.Type] = [
    JKS.self, JCEKS.self, BKS.self, PKCS12.self, PKCS7.self, DER.self, PEM.self,
]

/// A larger file is not a trust store: the largest public bundles are under 1 MiB.
let largestStore = 16 << 20

/// Reads the bytes of one trust store, of whatever format.
///
/// Never throws and never stops at one bad entry: what could not be read is in the result.
///
/// - Parameter bytes: the whole file; hostile until read.
/// - Returns: the store, or why nothing of it could be read.
package func parseTrustStore(_ bytes: [UInt8]) -> StoreReading {
    guard bytes.count <= largestStore else {
        return .unread(.tooLarge, "\(bytes.count) bytes, more than \(largestStore)")
    }
    if isUTF16(bytes) {
        return .unread(.badEncoding, "UTF-16 text, which no TLS client reads")
    }
    guard let format = trustStoreFormats.first(where: { $0.recognizes(bytes) }) else {
        return .unread(.unsupportedFormat, "binary data of no known trust store format")
    }
    return format.parse(bytes)
}

/// By byte order mark, or by `-----` with a zero beside each byte.
private func isUTF16(_ bytes: [UInt8]) -> Bool {
    let dash = UInt8(ascii: "-")
    return bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
        || bytes.starts(with: [dash, 0, dash, 0, dash, 0]) || bytes.starts(with: [0, dash, 0, dash, 0, dash])
}
