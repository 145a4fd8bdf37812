import ScanModel

/// A key store as a client finds it that has a password for it, or has none.
///
/// Java refuses a store whose seal does not fit its password; without a password it checks no seal, and skips what is
/// encrypted (`sun.security.pkcs12.PKCS12KeyStore`), so that a client may find nothing in a file that others can read.
enum KeyStore {
    private static let formats: [any TrustStoreFormat.Type] = [JKS.self, JCEKS.self, BKS.self, PKCS12.self]

    static func isSealed(_ bytes: [UInt8]) -> Bool {
        bytes.count <= largestStore && formats.contains { $0.recognizes(bytes) }
    }

    /// - Parameters:
    ///   - bytes: a key store.
    ///   - keys: what may open it; nil where the client reads no key stores.
    ///   - certificates: what is known of certificates by other files.
    /// - Returns: the store as far as the client is known to find it.
    static func reading(
        of bytes: [UInt8], keys: StoreKeys?, _ certificates: inout CertificateReader
    ) -> StoreReading {
        let keys = keys ?? StoreKeys()
        let others = keys.others.map(\.text)
        guard keys.own.isEmpty else {
            let own = parseTrustStore(bytes, candidates: keys.own.map(\.text), &certificates)
            if own.isOpen || own.hasUnknownSeal { return own }
            return .unread(.unreadableFile, "the password that the client's settings give does not open it")
        }
        let reading = parseTrustStore(bytes, candidates: StorePasswords.candidates(others), &certificates)
        guard case .read(let store) = reading, store.needsPassword, !reading.hasUnknownSeal else { return reading }
        guard reading.isOpen else {
            let why = keys.unread.map { ": \($0)" } ?? ""
            return .unread(.unreadableFile, "a \(store.format) file, and no password that is known opens it\(why)")
        }
        // A client that has a password has the right one, or connects to nobody.
        if keys.unread != nil || parseTrustStore(bytes, candidates: others, &certificates).isOpen { return reading }
        return .unread(
            .unsupportedFormat, "a \(store.format) file, and whether the client has its password is not known")
    }
}

extension StoreReading {
    /// Whether the seal fits where there is one, and nothing stayed encrypted.
    fileprivate var isOpen: Bool {
        guard case .read(let store) = self else { return false }
        return store.integrity != .unchecked && !store.rejected.contains { $0.reason == .unreadableFile }
    }

    /// Whether nobody can tell here if a password fits.
    fileprivate var hasUnknownSeal: Bool {
        guard case .read(let store) = self, store.integrity == .unchecked,
            case .unclear? = store.readings[.javaKeyStore]
        else { return false }
        return !store.rejected.contains { $0.reason == .unreadableFile }
    }
}
