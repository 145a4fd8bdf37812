import Testing

@testable import Registry

/// A layer of a test image, in every form it is needed in.
struct SampleLayer {
    let tar: [UInt8]
    let blob: [UInt8]
    var mediaType = "application/vnd.oci.image.layer.v1.tar+gzip"

    init(_ entries: String...) { self.init(tar: TarArchive(entries).bytes) }

    init(tar: [UInt8], compress: ([UInt8]) -> [UInt8] = Compressed.gzip) {
        self.tar = tar
        blob = compress(tar)
    }

    static func digest(_ bytes: [UInt8]) -> ImageDigest {
        var running = RunningDigest(.sha256)
        running.update(bytes[...])
        return running.digest
    }

    var digest: ImageDigest { Self.digest(blob) }
    var diffID: ImageDigest { Self.digest(tar) }

    var expectation: LayerReader.Expectation {
        LayerReader.Expectation(digest: digest, size: blob.count, diffID: diffID)
    }

    static func wanted(_ contents: [String], listed: [String] = [], fileLimit: Int = 1000, totalLimit: Int = 4000)
        throws
        -> WantedFiles
    {
        WantedFiles(
            contents: try contents.map { try #require(PathPattern($0)) },
            listed: try listed.map { try #require(PathPattern($0)) }, fileLimit: fileLimit, totalLimit: totalLimit)
    }

    func read(
        _ query: LayerQuery, blob: [UInt8]? = nil, expectation: LayerReader.Expectation? = nil,
        limits: LayerReader.Limits = .init(size: 1 << 20, entries: 1000), pieces: Int = 100
    ) -> Result<LayerContents, RegistryGap.Reason> {
        var reader = LayerReader(expectation ?? self.expectation, query, limits)
        var rest = (blob ?? self.blob)[...]
        while !rest.isEmpty {
            guard rest.prefix(pieces).withUnsafeBytes({ reader.take($0) }) else { break }
            rest = rest.dropFirst(pieces)
        }
        return reader.finish()
    }

    func contents(_ wanted: WantedFiles) throws -> LayerContents { try read(LayerQuery(wanted)).get() }
}
