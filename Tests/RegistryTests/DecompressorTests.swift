import Testing

@testable import Registry

@Suite struct DecompressorTests {
    private static let text = Array(
        String(repeating: "The quick brown fox jumps over the lazy dog. ", count: 20_000).utf8)

    private func read(_ bytes: [UInt8], pieces: Int = .max) throws(LayerDamage) -> (output: [UInt8], isComplete: Bool) {
        let decompressor = try Decompressor(magic: bytes.prefix(Decompressor.magicLength))
        var output: [UInt8] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = Array(rest.prefix(pieces))
            let result = piece.withUnsafeBytes { bytes in
                Result { () throws(LayerDamage) in try decompressor.feed(bytes) { output += $0 } }
            }
            try result.get()
            rest = rest.dropFirst(pieces)
        }
        return (output, decompressor.isComplete)
    }

    @Test(arguments: [Compressed.gzip, Compressed.zstd, { $0 }] as [@Sendable ([UInt8]) -> [UInt8]])
    func everyFormatIsReadInPiecesOfAnySize(compress: @Sendable ([UInt8]) -> [UInt8]) throws {
        let bytes = compress(Self.text)
        for pieces in [100, 4099, Int.max] {
            let read = try read(bytes, pieces: pieces)
            #expect(read.output == Self.text)
            #expect(read.isComplete)
        }
    }

    @Test func membersAndFramesFollowOneAnother() throws {
        let (a, b) = (Array("first ".utf8), Array("second".utf8))
        #expect(try read(Compressed.gzip(a) + Compressed.gzip(b), pieces: 3).output == a + b)
        // A frame to be skipped, as zstd:chunked has at its end.
        let skipped: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
        let frames = skipped + Compressed.zstd(a) + skipped + Compressed.zstd(b) + skipped
        #expect(try read(frames, pieces: 3).output == a + b)
        #expect(try read(frames).isComplete)
    }

    @Test(arguments: [Compressed.gzip, Compressed.zstd] as [@Sendable ([UInt8]) -> [UInt8]])
    func everyCutIsNotComplete(compress: @Sendable ([UInt8]) -> [UInt8]) throws {
        let bytes = compress(Array("a text that is cut at every length".utf8))
        for length in 4..<bytes.count { #expect(try !read(Array(bytes.prefix(length))).isComplete) }
        #expect(try read(bytes).isComplete)
    }

    @Test(arguments: [Compressed.gzip, Compressed.zstd] as [@Sendable ([UInt8]) -> [UInt8]])
    func aChangedBitIsDamageOrOtherContentButNeverAnEnd(compress: @Sendable ([UInt8]) -> [UInt8]) {
        let bytes = compress(Array("a text of which every bit is turned, one after the other".utf8))
        for index in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[index] ^= 1 << bit
                _ = try? read(changed)
            }
        }
    }

    @Test func garbageAfterTheEndIsDamage() {
        let gzip = Compressed.gzip(Array("a".utf8))
        #expect(throws: LayerDamage.badCompression) { try read(gzip + [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) }
        let zstd = Compressed.zstd(Array("a".utf8))
        #expect(throws: LayerDamage.badCompression) { try read(zstd + [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) }
    }

    @Test func aWindowThatIsTooLargeIsRefused() {
        // A frame header (RFC 8878, section 3.1.1.1) whose window descriptor asks for 2 GiB.
        let frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0xA8, 0x01, 0x00, 0x00]
        #expect(throws: LayerDamage.badCompression) { try read(frame) }
    }

    @Test func otherFormatsAreNamed() {
        #expect(throws: LayerDamage.unknownCompression("bzip2")) { try read(Array("BZh91AY".utf8)) }
        #expect(throws: LayerDamage.unknownCompression("xz")) { try read([0xFD] + Array("7zXZ".utf8) + [0]) }
    }
}
