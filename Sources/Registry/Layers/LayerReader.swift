/// Reads one layer as it arrives: its digest, its decompression, the digest of what comes out, and its entries.
///
/// A layer counts whole and verified, or not at all: ``finish()`` gives its contents only where both digests are right.
struct LayerReader: BodyReader {
    /// What is known of a layer before it is read.
    struct Expectation: Sendable, Hashable {
        var digest: ImageDigest
        /// Of the compressed bytes.
        var size: Int
        /// The digest of the uncompressed layer, out of the image's configuration.
        var diffID: ImageDigest
    }

    struct Limits: Sendable, Hashable {
        /// Of the uncompressed layer, in bytes.
        var size: Int
        var entries: Int
    }

    private let expected: Expectation
    private let limits: Limits
    private var scan: LayerScan
    private var tar = TarReader()
    private var decompressor: Decompressor?
    private var beginning: [UInt8] = []
    private var compressed: RunningDigest
    private var uncompressed: RunningDigest
    private var received = 0
    private var size = 0
    /// After damage only the digest is of interest: it tells bad content from content that was changed on its way.
    private var damage: LayerDamage?
    private var tooLarge: RegistryGap.Reason?

    init(_ expected: Expectation, _ query: LayerQuery, _ limits: Limits) {
        self.expected = expected
        self.limits = limits
        scan = LayerScan(query, entryLimit: limits.entries)
        compressed = RunningDigest(expected.digest.algorithm)
        uncompressed = RunningDigest(expected.diffID.algorithm)
    }

    /// - Returns: false as soon as the layer cannot count any more, and why is known.
    mutating func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        received += bytes.count
        guard received <= expected.size else { return false }
        compressed.update(bytes)
        if damage == nil { read(bytes) }
        return tooLarge == nil
    }

    mutating func finish() -> Result<LayerContents, RegistryGap.Reason> {
        if let tooLarge { return .failure(tooLarge) }
        guard received == expected.size, compressed.digest == expected.digest else {
            return .failure(.layerDamaged(.digestMismatch))
        }
        if damage == nil { end() }
        if let damage { return .failure(.layerDamaged(damage)) }
        guard uncompressed.digest == expected.diffID else { return .failure(.layerDamaged(.contentMismatch)) }
        var contents = scan.contents
        contents.size = size
        return .success(contents)
    }

    private mutating func read(_ bytes: UnsafeRawBufferPointer) {
        do throws(LayerDamage) {
            if decompressor != nil { return try decompress(bytes) }
            beginning += bytes
            if beginning.count >= Decompressor.magicLength { try open() }
        } catch {
            damage = error
        }
    }

    private mutating func end() {
        do throws(LayerDamage) {
            if decompressor == nil { try open() }
            guard decompressor?.isComplete == true else { throw .truncated }
            try tar.finish()
        } catch {
            damage = error
        }
    }

    private mutating func open() throws(LayerDamage) {
        let first = beginning
        beginning = []
        decompressor = try Decompressor(magic: first[...])
        let result = first.withUnsafeBytes { bytes in
            Result { () throws(LayerDamage) in try decompress(bytes) }
        }
        try result.get()
    }

    private mutating func decompress(_ bytes: UnsafeRawBufferPointer) throws(LayerDamage) {
        guard let decompressor else { return }
        try decompressor.feed(bytes) { (piece) throws(LayerDamage) in
            size += piece.count
            if size > limits.size {
                tooLarge = .layerTooLarge(limit: limits.size)
                throw .truncated
            }
            uncompressed.update(piece)
            try tar.feed(piece, &scan)
        }
    }
}
