package import ScanModel

/// One X.509 certificate, binary. Of the PostgreSQL clients only pgjdbc reads it (clients.md, "File forms").
package enum DER: TrustStoreFormat {
    package static let name = "DER"

    package static func recognizes(_ bytes: [UInt8]) -> Bool {
        bytes.first == DERElement.sequence && DERElement.content(of: bytes)?.first == DERElement.sequence
    }

    package static func parse(_ bytes: [UInt8]) -> StoreReading {
        do {
            return .read(TrustStore(format: name, certificates: [try StoreCertificate(der: bytes)]))
        } catch {
            let cut =
                DERElement.length(of: bytes) == nil ? "cut short, or its length is wrong" : "not an X.509 certificate"
            let entry = RejectedEntry(index: 0, reason: .badDER, detail: cut)
            return .read(TrustStore(format: name, certificates: [], rejected: [entry]))
        }
    }
}
