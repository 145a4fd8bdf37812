import Testing

@testable import Registry

@Suite struct LayerReaderTests {
    private let layer = SampleLayer("etc/", "etc/a=first", "etc/b=second")
    private let query: LayerQuery

    init() throws { query = LayerQuery(try SampleLayer.wanted(["/etc/a"])) }

    private func reason(_ outcome: Result<LayerContents, RegistryGap.Reason>) -> RegistryGap.Reason? {
        if case .failure(let reason) = outcome { reason } else { nil }
    }

    @Test(
        arguments: [Compressed.gzip, Compressed.zstd, { $0 }] as [@Sendable ([UInt8]) -> [UInt8]], [1, 100, Int.max])
    func aVerifiedLayerIsRead(compress: @Sendable ([UInt8]) -> [UInt8], pieces: Int) throws {
        let layer = SampleLayer(tar: layer.tar, compress: compress)
        let contents = try layer.read(query, pieces: pieces).get()
        #expect(contents.files == ["etc/a": .kept(Array("first".utf8))])
        #expect(contents.kind(of: "etc/b") == .file(size: 6))
        #expect(contents.size == layer.tar.count)
    }

    @Test func otherBytesAreAMismatch() {
        for index in layer.blob.indices {
            var changed = layer.blob
            changed[index] ^= 0x10
            #expect(reason(layer.read(query, blob: changed)) == .layerDamaged(.digestMismatch))
        }
    }

    @Test func everyCutIsAMismatch() {
        for length in layer.blob.indices {
            #expect(reason(layer.read(query, blob: Array(layer.blob.prefix(length)))) == .layerDamaged(.digestMismatch))
        }
    }

    @Test func moreThanWasAnnouncedIsAMismatch() {
        #expect(reason(layer.read(query, blob: layer.blob + [0])) == .layerDamaged(.digestMismatch))
    }

    @Test func otherContentThanTheConfigurationNamesIsAMismatch() {
        var expectation = layer.expectation
        expectation.diffID = SampleLayer.digest([1])
        #expect(reason(layer.read(query, expectation: expectation)) == .layerDamaged(.contentMismatch))
    }

    @Test func aLayerThatIsDamagedByItselfIsNamedSo() {
        let noTar = SampleLayer(tar: [UInt8](repeating: 0x41, count: 5000))
        #expect(reason(noTar.read(query)) == .layerDamaged(.badHeader))
        let cut = SampleLayer(tar: Array(layer.tar.prefix(1030)))
        #expect(reason(cut.read(query)) == .layerDamaged(.truncated))
        let noEnd = SampleLayer(tar: layer.tar) { Array(Compressed.gzip($0).dropLast(4)) }
        #expect(reason(noEnd.read(query)) == .layerDamaged(.truncated))
        #expect(
            reason(SampleLayer(tar: Array("BZh9 and more".utf8)) { $0 }.read(query))
                == .layerDamaged(.unknownCompression("bzip2")))
    }

    @Test func anEmptyLayerIsALayer() throws {
        #expect(try SampleLayer(tar: [UInt8](repeating: 0, count: 1024)).read(query).get().entries == 0)
        #expect(try SampleLayer(tar: []).read(query).get().entries == 0)
        #expect(try SampleLayer(tar: []) { $0 }.read(query).get().entries == 0)
    }

    @Test(arguments: [Compressed.gzip, Compressed.zstd] as [@Sendable ([UInt8]) -> [UInt8]])
    func aBombEndsAtTheLimit(compress: @Sendable ([UInt8]) -> [UInt8]) {
        var archive = TarArchive()
        archive.add("zeros", type: "0", content: [UInt8](repeating: 0, count: 8 << 20))
        archive.end()
        let bomb = SampleLayer(tar: archive.bytes, compress: compress)
        #expect(bomb.blob.count < 20_000)
        #expect(reason(bomb.read(query)) == .layerTooLarge(limit: 1 << 20))
    }

    @Test func tooManyEntriesEndTheLayer() {
        let many = SampleLayer(tar: TarArchive((0..<50).map { "f\($0)" }).bytes)
        let limits = LayerReader.Limits(size: 1 << 20, entries: 49)
        #expect(reason(many.read(query, limits: limits)) == .layerDamaged(.tooManyEntries(limit: 49)))
    }
}
