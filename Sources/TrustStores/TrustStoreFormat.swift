package import ScanModel

/// A file format of trust stores. To add one: a file in `Formats/`, a line in ``trustStoreFormats``, a sample in its
/// test.
package protocol TrustStoreFormat: Sendable {
    /// The name in reports, such as `JKS`.
    static var name: String { get }

    /// Whether the bytes are of this format, by content alone: a `.jks` file is often PKCS #12.
    static func recognizes(_ bytes: [UInt8]) -> Bool

    /// Reads every entry that can be read; the others go to ``TrustStore/rejected``.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - passwords: to open it with, the likeliest first, nil for none; no others are tried, and none is kept.
    ///   - certificates: what its certificates are.
    /// - Returns: the store, without ``TrustStore/readings`` but that of Java's key stores.
    static func parse(
        _ bytes: [UInt8], passwords: [String?], _ certificates: inout CertificateReader
    ) -> TrustStore
}

/// Every format, in the order in which it is asked: those with a magic number first, text last.
package let trustStoreFormats: [any TrustStoreFormat.Type] = [
    JKS.self, JCEKS.self, BKS.self, UBER.self, NSSDatabase.self, WindowsStore.self, PKCS12.self, PKCS7.self,
    BCFKS.self, PrivateKey.self, DER.self, PEM.self,
]

/// A larger file is not a trust store: the largest public bundles are under 1 MiB.
package let largestStore = 16 << 20

/// Reads the bytes of one trust store, of whatever format.
///
/// Never throws and never stops at one bad entry: what could not be read is in the result. Beside what a person finds
/// in the file, the result says what the code of each client finds in it (``TrustStore/reading(by:)``).
///
/// - Parameters:
///   - bytes: the whole file; hostile until read.
///   - passwords: to open a key store with, before the customary ones; never kept.
/// - Returns: the store, or why nothing of it could be read.
package func parseTrustStore(_ bytes: [UInt8], passwords: [String] = []) -> StoreReading {
    var certificates = CertificateReader()
    return parseTrustStore(bytes, candidates: StorePasswords.candidates(passwords), &certificates)
}

/// Reads the bytes of one trust store.
///
/// - Parameters:
///   - bytes: the whole file.
///   - candidates: the passwords to open it with, the likeliest first, nil for none; no others are tried.
///   - certificates: what is known of certificates by other files.
/// - Returns: the store, or why nothing of it could be read.
func parseTrustStore(
    _ bytes: [UInt8], candidates: [String?] = StorePasswords.candidates([]), _ certificates: inout CertificateReader
) -> StoreReading {
    guard bytes.count <= largestStore else {
        return .unread(.tooLarge, "\(bytes.count) bytes, more than \(largestStore)")
    }
    if let clean = CleanPEM.certificates(in: bytes, &certificates) {
        return .read(TrustStore(format: PEM.name, certificates: clean))
    }
    return .read(parse(bytes, passwords: candidates, &certificates))
}

/// Reads a store of whatever format and quality, once for people and once for each client.
func parse(_ bytes: [UInt8], passwords: [String?], _ certificates: inout CertificateReader) -> TrustStore {
    let format = trustStoreFormats.first { $0.recognizes(bytes) } ?? UnknownFormat.self
    var store = format.parse(bytes, passwords: passwords, &certificates)
    for (reader, code) in storeFileReaders {
        store.readings[reader] = code.read(bytes, &certificates)
    }
    return store
}
