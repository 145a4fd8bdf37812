import Crypto
import ScanModel

/// What stands behind the magic number of a JKS or JCEKS key store, which are alike up to how they guard keys.
struct JKSEntries {
    private static let digestSize = 20

    private enum Tag {
        static let privateKey = 1
        static let trustedCertificate = 2
        /// JCEKS alone: a serialized Java object without a length.
        static let secretKey = 3
    }

    private static let magicSize = 4

    private let bytes: [UInt8]
    private var reader: ByteReader

    /// - Parameter bytes: the whole file.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        reader = ByteReader(bytes.dropFirst(Self.magicSize))
    }

    /// - Returns: whether the end was reached, which the digest stands behind.
    mutating func read(into store: inout TrustStore, _ certificates: inout CertificateReader) -> Bool {
        guard let damage = damage(readingInto: &store, &certificates) else { return true }
        store.reject(.badJKS, damage)
        return false
    }

    /// Whether the digest fits one of the passwords: SHA-1 over the password, a text of Sun's and all that stands above.
    func isDigestRight(forOneOf passwords: [String?]) -> Bool {
        passwords.compactMap(\.self).contains { password in
            var hash = Insecure.SHA1()
            hash.update(data: password.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })
            hash.update(data: Array("Mighty Aphrodite".utf8))
            hash.update(data: bytes.dropLast(Self.digestSize))
            return hash.finalize().elementsEqual(bytes.suffix(Self.digestSize))
        }
    }

    /// - Returns: what makes the rest unreadable; nil at a good end.
    private mutating func damage(
        readingInto store: inout TrustStore, _ certificates: inout CertificateReader
    ) -> String? {
        guard let version = reader.uint32() else { return "cut short in its header" }
        guard version == 1 || version == 2 else { return "version \(version) is not 1 or 2" }
        guard let count = reader.uint32() else { return "cut short in its header" }
        let most = TrustStore.mostEntries
        guard count <= most else { return "claims \(count) entries, more than \(most)" }
        for entry in 0..<count {
            let cut = "cut short in entry \(entry) of \(count)"
            guard let tag = reader.uint32(), let alias = reader.javaText(), reader.bytes(8) != nil else { return cut }
            switch tag {
            case Tag.trustedCertificate:
                guard let der = certificate(version: version) else { return cut }
                guard store.keep(der, alias: alias, isFirst: true, &certificates) else { return nil }
            case Tag.privateKey:
                store.holdsPrivateKey = true
                guard let size = reader.uint32(), reader.bytes(size) != nil, let length = reader.uint32(),
                    length <= most
                else { return cut }
                for position in 0..<length {
                    guard let der = certificate(version: version) else { return cut }
                    guard store.keep(der, alias: alias, isFirst: position == 0, &certificates) else { return nil }
                }
            case Tag.secretKey where store.format == JCEKS.name:
                guard let size = JavaObject.size(of: reader.rest), reader.bytes(size) != nil else {
                    return "entry \(entry) is a secret key, and the entries behind it could not be found"
                }
            default:
                return "entry \(entry) is of unknown kind \(tag)"
            }
        }
        return reader.remaining == Self.digestSize
            ? nil : "\(reader.remaining) bytes after the last entry instead of a digest"
    }

    /// Version 2 writes the certificate's type before it; one that is not `X.509` is rejected with its bytes.
    private mutating func certificate(version: Int) -> ArraySlice<UInt8>? {
        if version == 2, reader.javaText() == nil { return nil }
        guard let size = reader.uint32() else { return nil }
        return reader.bytes(size)
    }
}
