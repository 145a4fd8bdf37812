import ScanModel

/// A PEM file as tools write it (RFC 7468, section 2, strict): nothing but certificates, 64 columns, a line feed after each line.
///
/// Almost every store is one, and every client reads it alike, so it need not be read once for each of them.
enum CleanPEM {
    private static let begin = Array("-----BEGIN CERTIFICATE-----\n".utf8)
    private static let end = Array("-----END CERTIFICATE-----".utf8)
    private static let columns = 64

    /// - Returns: the certificates; nil where anything in the file could divide its readers.
    static func certificates(
        in bytes: [UInt8], _ certificates: inout CertificateReader
    ) -> [StoreCertificate]? {
        var found: [StoreCertificate] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let der = block(&rest).flatMap(Base64.decode),
                case .certificate(let certificate) = certificates.answer(der[...]),
                !CertificateShape.isSerialNumberNegative(der[...])
            else { return nil }
            found.append(certificate)
        }
        return found.isEmpty ? nil : found
    }

    /// The base64 of the block at the start, which is taken off.
    private static func block(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        guard rest.starts(with: begin) else { return nil }
        rest = rest.dropFirst(begin.count)
        var text: [UInt8] = []
        var isLast = false
        while !rest.starts(with: end) {
            guard !isLast, let length = rest.prefix(columns + 1).firstIndex(of: 0x0A).map({ $0 - rest.startIndex }),
                length > 0
            else { return nil }
            text += rest.prefix(length)
            isLast = length < columns
            rest = rest.dropFirst(length + 1)
        }
        rest = rest.dropFirst(end.count)
        guard rest.isEmpty || rest.first == 0x0A else { return nil }
        rest = rest.dropFirst()
        return text
    }
}
