internal import CCompression

/// Compressed bytes in, plain bytes out, a piece at a time, whatever their number.
///
/// The format is told by the first bytes, as containerd does, and not by the media type, which is often wrong.
final class Decompressor {
    private enum Engine {
        case none
        case gzip(UnsafeMutablePointer<z_stream>)
        case zstd(OpaquePointer)
    }

    private let engine: Engine
    private var output = [UInt8](repeating: 0, count: 1 << 18)
    /// Whether the bytes so far could be all: a gzip member or a zstd frame has just ended.
    private(set) var isComplete: Bool

    /// How many bytes tell the format.
    static let magicLength = 6

    /// Begins with the first ``magicLength`` bytes, or with all where there are fewer; they are to be fed as well.
    init(magic: ArraySlice<UInt8>) throws(LayerDamage) {
        switch magic {
        case _ where magic.starts(with: [0x1F, 0x8B]): engine = .gzip(try Self.openGzip())
        case _ where Self.isZstd(magic): engine = .zstd(try Self.openZstd())
        case _ where magic.starts(with: "BZh".utf8): throw .unknownCompression("bzip2")
        case _ where magic.starts(with: [0xFD] + "7zXZ".utf8): throw .unknownCompression("xz")
        default: engine = .none
        }
        if case .none = engine { isComplete = true } else { isComplete = false }
    }

    deinit {
        switch engine {
        case .none: break
        case .gzip(let stream):
            inflateEnd(stream)
            stream.deallocate()
        case .zstd(let context): ZSTD_freeDCtx(context)
        }
    }

    /// A frame, or one of those that are to be skipped (RFC 8878, section 3.1).
    private static func isZstd(_ magic: ArraySlice<UInt8>) -> Bool {
        let bytes = Array(magic.prefix(4))
        return bytes == [0x28, 0xB5, 0x2F, 0xFD]
            || bytes.count == 4 && bytes[0] & 0xF0 == 0x50 && Array(bytes[1...]) == [0x2A, 0x4D, 0x18]
    }

    private static func openGzip() throws(LayerDamage) -> UnsafeMutablePointer<z_stream> {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard ccompression_open_gzip(stream) == Z_OK else {
            stream.deallocate()
            throw .badCompression
        }
        return stream
    }

    private static func openZstd() throws(LayerDamage) -> OpaquePointer {
        // A frame may ask for a window of any size; libzstd refuses one above 128 MiB by itself.
        guard let context = ZSTD_createDCtx() else { throw .badCompression }
        return context
    }

    func feed(
        _ input: UnsafeRawBufferPointer, _ take: (ArraySlice<UInt8>) throws(LayerDamage) -> Void
    ) throws(LayerDamage) {
        switch engine {
        case .none: try take(Array(input)[...])
        case .gzip(let stream): try inflate(stream, input, take)
        case .zstd(let context): try decompress(context, input, take)
        }
    }

    /// Members follow one another (RFC 1952, section 2.2); eStargz makes one for each file.
    private func inflate(
        _ stream: UnsafeMutablePointer<z_stream>, _ input: UnsafeRawBufferPointer,
        _ take: (ArraySlice<UInt8>) throws(LayerDamage) -> Void
    ) throws(LayerDamage) {
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(input.count)
        var isFull = false
        while stream.pointee.avail_in > 0 || isFull {
            if isComplete {
                guard inflateReset(stream) == Z_OK else { throw .badCompression }
                isComplete = false
            }
            let code = output.withUnsafeMutableBufferPointer { buffer in
                stream.pointee.next_out = buffer.baseAddress
                stream.pointee.avail_out = UInt32(buffer.count)
                return CCompression.inflate(stream, Z_NO_FLUSH)
            }
            isFull = stream.pointee.avail_out == 0
            try take(output[..<(output.count - Int(stream.pointee.avail_out))])
            switch code {
            case Z_OK: break
            case Z_BUF_ERROR: return
            case Z_STREAM_END:
                isComplete = true
                isFull = false
            default: throw .badCompression
            }
        }
    }

    private func decompress(
        _ context: OpaquePointer, _ input: UnsafeRawBufferPointer,
        _ take: (ArraySlice<UInt8>) throws(LayerDamage) -> Void
    ) throws(LayerDamage) {
        var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        var isFull = false
        while source.pos < source.size || isFull {
            let (left, count) = output.withUnsafeMutableBytes { buffer in
                var target = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
                return (ZSTD_decompressStream(context, &target, &source), target.pos)
            }
            guard ZSTD_isError(left) == 0 else { throw .badCompression }
            isComplete = left == 0
            isFull = count == output.count && !isComplete
            try take(output[..<count])
        }
    }
}
