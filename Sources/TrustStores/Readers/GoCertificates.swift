import ScanModel

/// Go's `CertPool.AppendCertsFromPEM` (crypto/x509/cert_pool.go): every `CERTIFICATE` block that parses; the others are
/// skipped.
///
/// A client refuses a file of which nothing was taken. The search for blocks (encoding/pem) was written anew in Go
/// 1.24.8 and 1.25.2; where the two differ, which is rare, the answer depends on a version that is not known.
struct GoCertificates: StoreFileReader {
    func read(_ bytes: [UInt8], _ certificates: inout CertificateReader) -> FileReading {
        let readings = [GoPEM.Generation.first, .linear].map { Self.read(GoPEM(bytes, $0), &certificates) }
        return .agreed(readings, of: "Go")
    }

    private static func read(_ pem: GoPEM, _ certificates: inout CertificateReader) -> FileReading {
        var pem = pem
        var seen: [StoreCertificate] = []
        while let block = pem.next() {
            guard block.label == "CERTIFICATE", !block.hasHeaders else { continue }
            switch certificates.answer(block.bytes[...]) {
            case .certificate(let certificate):
                // Go refuses such a one from 1.23 on; before, it is one anchor more.
                if !CertificateShape.isSerialNumberNegative(block.bytes[...]) { seen.append(certificate) }
            case .odd, .unsure: return .unclear("a certificate in it is odd, and parsers differ over it")
            case .broken: continue
            }
        }
        return seen.isEmpty ? .refused("it holds no certificate that Go sees") : .loaded(seen)
    }
}
