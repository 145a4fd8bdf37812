import Crypto
import ScanModel

/// What stands behind the version of a Bouncy Castle key store (`BcKeyStoreSpi`): a salt, a count of rounds, the entries
/// in the clear, and a seal of HMAC-SHA1 over them.
struct BKSEntries {
    private static let versionSize = 4
    private static let saltSize = 20
    private static let sealSize = 20
    /// Version, length of the salt, salt, rounds.
    private static let headerSize = versionSize + 4 + saltSize + 4

    private enum Kind {
        static let end: UInt8 = 0
        static let certificate: UInt8 = 1
        static let key: UInt8 = 2
        /// A secret key and whatever was encrypted are alike: a length and bytes.
        static let sealed: ClosedRange<UInt8> = 3...4
    }

    private let body: ArraySlice<UInt8>
    private let salt: [UInt8]
    private let rounds: Int
    /// Version 1 makes a key of two bytes, for it takes bytes for bits (CVE-2018-5382).
    private let keySize: Int
    private var reader: ByteReader

    /// Nil where the header is cut.
    init?(_ bytes: [UInt8]) {
        var header = ByteReader(bytes)
        guard let version = header.uint32(), header.uint32() == Self.saltSize, let salt = header.bytes(Self.saltSize),
            let rounds = header.uint32()
        else { return nil }
        self.salt = Array(salt)
        self.rounds = rounds
        keySize = version == 1 ? 2 : Self.sealSize
        body = bytes[Self.headerSize...]
        reader = ByteReader(body)
    }

    static func hasHeader(_ bytes: [UInt8]) -> Bool {
        let end: [UInt8] = [0, 0, 0, UInt8(saltSize)]
        return bytes.starts(with: [0, 0, 0, 1] + end) || bytes.starts(with: [0, 0, 0, 2] + end)
    }

    /// Whether the header is that of a store whose entries are encrypted: UBER has the same, and blocks of Twofish
    /// behind it, where BKS has the kind and the alias of its first entry.
    static func isEncrypted(_ bytes: [UInt8]) -> Bool {
        let size = bytes.count - headerSize
        guard hasHeader(bytes), size > 0, size.isMultiple(of: 16) else { return false }
        var reader = ByteReader(bytes.dropFirst(headerSize))
        guard let kind = reader.bytes(1)?.first else { return false }
        if kind == Kind.end { return reader.remaining != sealSize }
        guard kind <= Kind.sealed.upperBound, let alias = reader.javaText(), reader.remaining >= 12 else { return true }
        return alias.unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{FFFD}" }
    }

    /// Whether one of the passwords makes the seal fit.
    func isSealed(withOneOf passwords: [String?]) -> Bool {
        var work = PasswordWork()
        let content = body.dropLast(Self.sealSize)
        // Bouncy Castle makes no key from an empty password, as from none.
        return passwords.compactMap(\.self).contains { password in
            let key = try? work.pkcs12(
                Insecure.SHA1.self, password: password.isEmpty ? nil : password, salt: salt, rounds: rounds,
                purpose: .authentication, count: keySize)
            guard let key else { return false }
            return HMAC<Insecure.SHA1>.isValidAuthenticationCode(
                body.suffix(Self.sealSize), authenticating: content, using: SymmetricKey(data: key))
        }
    }

    /// - Returns: whether the end was reached, which the seal stands behind.
    mutating func read(into store: inout TrustStore, _ certificates: inout CertificateReader) -> Bool {
        guard let damage = damage(readingInto: &store, &certificates) else { return true }
        store.reject(.badJKS, damage)
        return false
    }

    /// - Returns: what makes the rest unreadable; nil at a good end.
    private mutating func damage(
        readingInto store: inout TrustStore, _ certificates: inout CertificateReader
    ) -> String? {
        var entry = 0
        while let kind = reader.bytes(1)?.first {
            if kind == Kind.end {
                return reader.remaining == Self.sealSize
                    ? nil : "\(reader.remaining) bytes after the last entry instead of a seal"
            }
            let cut = "cut short in entry \(entry)"
            guard let alias = reader.javaText(), reader.bytes(8) != nil, let length = reader.uint32() else {
                return cut
            }
            for position in 0..<length {
                guard let der = certificate() else { return cut }
                guard store.keep(der, alias: alias, isFirst: position == 0, &certificates) else { return nil }
            }
            switch kind {
            case Kind.certificate:
                guard let der = certificate() else { return cut }
                guard store.keep(der, alias: alias, isFirst: true, &certificates) else { return nil }
            case Kind.key:
                guard reader.bytes(1) != nil, reader.javaText() != nil, reader.javaText() != nil,
                    let size = reader.uint32(), reader.bytes(size) != nil
                else { return cut }
                // Public and secret keys have no chain.
                store.holdsPrivateKey = store.holdsPrivateKey || length > 0
            case Kind.sealed:
                guard let size = reader.uint32(), reader.bytes(size) != nil else { return cut }
                store.holdsPrivateKey = store.holdsPrivateKey || length > 0
            default: return "entry \(entry) is of unknown kind \(kind)"
            }
            entry += 1
        }
        return "cut short behind entry \(entry)"
    }

    /// Its type, which is always `X.509`, and its DER.
    private mutating func certificate() -> ArraySlice<UInt8>? {
        guard reader.javaText() != nil, let size = reader.uint32() else { return nil }
        return reader.bytes(size)
    }
}
