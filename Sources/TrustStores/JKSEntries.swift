import ScanModel

/// What stands behind the magic number of a JKS or JCEKS key store, which are alike up to how they guard keys.
struct JKSEntries {
    /// Far above any real store (the JRE's own holds about 150).
    private static let mostEntries = 10_000
    private static let digestSize = 20

    private enum Tag {
        static let privateKey = 1
        static let trustedCertificate = 2
        /// JCEKS alone: a serialized Java object without a length, so nothing behind it can be found.
        static let secretKey = 3
    }

    private var reader: ByteReader

    init(_ bytes: ArraySlice<UInt8>) {
        reader = ByteReader(bytes)
    }

    mutating func read(into store: inout TrustStore, _ certificates: inout CertificateReader) {
        guard let damage = damage(readingInto: &store, &certificates) else { return }
        let index = store.certificates.count + store.rejected.count
        store.rejected.append(RejectedEntry(index: index, reason: .badJKS, detail: damage))
    }

    /// - Returns: what makes the rest unreadable; nil at a good end.
    private mutating func damage(
        readingInto store: inout TrustStore, _ certificates: inout CertificateReader
    ) -> String? {
        guard let version = reader.uint32() else { return "cut short in its header" }
        guard version == 1 || version == 2 else { return "version \(version) is not 1 or 2" }
        guard let count = reader.uint32() else { return "cut short in its header" }
        guard count <= Self.mostEntries else { return "claims \(count) entries, more than \(Self.mostEntries)" }
        for entry in 0..<count {
            let cut = "cut short in entry \(entry) of \(count)"
            guard let tag = reader.uint32(), let alias = text(), reader.bytes(8) != nil else { return cut }
            switch tag {
            case Tag.trustedCertificate:
                guard let der = certificate(version: version) else { return cut }
                Self.keep(der, alias: alias, form: .plain, in: &store, &certificates)
            case Tag.privateKey:
                store.holdsPrivateKey = true
                guard let size = reader.uint32(), reader.bytes(size) != nil, let length = reader.uint32(),
                    length <= Self.mostEntries
                else { return cut }
                for position in 0..<length {
                    guard let der = certificate(version: version) else { return cut }
                    let form = position == 0 ? StoreCertificate.Form.plain : .keyEntryChain
                    Self.keep(der, alias: alias, form: form, in: &store, &certificates)
                }
            case Tag.secretKey where store.format == JCEKS.name:
                return "entry \(entry) is a secret key, and the entries behind it could not be found"
            default:
                return "entry \(entry) is of unknown kind \(tag)"
            }
        }
        return reader.remaining == Self.digestSize
            ? nil : "\(reader.remaining) bytes after the last entry instead of a digest"
    }

    private static func keep(
        _ der: ArraySlice<UInt8>, alias: String, form: StoreCertificate.Form, in store: inout TrustStore,
        _ certificates: inout CertificateReader
    ) {
        if let certificate = certificates.answer(der).certificate {
            store.certificates.append(certificate.seen(as: form, alias: alias))
        } else {
            let index = store.certificates.count + store.rejected.count
            store.rejected.append(
                RejectedEntry(index: index, reason: .badDER, detail: "entry \"\(alias)\" is not an X.509 certificate"))
        }
    }

    /// Version 2 writes the certificate's type before it; one that is not `X.509` is rejected with its bytes.
    private mutating func certificate(version: Int) -> ArraySlice<UInt8>? {
        if version == 2, text() == nil { return nil }
        guard let size = reader.uint32() else { return nil }
        return reader.bytes(size)
    }

    /// Java's modified UTF-8: a length of two bytes, then the text.
    private mutating func text() -> String? {
        guard let size = reader.uint16(), let bytes = reader.bytes(size) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
