/// The extent of BER elements, which may be of indefinite length (X.690, section 8.1.3.6).
enum BERElement {
    /// Deeper nesting is refused.
    private static let deepest = 32

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
