/// The outermost shape of DER bytes: how long the first element is, and what it starts with (X.690, section 8.1).
enum DERElement {
    static let sequence: UInt8 = 0x30

    /// The length of the first element, header included; nil where the header is cut, indefinite or longer than the bytes.
    static func length(of bytes: some Collection<UInt8>) -> Int? {
        guard let header = header(of: bytes), header.size + header.content <= bytes.count else { return nil }
        return header.size + header.content
    }

    /// What stands inside the first element, cut where the bytes end.
    static func content(of bytes: [UInt8]) -> ArraySlice<UInt8>? {
        guard let header = header(of: bytes) else { return nil }
        return bytes.dropFirst(header.size).prefix(header.content)
    }

    private static func header(of bytes: some Collection<UInt8>) -> (size: Int, content: Int)? {
        var octets = bytes.dropFirst().makeIterator()
        guard let first = octets.next() else { return nil }
        guard first >= 0x80 else { return (2, Int(first)) }
        let count = Int(first & 0x7F)
        guard (1...4).contains(count) else { return nil }
        var content = 0
        for _ in 0..<count {
            guard let octet = octets.next() else { return nil }
            content = content << 8 | Int(octet)
        }
        return (2 + count, content)
    }
}
