import Testing

@testable import Registry

@Suite struct TarHeaderTests {
    @Test(arguments: [
        ("00000000012\0", 10), ("        12\0 ", 10), ("\0\0\0\0\0\0\0\0\0\0\0\0", 0), ("12          ", 10),
        ("77777777777\0", 8_589_934_591),
    ])
    func anOctalNumberStandsBetweenBlanks(text: String, value: Int) throws {
        #expect(try TarHeader.number(Array(text.utf8)[...]) == value)
    }

    @Test func aLargeNumberIsBinary() throws {
        #expect(try TarHeader.number([0x80, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 1][...]) == 1 << 33 | 1)
    }

    @Test(arguments: [
        Array("12x".utf8), Array("89".utf8), Array("-1".utf8), [UInt8](repeating: 0xFF, count: 12),
        [0x80] + [UInt8](repeating: 0xFF, count: 11), [UInt8](repeating: UInt8(ascii: "7"), count: 40),
    ])
    func whatIsNoNumberIsDamage(field: [UInt8]) {
        #expect(throws: LayerDamage.badNumber) { try TarHeader.number(field[...]) }
    }

    private func header(_ change: (inout TarArchive) -> Void) throws -> TarHeader {
        var archive = TarArchive()
        change(&archive)
        return try TarHeader(Array(archive.bytes.prefix(512)))
    }

    @Test func aLongNameHasAPrefix() throws {
        #expect(try header { $0.add("b", type: "0", prefix: "a") }.name == Array("a/b".utf8))
        // GNU has times in this place.
        let gnu = try header { $0.add("b", type: "0", prefix: "00000000000\0" + "00000000000\0", magic: "ustar  \0") }
        #expect(gnu.name == Array("b".utf8))
        // Go before 1.8 wrote a prefix all the same.
        #expect(try header { $0.add("b", type: "0", prefix: "a", magic: "ustar  \0") }.name == Array("a/b".utf8))
        #expect(try header { $0.add("b", type: "0", prefix: "a", magic: "\0") }.name == Array("b".utf8))
    }

    @Test func everyByteCountsForTheChecksum() throws {
        var archive = TarArchive()
        archive.file("a", "x")
        let block = Array(archive.bytes.prefix(512))
        #expect(throws: Never.self) { try TarHeader(block) }
        for index in block.indices where !(148..<156).contains(index) {
            var changed = block
            changed[index] ^= 1
            #expect(throws: LayerDamage.badHeader) { try TarHeader(changed) }
        }
    }
}
