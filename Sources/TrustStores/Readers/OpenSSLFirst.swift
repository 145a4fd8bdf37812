import ScanModel

/// OpenSSL's `PEM_read_bio_X509` called once: the first certificate of a PEM file and nothing behind it.
///
/// It is how Rust's native-tls reads a file (sqlx). Blocks above it are skipped, trusted certificates too, but each
/// must be sound.
struct OpenSSLFirst: StoreFileReader {
    func read(_ bytes: [UInt8], _ certificates: inout CertificateReader) -> FileReading {
        var pem = OpenSSLPEM(bytes, .v3, .memory)
        while true {
            switch pem.next() {
            case .end: return .refused("it holds no certificate that OpenSSL sees")
            case .damaged(let words): return .refused("\(words), above or in the first certificate")
            case .block(let block):
                guard OpenSSLEntry.plainLabels.contains(block.name) else { continue }
                switch OpenSSLEntry.certificate(in: block, readsSettings: false, &certificates) {
                case .certificate(let certificate): return .loaded([certificate])
                case .broken(let words): return .refused(words)
                case .unsure(let words): return .unclear(words)
                case .list, .other: continue
                }
            }
        }
    }
}
