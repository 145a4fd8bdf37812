import Testing

@testable import Registry

@Suite struct TarReaderTests {
    /// Keeps all there is.
    private struct Everything: TarVisitor {
        var entries: [TarEntry] = []
        var contents: [[UInt8]] = []
        private var current: [UInt8] = []

        mutating func enter(_ entry: TarEntry) -> Bool {
            entries.append(entry)
            current = []
            return entry.kind == .file
        }
        mutating func take(_ content: ArraySlice<UInt8>) { current += content }
        mutating func leave() { contents.append(current) }

        var names: [String] { entries.map { String(decoding: $0.name, as: UTF8.self) } }
        var texts: [String] { contents.map { String(decoding: $0, as: UTF8.self) } }
    }

    private func read(_ bytes: [UInt8], pieces: Int = .max) throws -> Everything {
        var reader = TarReader()
        var visitor = Everything()
        var rest = bytes[...]
        while !rest.isEmpty {
            try reader.feed(rest.prefix(pieces), &visitor)
            rest = rest.dropFirst(pieces)
        }
        try reader.finish()
        return visitor
    }

    private static let sample: TarArchive = {
        var archive = TarArchive()
        archive.add("etc/", type: "5")
        archive.file("etc/a", "first")
        archive.records([("path", "etc/" + String(repeating: "long", count: 60)), ("size", "6")])
        archive.file("etc/short", "second")
        archive.add("././@LongLink", type: "L", content: Array("etc/gnu\0".utf8))
        archive.add("././@LongLink", type: "K", content: Array("target/of/link\0".utf8))
        archive.link("x", to: "y")
        archive.link("etc/hard", to: "etc/a", isHard: true)
        archive.file("empty", "")
        archive.end()
        return archive
    }()

    @Test(arguments: [1, 7, 511, 512, 513, 100_000])
    func anArchiveIsReadInPiecesOfAnySize(pieces: Int) throws {
        let read = try read(Self.sample.bytes, pieces: pieces)
        let long = "etc/" + String(repeating: "long", count: 60)
        #expect(read.names == ["etc/", "etc/a", long, "etc/gnu", "etc/hard", "empty"])
        #expect(read.texts == ["first", "second", ""])
        #expect(read.entries.map(\.kind) == [.folder, .file, .file, .symbolicLink, .hardLink, .file])
        #expect(read.entries[3].link == Array("target/of/link".utf8))
    }

    @Test func everyCutIsDamageOrLosesOnlyTheEnd() throws {
        let bytes = Self.sample.bytes
        let whole = try read(bytes)
        for length in bytes.indices {
            do throws(any Error) {
                let cut = try read(Array(bytes.prefix(length)))
                #expect(whole.names.starts(with: cut.names))
                #expect(length % 512 == 0)
            } catch {
                #expect(error as? LayerDamage == .truncated)
            }
        }
    }

    @Test func everyFlippedBitOfAHeaderIsSeen() throws {
        let bytes = Self.sample.bytes
        for index in 0..<512 {
            for bit in 0..<8 where !(148..<156).contains(index) {
                var changed = bytes
                changed[index] ^= 1 << bit
                #expect(throws: LayerDamage.self) { try read(changed) }
            }
        }
    }

    @Test func whatFollowsTheEndIsNotRead() throws {
        #expect(try read(Self.sample.bytes + [UInt8](repeating: 0xFF, count: 700)).names.count == 6)
    }

    @Test func oneBlockOfZerosIsNoEnd() {
        var archive = TarArchive()
        archive.file("a", "x")
        let zeros = [UInt8](repeating: 0, count: 512)
        #expect(throws: LayerDamage.badHeader) { try read(archive.bytes + zeros + archive.bytes) }
        #expect(throws: Never.self) { try read(archive.bytes + zeros) }
    }

    @Test func aSparseFileIsNamedButNotRead() throws {
        var archive = TarArchive()
        // GNU's form: two more blocks of the map, then one of data.
        archive.add("holes", type: "S", magic: "ustar  \0", size: 512) { header in
            header.replaceSubrange(345..<500, with: [UInt8](repeating: 0, count: 155))
            header[482] = 1
            header.replaceSubrange(483..<494, with: Array("00000100000".utf8))
        }
        var map = [UInt8](repeating: 0, count: 512)
        map[504] = 1
        var bytes = archive.bytes + map
        map[504] = 0
        bytes += map + [UInt8](repeating: 0x78, count: 512)
        var after = TarArchive()
        // PAX's form.
        after.records([("GNU.sparse.major", "1"), ("GNU.sparse.name", "real"), ("GNU.sparse.realsize", "4096")])
        after.file("GNUSparseFile.0/real", "512\n")
        after.file("after", "x")
        after.end()
        let read = try read(bytes + after.bytes)
        #expect(read.names == ["holes", "real", "after"])
        #expect(read.entries.map(\.isSparse) == [true, true, false])
        #expect(read.entries.map(\.size) == [0o100000, 4096, 1])
        #expect(read.texts == ["x"])
    }

    @Test func aLinkHasNoDataWhateverItsSizeSays() throws {
        var archive = TarArchive()
        archive.add("l", type: "1", link: "a", size: 5000)
        archive.file("b", "x")
        archive.end()
        #expect(try read(archive.bytes).names == ["l", "b"])
    }

    @Test func globalRecordsAreNotApplied() throws {
        var archive = TarArchive()
        archive.records([("path", "elsewhere")], type: "g")
        archive.file("a", "x")
        archive.end()
        #expect(try read(archive.bytes).names == ["a"])
    }

    @Test func anOldArchiveMarksFoldersByTheirSlash() throws {
        var archive = TarArchive()
        archive.add("d/", type: "\0", magic: "\0")
        archive.add("f", type: "\0", content: [1], magic: "\0")
        archive.end()
        #expect(try read(archive.bytes).entries.map(\.kind) == [.folder, .file])
    }

    @Test func anEntryOfUnknownTypeIsDamage() {
        var archive = TarArchive()
        archive.add("a", type: "V")
        archive.end()
        #expect(throws: LayerDamage.unknownEntry(UInt8(ascii: "V"))) { try read(archive.bytes) }
    }

    @Test func aLongHeaderIsRefusedBeforeItIsRead() {
        var archive = TarArchive()
        archive.add("pax", type: "x", size: 1 << 30)
        #expect(throws: LayerDamage.badExtendedHeader) { try read(archive.bytes) }
        var name = TarArchive()
        name.records([("path", String(repeating: "a", count: 5000))])
        name.file("a", "x")
        #expect(throws: LayerDamage.nameTooLong) { try read(name.bytes) }
    }
}
