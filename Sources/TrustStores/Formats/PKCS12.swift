package import ScanModel

/// PKCS #12 (RFC 7292): what `keytool` writes by default from JDK 9, whatever the file's name.
///
/// Java trusts a certificate in it only where it carries Java's own attribute, or is that of a private key beside it;
/// what `openssl pkcs12 -export -nokeys` wrote is an empty trust store. Old and new encryption are read, keys never.
package enum PKCS12: TrustStoreFormat {
    package static let name = "PKCS #12"

    /// `PFX ::= SEQUENCE { version INTEGER (3), … }`.
    package static func recognizes(_ bytes: [UInt8]) -> Bool {
        let version: [UInt8] = [0x02, 0x01, 0x03]
        if bytes.starts(with: [DERElement.sequence, 0x80]) { return bytes.dropFirst(2).starts(with: version) }
        return bytes.first == DERElement.sequence && DERElement.content(of: bytes)?.starts(with: version) == true
    }

    package static func parse(
        _ bytes: [UInt8], passwords: [String?], _ certificates: inout CertificateReader
    ) -> TrustStore {
        var store = TrustStore(format: name, certificates: [])
        guard let file = PKCS12File(bytes) else {
            store.reject(.badDER, "damaged or cut short")
            store.readings[.javaKeyStore] = .refused("the key store is damaged or cut short")
            return store
        }
        let opened = file.open(passwords: passwords)
        store.integrity = opened.integrity
        store.needsPassword = file.isEncrypted
        store.holdsPrivateKey = !opened.contents.keys.isEmpty
        var ownKeys = Set(opened.contents.keys.compactMap(\.self))
        // Java joins a lone key without a mark to the first certificate without one.
        let joinsFirst = opened.contents.keys == [nil]
        for (position, bag) in opened.contents.certificates.enumerated() {
            guard store.hasRoom() else { break }
            let answer = certificates.answer(bag.der[...])
            guard let certificate = answer.certificate else {
                store.reject(.badDER, "entry \"\(bag.alias ?? "")\" is \(answer.defect)")
                continue
            }
            let isOwn = bag.keyIdentifier.map { ownKeys.remove($0) != nil } ?? (joinsFirst && position == 0)
            store.certificates.append(
                certificate.seen(as: bag.isTrusted || isOwn ? .plain : .keyEntryChain, alias: bag.alias))
        }
        for words in opened.contents.damages where store.hasRoom() { store.reject(.badDER, words) }
        for words in opened.closed where store.hasRoom() { store.reject(.unreadableFile, words) }
        if let words = opened.closed.first { store.readings[.javaKeyStore] = .unclear("the key store is \(words)") }
        if let words = opened.unknownSeal { store.readings[.javaKeyStore] = .unclear(words) }
        return store
    }
}
