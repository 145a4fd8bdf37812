import ScanModel

/// OpenSSL's `X509_load_cert_crl_file` (crypto/x509/by_file.c, crypto/pem/pem_info.c): every certificate of a PEM file,
/// or none.
///
/// It is how libpq, Python's `load_verify_locations`, PgBouncer and tokio-postgres with OpenSSL read a file. Blocks of
/// other kinds are skipped, but each must be sound; a file without a certificate or CRL is refused.
struct OpenSSLBundle: StoreFileReader {
    /// The versions that the client may have.
    let generations: [OpenSSLPEM.Generation]

    func read(_ bytes: [UInt8], _ certificates: inout CertificateReader) -> FileReading {
        let readings = generations.map { Self.read(bytes, $0, &certificates) }
        return .agreed(readings, of: "OpenSSL")
    }

    private static func read(
        _ bytes: [UInt8], _ generation: OpenSSLPEM.Generation, _ certificates: inout CertificateReader
    ) -> FileReading {
        var pem = OpenSSLPEM(bytes, generation, .file)
        var seen: [StoreCertificate] = []
        var holdsCRL = false
        var doubt: String?
        while true {
            switch pem.next() {
            case .end:
                if let doubt { return .unclear(doubt) }
                return seen.isEmpty && !holdsCRL ? .refused("it holds no certificate that OpenSSL sees") : .loaded(seen)
            case .damaged(let words):
                return .refused("\(words), and OpenSSL refuses the whole file over it")
            case .block(let block):
                switch OpenSSLEntry(block, generation, &certificates) {
                case .certificate(let certificate): seen.append(certificate)
                case .list: holdsCRL = true
                case .other: break
                case .broken(let words): return .refused("\(words), and OpenSSL refuses the whole file over it")
                case .unsure(let words): doubt = doubt ?? words
                }
            }
        }
    }
}
