import ScanModel

/// The same of JDK 25 (sun.security.util.Pem): five dashes may stand anywhere in a line, so an indented block is read,
/// and a file that ends in the middle of a block ends before it, without an error.
struct Java25Certificates: StoreFileReader {
    func read(_ bytes: [UInt8], _ certificates: inout CertificateReader) -> FileReading {
        JavaCertificates.read(bytes, &certificates, block: Self.blockOrEnd)
    }

    private static func blockOrEnd(
        _ stream: inout JavaCertificates.Stream, first: UInt8
    ) throws(JavaCertificates.Refusal) -> [UInt8]? {
        do throws(Stop) {
            return try block(&stream, first: first)
        } catch {
            switch error {
            case .end: return nil
            case .refused(let words): throw JavaCertificates.Refusal(words: words)
            }
        }
    }

    private enum Stop: Error {
        case end
        case refused(String)
    }

    private static let dash = UInt8(ascii: "-")

    private static func byte(_ stream: inout JavaCertificates.Stream) throws(Stop) -> UInt8 {
        guard let byte = stream.byte() else { throw .end }
        return byte
    }

    private static func block(_ stream: inout JavaCertificates.Stream, first: UInt8) throws(Stop) -> [UInt8] {
        var dashes = first == dash ? 1 : 0
        while dashes != 5 { dashes = try byte(&stream) == dash ? dashes + 1 : 0 }

        var header: [UInt8] = []
        while true {
            let byte = try byte(&stream)
            if byte == dash { break }
            if byte == 0x0A || byte == 0x0D { throw .refused("a BEGIN line is cut short") }
            header.append(byte)
        }
        for _ in 1..<5 where stream.byte() != dash { throw .refused("a BEGIN line does not end in five dashes") }
        guard header.starts(with: "BEGIN ".utf8) else { throw .refused("a BEGIN line is damaged") }

        var text: [UInt8] = []
        // Zero, which no line ends with, where a space stands behind the dashes.
        var lineEnd: UInt8 = 0
        switch stream.byte() {
        case 0x20: break
        case 0x0A: lineEnd = 0x0A
        case 0x0D:
            guard let second = stream.byte() else { throw .end }
            lineEnd = second == 0x0A ? 0x0A : 0x0D
            if second != 0x0A { text.append(second) }
        default: throw .refused("something stands behind a BEGIN line")
        }
        while true {
            let byte = try byte(&stream)
            if byte == dash { break }
            if ![0x09, 0x0A, 0x0D, 0x20].contains(byte) { text.append(byte) }
        }
        for _ in 1..<5 where try byte(&stream) != dash { throw .refused("an END line does not start with five dashes") }
        var footer: [UInt8] = []
        while true {
            let byte = try byte(&stream)
            if byte == dash { break }
            footer.append(byte)
        }
        for _ in 1..<5 where try byte(&stream) != dash { throw .refused("an END line does not end in five dashes") }
        while let byte = stream.byte(), byte != lineEnd, byte != 0x20 {
            if byte != 0x0D { throw .refused("something stands behind an END line") }
        }
        guard footer.starts(with: "END ".utf8), header.dropFirst(6).elementsEqual(footer.dropFirst(4)) else {
            throw .refused("a BEGIN and an END line do not fit")
        }
        guard let der = JavaBase64.decode(text) else { throw .refused("the base64 of a block is damaged") }
        return der
    }
}
