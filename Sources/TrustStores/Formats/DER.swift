package import ScanModel

/// X.509 certificates, binary, one after the other. Of the PostgreSQL clients only pgjdbc reads it (clients.md, "File
/// forms").
package enum DER: TrustStoreFormat {
    package static let name = "DER"

    package static func recognizes(_ bytes: [UInt8]) -> Bool {
        bytes.first == DERElement.sequence && DERElement.content(of: bytes)?.first == DERElement.sequence
    }

    package static func parse(
        _ bytes: [UInt8], passwords: [String?], _ certificates: inout CertificateReader
    ) -> TrustStore {
        var store = TrustStore(format: name, certificates: [])
        var rest = bytes[...]
        while !rest.isEmpty, store.hasRoom() {
            let size = DERElement(rest)?.size ?? rest.count
            let answer = certificates.answer(rest.prefix(size))
            guard let certificate = answer.certificate else {
                let isCut = DERElement(rest) == nil
                store.reject(.badDER, isCut ? "cut short, or its length is wrong" : answer.defect)
                rest = rest.dropFirst(size)
                // Behind anything else it is anyone's guess where a certificate begins.
                guard rest.first == DERElement.sequence else { return store }
                continue
            }
            store.certificates.append(certificate)
            rest = rest.dropFirst(size)
        }
        return store
    }
}
