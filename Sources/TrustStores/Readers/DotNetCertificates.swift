import ScanModel

/// .NET's `X509Certificate2Collection.ImportFromPemFile` and, for a file without PEM, `new X509Certificate2(file)`.
///
/// Not measured, so only what leaves no doubt is said: certificates in clean PEM blocks, or one DER certificate.
struct DotNetCertificates: StoreFileReader {
    func read(_ bytes: [UInt8], _ certificates: inout CertificateReader) -> FileReading {
        if case .certificate(let certificate) = certificates.answer(bytes[...]) { return .loaded([certificate]) }
        var seen: [StoreCertificate] = []
        for block in PEMBlocks(bytes) where block.label == "CERTIFICATE" {
            guard block.damage == nil, let der = Base64.decode(block.body),
                case .certificate(let certificate) = certificates.answer(der[...])
            else { return .unclear("line \(block.line) is damaged, and what .NET makes of it was not measured") }
            seen.append(certificate)
        }
        return seen.isEmpty
            ? .unclear("it holds no PEM certificate, and what .NET makes of it was not measured") : .loaded(seen)
    }
}
