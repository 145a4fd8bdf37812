package import ScanModel

/// X.509 certificates, binary, one after the other. Of the PostgreSQL clients only pgjdbc reads it (clients.md, "File
/// forms").
package enum DER: TrustStoreFormat {
    package static let name = "DER"

    package static func recognizes(_ bytes: [UInt8]) -> Bool {
        bytes.first == DERElement.sequence && DERElement.content(of: bytes)?.first == DERElement.sequence
    }

    package static func parse(
        _ bytes: [UInt8], passwords: [String], _ certificates: inout CertificateReader
    ) -> TrustStore {
        var store = TrustStore(format: name, certificates: [])
        var rest = bytes[...]
        while !rest.isEmpty {
            let size = DERElement(rest)?.size ?? rest.count
            guard let certificate = certificates.answer(rest.prefix(size)).certificate else {
                let index = store.certificates.count
                let cut = DERElement(rest) == nil ? "cut short, or its length is wrong" : "not an X.509 certificate"
                store.rejected = [RejectedEntry(index: index, reason: .badDER, detail: cut)]
                return store
            }
            store.certificates.append(certificate)
            rest = rest.dropFirst(size)
        }
        return store
    }
}
