import CCompression

/// The inverse of what is tested, made with the libraries themselves.
enum Compressed {
    /// One gzip member whose data is stored or, where it is one byte over and over, as short as deflate can be.
    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        var length = compressBound(UInt(bytes.count))
        var zlib = [UInt8](repeating: 0, count: Int(length))
        compress2(&zlib, &length, bytes, UInt(bytes.count), 6)
        // zlib's own frame is two bytes before and four after the same deflate data (RFC 1950).
        let deflate = zlib[2..<(Int(length) - 4)]
        let checksum = UInt32(crc32(0, bytes, UInt32(bytes.count)))
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + deflate + littleEndian(checksum)
            + littleEndian(UInt32(truncatingIfNeeded: bytes.count))
    }

    static func zstd(_ bytes: [UInt8]) -> [UInt8] {
        var frame = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
        let count = ZSTD_compress(&frame, frame.count, bytes, bytes.count, 3)
        return Array(frame.prefix(count))
    }

    static func littleEndian(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
}
