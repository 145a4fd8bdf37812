import Testing

@testable import Registry

@Suite struct ExtendedHeaderTests {
    private func read(_ text: String) throws -> ExtendedHeader {
        var header = ExtendedHeader()
        try header.add(records: Array(text.utf8))
        return header
    }

    @Test func recordsAreReadInAnyOrder() throws {
        let text =
            TarArchive.record("mtime", "1.5") + TarArchive.record("path", "a\nb=c") + TarArchive.record("size", "12")
        let header = try read(text)
        #expect(header.path == Array("a\nb=c".utf8))
        #expect(header.size == 12)
        #expect(header.link == nil)
    }

    @Test func anEmptyValueTakesBackWhatWasSaid() throws {
        #expect(try read(TarArchive.record("path", "a") + TarArchive.record("path", "")).path == nil)
    }

    @Test func sparseFilesAreRecognised() throws {
        #expect(try read(TarArchive.record("GNU.sparse.major", "1")).isSparse)
        #expect(try read(TarArchive.record("GNU.sparse.realsize", "100")).realSize == 100)
    }

    @Test(arguments: [
        "x", "5", "5 a=b\n", "8 path=a\n", "7 path=", "0 a=b\n", "-1 a=b\n", "99999999999999999999 a=b\n", "8 patha\n",
        "10 path=ab", "12 size=12x\n", " 6 a=b\n", "11 path=a\0\n",
    ])
    func whatIsNoRecordIsDamage(text: String) {
        #expect(throws: LayerDamage.badExtendedHeader) { try read(text) }
    }

    @Test func everyCutIsDamageOrShorter() throws {
        let records = [TarArchive.record("path", "a"), TarArchive.record("size", "7")]
        let whole = Array(records.joined().utf8)
        for length in whole.indices where length != 0 && length != records[0].utf8.count {
            var header = ExtendedHeader()
            #expect(throws: LayerDamage.badExtendedHeader) { try header.add(records: Array(whole.prefix(length))) }
        }
    }
}
