/// One block of 512 bytes that begins an entry, in any of the formats that Go's `archive/tar` reads: v7, ustar, star and GNU.
/// That reader is what unpacks an image, so where a header could be read two ways, it is read as there.
struct TarHeader {
    static let size = 512

    var type: UInt8
    /// The permission bits, as in `chmod`.
    var mode: Int
    var name: [UInt8]
    var link: [UInt8]
    /// Of the data that follows.
    var dataSize: Int
    /// GNU's sparse format: more blocks of the map follow the header.
    var hasMoreSparseMap: Bool
    var realSize: Int

    /// - Throws: where the checksum or a number is wrong.
    init(_ block: [UInt8]) throws(LayerDamage) {
        guard block.count == Self.size, Self.checksumMatches(block) else { throw .badHeader }
        type = block[156]
        mode = try Self.number(block[100..<108])
        dataSize = try Self.number(block[124..<136])
        link = Self.text(block[157..<257])
        name = Self.text(block[0..<100])
        let isGNU = block[257..<265].elementsEqual("ustar  \0".utf8)
        hasMoreSparseMap = isGNU && type == UInt8(ascii: "S") && block[482] != 0
        realSize = isGNU && type == UInt8(ascii: "S") ? try Self.number(block[483..<495]) : dataSize
        let prefix = Self.prefix(block, isGNU: isGNU)
        if !prefix.isEmpty { name = prefix + "/".utf8 + name }
    }

    static func isZero(_ block: [UInt8]) -> Bool { block.allSatisfy { $0 == 0 } }

    private static func text(_ field: ArraySlice<UInt8>) -> [UInt8] { Array(field.prefix { $0 != 0 }) }

    /// POSIX has a place for the beginning of a long name; GNU has times there, but Go before 1.8 wrote the name all the same.
    private static func prefix(_ block: [UInt8], isGNU: Bool) -> [UInt8] {
        if isGNU {
            if (try? number(block[345..<357])) != nil, (try? number(block[357..<369])) != nil { return [] }
            let text = text(block[345..<500])
            return text.allSatisfy { (0x20...0x7E).contains($0) } ? text : []
        }
        guard block[257..<263].elementsEqual("ustar\0".utf8) else { return [] }
        let isStar = block[508..<512].elementsEqual("tar\0".utf8)
        return text(block[345..<(isStar ? 476 : 500)])
    }

    /// The sum of all bytes, with blanks for itself; some writers added signed bytes.
    private static func checksumMatches(_ block: [UInt8]) -> Bool {
        guard let wanted = try? number(block[148..<156]) else { return false }
        var (unsigned, signed) = (0, 0)
        for (index, byte) in block.enumerated() {
            let byte = (148..<156).contains(index) ? 0x20 : byte
            unsigned += Int(byte)
            signed += Int(Int8(bitPattern: byte))
        }
        return wanted == unsigned || wanted == signed
    }

    /// Octal digits between blanks and zero bytes, or a big-endian number where the first bit is set.
    static func number(_ field: ArraySlice<UInt8>) throws(LayerDamage) -> Int {
        if let first = field.first, first & 0x80 != 0 {
            // The second bit is the sign.
            guard first & 0x40 == 0 else { throw .badNumber }
            var value = Int(first & 0x3F)
            for byte in field.dropFirst() {
                guard value < 1 << 54 else { throw .badNumber }
                value = value << 8 | Int(byte)
            }
            return value
        }
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0 }
        var digits = field.drop(while: isBlank)
        while let last = digits.last, isBlank(last) { digits.removeLast() }
        var value = 0
        for digit in digits.prefix(while: { $0 != 0 }) {
            guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(digit), value < 1 << 59 else { throw .badNumber }
            value = value << 3 | Int(digit - UInt8(ascii: "0"))
        }
        return value
    }
}
