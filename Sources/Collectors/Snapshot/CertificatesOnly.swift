import ScanModel

/// What of a trust store may be written to a file: certificates, and no key.
enum CertificatesOnly {
    /// - Returns: the store without what is not a certificate; nil where that cannot be told apart.
    static func bytes(of store: [UInt8]) -> [UInt8]? {
        if store.isEmpty || BinaryStore.holdsCertificatesOnly(store) { return store }
        guard let text = String(validating: store, as: UTF8.self), text.contains("-----BEGIN") else { return nil }
        return Array(pem(text).utf8)
    }

    /// PEM text without blocks of private keys, and without credentials between the blocks.
    static func pem(_ text: String) -> String {
        var lines: [String] = []
        var block: String?
        for line in text.textLines {
            if let begin = line.firstRange(of: "-----BEGIN ") {
                block = String(line[begin.upperBound...].prefix { $0 != "-" })
            }
            if let label = block {
                if !label.contains("PRIVATE KEY") { lines.append(String(line)) }
            } else {
                lines.append(Credentials.removed(from: String(line)))
            }
            if line.contains("-----END ") { block = nil }
        }
        return lines.joined(separator: "\n")
    }
}
