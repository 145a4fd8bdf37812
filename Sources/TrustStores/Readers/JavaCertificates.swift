import ScanModel

/// Java's `CertificateFactory.generateCertificates` (sun.security.provider.X509Factory), up to JDK 24.
///
/// A run of certificates, each DER or PEM, or one PKCS #7 bundle; labels do not count, as long as BEGIN and END agree.
/// The first thing that is not a certificate makes the whole file refused; pgjdbc's LibPQFactory reads this way.
struct JavaCertificates: StoreFileReader {
    func read(_ bytes: [UInt8], _ certificates: inout CertificateReader) -> FileReading {
        Self.read(bytes, &certificates, block: Self.block)
    }

    /// What makes Java refuse the file.
    struct Refusal: Error {
        let words: String
    }

    /// Reads block after block, whatever finds the PEM blocks: `block` gives the next one, whose first byte was read,
    /// or nil at the good end of the file.
    static func read(
        _ bytes: [UInt8], _ certificates: inout CertificateReader,
        block: (inout Stream, UInt8) throws(Refusal) -> [UInt8]?
    ) -> FileReading {
        guard !bytes.isEmpty else { return .loaded([]) }
        var stream = Stream(bytes)
        var seen: [StoreCertificate] = []
        var blocks = 0
        var doubt: String?
        do throws(Refusal) {
            while let der = try next(&stream, block: block) {
                blocks += 1
                if blocks == 1, let bundle = PKCS7.Bundle(der) { return bundle.reading(&certificates) }
                switch certificates.answer(der[...]) {
                case .certificate(let certificate): seen.append(certificate)
                case .odd, .unsure: doubt = "block \(blocks) is odd, and parsers differ over it"
                case .broken: throw Refusal(words: "block \(blocks) is not a certificate")
                }
            }
            guard blocks > 0 else { throw Refusal(words: "it holds no certificate") }
        } catch {
            return .refused("\(error.words), and Java refuses the whole file over it")
        }
        return doubt.map(FileReading.unclear) ?? .loaded(seen)
    }

    private static func next(
        _ stream: inout Stream, block: (inout Stream, UInt8) throws(Refusal) -> [UInt8]?
    ) throws(Refusal) -> [UInt8]? {
        guard let first = stream.byte() else { return nil }
        guard first == DERElement.sequence else { return try block(&stream, first) }
        guard let element = stream.element() else { throw Refusal(words: "a binary block is cut short") }
        return element
    }

    /// The PEM block that the stream is at or before: five dashes at the start of a line, a line, base64, a line with
    /// dashes.
    private static func block(_ stream: inout Stream, first: UInt8) throws(Refusal) -> [UInt8]? {
        let dash = UInt8(ascii: "-")
        var dashes = first == dash ? 1 : 0
        var before: UInt8? = first == dash ? nil : first
        repeat {
            guard let byte = stream.byte() else { return nil }
            if byte == dash {
                dashes += 1
            } else {
                dashes = 0
                before = byte
            }
        } while dashes != 5 || !(before == nil || before == 0x0A || before == 0x0D)

        var header = [UInt8](repeating: dash, count: 5)
        var text: [UInt8] = []
        var lineEnd: UInt8?
        while lineEnd == nil {
            guard let byte = stream.byte() else { throw Refusal(words: "a BEGIN line is cut short") }
            switch byte {
            case 0x0A: lineEnd = 0x0A
            case 0x0D:
                guard let second = stream.byte() else { throw Refusal(words: "a block is cut short") }
                lineEnd = second == 0x0A ? 0x0A : 0x0D
                if !isWhiteSpace(second) { text.append(second) }
            default: header.append(byte)
            }
        }
        while true {
            guard let byte = stream.byte() else { throw Refusal(words: "a block is cut short") }
            if byte == dash { break }
            if !isWhiteSpace(byte) { text.append(byte) }
        }
        var footer = [dash]
        while let byte = stream.byte(), byte != lineEnd, byte != 0x0A {
            if byte != 0x0D { footer.append(byte) }
        }
        guard let type = type(of: header, after: "-----BEGIN "), type == self.type(of: footer, after: "-----END ")
        else {
            throw Refusal(words: "a BEGIN and an END line do not fit")
        }
        guard let der = JavaBase64.decode(text) else { throw Refusal(words: "the base64 of a block is damaged") }
        return der
    }

    private static func isWhiteSpace(_ byte: UInt8) -> Bool { [0x09, 0x0A, 0x0D, 0x20].contains(byte) }

    /// `String.stripTrailing`, then what stands between the prefix and five dashes.
    private static func type(of line: [UInt8], after prefix: String) -> ArraySlice<UInt8>? {
        var text = line[...]
        while let last = text.last, (0x09...0x0D).contains(last) || (0x1C...0x20).contains(last) {
            text = text.dropLast()
        }
        let dashes = Array("-----".utf8)
        guard text.count >= prefix.utf8.count + dashes.count, text.starts(with: prefix.utf8), text.ends(with: dashes)
        else {
            return nil
        }
        return text.dropFirst(prefix.utf8.count).dropLast(dashes.count)
    }
}

/// `Base64.getDecoder()`: no white space, padding may be left out as a whole.
enum JavaBase64 {
    static func decode(_ text: [UInt8]) -> [UInt8]? {
        let missing = (4 - text.count % 4) % 4
        guard missing > 0 else { return Base64.decode(text) }
        guard missing < 3, !text.contains(UInt8(ascii: "=")) else { return nil }
        return Base64.decode(text + [UInt8](repeating: UInt8(ascii: "="), count: missing))
    }
}

extension JavaCertificates {
    /// The file as it is read, byte by byte.
    struct Stream {
        private let bytes: [UInt8]
        private var position = 0

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
        }

        mutating func byte() -> UInt8? {
            guard position < bytes.count else { return nil }
            defer { position += 1 }
            return bytes[position]
        }

        /// The rest of the element whose tag was just read, with the tag; nil where it is cut.
        mutating func element() -> [UInt8]? {
            let start = position - 1
            guard let size = BERElement.size(of: bytes[start...]) else { return nil }
            position = start + size
            return Array(bytes[start..<position])
        }
    }
}
