import ScanModel

/// Node's `SecureContext::AddCACert` (src/crypto/crypto_context.cc): `PEM_read_bio_X509_AUX` until it fails, and no
/// error then.
///
/// So the certificates above the first bad block count. An empty string is no `ca` at all, which leaves Node's built-in
/// list; a text without a certificate is a list of none.
///
/// A file of `NODE_EXTRA_CA_CERTS` goes through `PEM_read_bio_X509` instead (src/crypto/crypto_context.cc,
/// `LoadCertsFromFile`), which passes over TRUSTED CERTIFICATE; one that is empty adds nothing.
struct NodeCertificates: StoreFileReader {
    var isExtra = false

    func read(_ bytes: [UInt8], _ certificates: inout CertificateReader) -> FileReading {
        if bytes.isEmpty, !isExtra { return .ignored("it is empty, and Node then trusts its built-in list") }
        var pem = OpenSSLPEM(bytes, .v3, .memory)
        var seen: [StoreCertificate] = []
        while case .block(let block) = pem.next() {
            let isTrusted = block.name == OpenSSLEntry.trustedLabel && !isExtra
            guard isTrusted || OpenSSLEntry.plainLabels.contains(block.name) else { continue }
            switch OpenSSLEntry.certificate(in: block, readsSettings: !isExtra, &certificates) {
            case .certificate(let certificate): seen.append(certificate)
            case .unsure(let words): return .unclear(words)
            case .broken, .list, .other: return .loaded(seen)
            }
        }
        return .loaded(seen)
    }
}
