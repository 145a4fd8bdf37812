/// One element of DER or definite-length BER: its tag and what stands in it (X.690, section 8.1).
struct DERElement {
    static let integer: UInt8 = 0x02
    static let bitString: UInt8 = 0x03
    static let octetString: UInt8 = 0x04
    static let objectIdentifier: UInt8 = 0x06
    static let sequence: UInt8 = 0x30
    static let set: UInt8 = 0x31

    let tag: UInt8
    let content: ArraySlice<UInt8>
    /// Header and content.
    let size: Int

    /// The element that the bytes start with; nil where it is cut, of indefinite length or has a tag of several bytes.
    init?(_ bytes: ArraySlice<UInt8>) {
        guard let header = Self.header(of: bytes), header.size + header.content <= bytes.count, let tag = bytes.first,
            tag & 0x1F != 0x1F
        else { return nil }
        self.tag = tag
        size = header.size + header.content
        content = bytes.dropFirst(header.size).prefix(header.content)
    }

    /// Nothing of a certificate, a key or a list of revoked ones has as many parts; hostile bytes may, two bytes each.
    private static let mostElements = 100_000

    /// The elements that the bytes start with, up to the first that is damaged.
    static func prefix(of bytes: ArraySlice<UInt8>) -> [DERElement] {
        var rest = bytes
        var elements: [DERElement] = []
        while elements.count < mostElements, let element = DERElement(rest) {
            elements.append(element)
            rest = rest.dropFirst(element.size)
        }
        return elements
    }

    /// The elements inside; nil where they do not fill it exactly.
    var children: [DERElement]? {
        let elements = Self.prefix(of: content)
        return elements.reduce(0) { $0 + $1.size } == content.count ? elements : nil
    }

    /// What stands inside the first element, cut where the bytes end.
    static func content(of bytes: some Collection<UInt8>) -> ArraySlice<UInt8>? {
        let bytes = ArraySlice(bytes)
        guard let header = header(of: bytes) else { return nil }
        return bytes.dropFirst(header.size).prefix(header.content)
    }

    private static func header(of bytes: ArraySlice<UInt8>) -> (size: Int, content: Int)? {
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
