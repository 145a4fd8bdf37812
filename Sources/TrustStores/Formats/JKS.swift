package import ScanModel

/// Sun's JKS key store, versions 1 and 2, read without a password.
///
/// The password guards two things that are not needed: the private keys, which are skipped, and the digest at the
/// end, which is therefore ``TrustStore/Integrity/unchecked``. Of a private key entry the certificate chain is kept:
/// Java takes its first certificate as an anchor.
package enum JKS: TrustStoreFormat {
    package static let name = "JKS"
    /// Far above any real store (the JRE's own holds about 150).
    static let mostEntries = 10_000
    private static let digestSize = 20

    private enum Tag {
        static let privateKey = 1
        static let trustedCertificate = 2
    }

    package static func recognizes(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0xFE, 0xED, 0xFE, 0xED])
    }

    package static func parse(_ bytes: [UInt8]) -> StoreReading {
        var store = TrustStore(format: name, certificates: [], integrity: .unchecked)
        var reader = ByteReader(bytes.dropFirst(4))
        if let damage = readEntries(&reader, into: &store) {
            let index = store.certificates.count + store.rejected.count
            store.rejected.append(RejectedEntry(index: index, reason: .badJKS, detail: damage))
        }
        return .read(store)
    }

    /// - Returns: what makes the rest unreadable; nil at a good end.
    private static func readEntries(_ reader: inout ByteReader, into store: inout TrustStore) -> String? {
        guard let version = reader.uint32() else { return "cut short in its header" }
        guard version == 1 || version == 2 else { return "version \(version) is not 1 or 2" }
        guard let count = reader.uint32() else { return "cut short in its header" }
        guard count <= mostEntries else { return "claims \(count) entries, more than \(mostEntries)" }
        for entry in 0..<count {
            guard let tag = reader.uint32(), let alias = text(&reader), reader.bytes(8) != nil else {
                return "cut short in entry \(entry) of \(count)"
            }
            switch tag {
            case Tag.trustedCertificate:
                guard let der = certificate(&reader, version: version) else {
                    return "cut short in entry \(entry) of \(count)"
                }
                keep(der, alias: alias, form: .plain, in: &store)
            case Tag.privateKey:
                store.holdsPrivateKey = true
                guard let size = reader.uint32(), reader.bytes(size) != nil, let length = reader.uint32(),
                    length <= mostEntries
                else { return "cut short in entry \(entry) of \(count)" }
                for position in 0..<length {
                    guard let der = certificate(&reader, version: version) else {
                        return "cut short in entry \(entry) of \(count)"
                    }
                    keep(der, alias: alias, form: position == 0 ? .plain : .keyEntryChain, in: &store)
                }
            default:
                return "entry \(entry) is of unknown kind \(tag)"
            }
        }
        return reader.remaining == digestSize
            ? nil : "\(reader.remaining) bytes after the last entry instead of a digest"
    }

    private static func keep(
        _ der: ArraySlice<UInt8>, alias: String, form: StoreCertificate.Form, in store: inout TrustStore
    ) {
        do {
            store.certificates.append(try StoreCertificate(der: Array(der), alias: alias, form: form))
        } catch {
            let index = store.certificates.count + store.rejected.count
            store.rejected.append(
                RejectedEntry(index: index, reason: .badDER, detail: "entry \"\(alias)\" is not an X.509 certificate"))
        }
    }

    /// Version 2 writes the certificate's type before it; one that is not `X.509` is rejected with its bytes.
    private static func certificate(_ reader: inout ByteReader, version: Int) -> ArraySlice<UInt8>? {
        if version == 2, text(&reader) == nil { return nil }
        guard let size = reader.uint32() else { return nil }
        return reader.bytes(size)
    }

    /// Java's modified UTF-8: a length of two bytes, then the text.
    private static func text(_ reader: inout ByteReader) -> String? {
        guard let size = reader.uint16(), let bytes = reader.bytes(size) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
