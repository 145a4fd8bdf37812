import ScanModel
import X509

/// What was learned of certificates and their signatures, kept from search to search.
struct CertificateLibrary: Sendable {
    private struct Signature: Hashable {
        let issuerKey: String
        let child: String
    }

    private var traits: [StoreCertificate.ID: CertificateTraits] = [:]
    private var signatures: [Signature: Bool] = [:]
    /// The store that was asked last: a store is asked about every chain of a profile in turn.
    private var indexed: (entries: [StoreCertificate], index: StoreIndex)?

    mutating func certificate(_ entry: StoreCertificate) -> PathCertificate {
        if let known = traits[entry.id] { return PathCertificate(entry, known) }
        let read = CertificateTraits(entry.certificate)
        traits[entry.id] = read
        return PathCertificate(entry, read)
    }

    mutating func index(_ entries: [StoreCertificate], names: NameKeys.Form) -> StoreIndex {
        if let indexed, indexed.index.names == names, indexed.entries == entries { return indexed.index }
        let index = StoreIndex(entries.map { certificate($0) }, names: names)
        indexed = (entries, index)
        return index
    }

    /// Whether the issuer's key made the child's signature, whatever the names say.
    mutating func isSigned(_ child: PathCertificate, by issuer: PathCertificate) -> Bool {
        guard let entry = child.entry, let issuerEntry = issuer.entry else { return child.key == issuer.key }
        let pair = Signature(issuerKey: issuer.key, child: child.identity)
        if let known = signatures[pair] { return known }
        let isValid = issuerEntry.certificate.publicKey.isValidSignature(
            entry.certificate.signature, for: entry.certificate)
        signatures[pair] = isValid
        return isValid
    }
}
