import ScanModel

/// How one client's code reads a file of certificates, byte for byte.
///
/// To add one: a case of `ChainRules.FileReader`, a file in `Readers/`, a line in ``storeFileReaders``, a row in its
/// test.
protocol StoreFileReader: Sendable {
    /// - Parameters:
    ///   - bytes: the whole file, of whatever format.
    ///   - certificates: what its certificates are.
    /// - Returns: the certificates that count for the client, or why there are none.
    func read(_ bytes: [UInt8], _ certificates: inout CertificateReader) -> FileReading
}

/// Every reader of certificate files; that of key stores is each format's own.
let storeFileReaders: [ChainRules.FileReader: any StoreFileReader] = [
    .openSSL: OpenSSLBundle(generations: [.v3]), .openSSL1: OpenSSLBundle(generations: [.v111, .v11, .v102]),
    .firstPEM: OpenSSLFirst(), .node: NodeCertificates(),
    .nodeExtra: NodeCertificates(isExtra: true), .java: JavaCertificates(), .java25: Java25Certificates(),
    .go: GoCertificates(), .dotNet: DotNetCertificates(),
]

extension FileReading {
    /// What remains where two versions of a reader differ and nobody knows which one it is.
    static func agreed(_ readings: [FileReading], of whom: String) -> FileReading {
        guard let first = readings.first else { return .unclear("no version of \(whom) is known") }
        if readings.dropFirst().allSatisfy({ $0.hasSameEffect(as: first) }) { return first }
        return .unclear("versions of \(whom) differ over this file")
    }

    private func hasSameEffect(as other: FileReading) -> Bool {
        switch (self, other) {
        case (.refused, .refused), (.unclear, .unclear): true
        default: self == other
        }
    }
}
