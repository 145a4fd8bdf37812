/// Reads big-endian fields from hostile bytes: every length is checked against what is left.
struct ByteReader {
    /// What was not read yet.
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: some Collection<UInt8>) {
        rest = ArraySlice(bytes)
    }

    var remaining: Int { rest.count }

    /// - Returns: nil where fewer bytes are left, and then nothing is consumed.
    mutating func bytes(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, count <= rest.count else { return nil }
        let taken = rest.prefix(count)
        rest = rest.dropFirst(count)
        return taken
    }

    mutating func uint16() -> Int? {
        bytes(2).map { $0.reduce(0) { $0 << 8 | Int($1) } }
    }

    mutating func uint32() -> Int? {
        bytes(4).map { $0.reduce(0) { $0 << 8 | Int($1) } }
    }

    /// Java's modified UTF-8: a length of two bytes, then the text.
    mutating func javaText() -> String? {
        guard let size = uint16(), let bytes = bytes(size) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
