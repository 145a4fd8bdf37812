/// The extent of BER elements, which may be of indefinite length (X.690, section 8.1.3.6).
enum BERElement {
    /// Deeper nesting is refused.
    private static let deepest = 32
    /// A store of the most entries has some forty elements in each of them.
    private static let mostElements = 1_000_000

    /// Whether swift-asn1, which keeps about a hundred bytes for every element, may be given the bytes.
    static func isParsable(_ bytes: ArraySlice<UInt8>) -> Bool {
        var left = mostElements
        return count(bytes, depth: 0, left: &left)
    }

    /// Counts elements down, inside others too; false where there are too many. What is damaged counts as one.
    private static func count(_ bytes: ArraySlice<UInt8>, depth: Int, left: inout Int) -> Bool {
        var rest = bytes
        while let tag = rest.first {
            left -= 1
            guard left >= 0 else { return false }
            if let element = DERElement(rest) {
                if tag & 0x20 != 0, depth < 2 * deepest, !count(element.content, depth: depth + 1, left: &left) {
                    return false
                }
                rest = rest.dropFirst(element.size)
            } else {
                // The header of an element of indefinite length, whose elements follow, or something damaged.
                rest = rest.dropFirst(2)
            }
        }
        return true
    }

    /// How long the first element is, header and end included; nil where it is cut or nested too deeply.
    static func size(of bytes: ArraySlice<UInt8>, depth: Int = 0) -> Int? {
        if let element = DERElement(bytes) { return element.size }
        guard depth < deepest, let tag = bytes.first, tag & 0x20 != 0, bytes.dropFirst().first == 0x80 else {
            return nil
        }
        var size = 2
        while true {
            let rest = bytes.dropFirst(size)
            if rest.starts(with: [0, 0]) { return size + 2 }
            guard let part = Self.size(of: rest, depth: depth + 1) else { return nil }
            size += part
        }
    }
}
