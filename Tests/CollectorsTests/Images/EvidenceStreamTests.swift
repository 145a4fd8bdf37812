import Crypto
import ScanModel
import Testing

@testable import Collectors

@Suite struct EvidenceStreamTests {
    private func file(_ number: Int, _ text: String, size: Int? = nil, sum: String? = nil) -> String {
        let digest = sum ?? SHA256.hash(data: Array(text.utf8)).hexadecimal
        return "file \(number) \(size ?? text.utf8.count) /a b\n\(text)\nsum \(digest)\n"
    }

    private func read(_ text: String, _ count: Int) throws(EvidenceError) -> [[FileEvidence]] {
        try EvidenceStream.read(Array(text.utf8), count: count).files
    }

    private func fact(_ source: String, _ text: String) -> String {
        "fact \(text.utf8.count) \(source)\n\(text)\nsum \(SHA256.hash(data: Array(text.utf8)).hexadecimal)\n"
    }

    @Test func recordsComeInTheirPlaces() throws {
        let text = "absent 1\n" + file(0, "pem") + "denied 2\nlarge 3 99\nend 4\n"
        #expect(
            try read(text, 4) == [[.bytes(Array("pem".utf8), path: "/a b")], [.absent], [.denied], [.tooLarge(99)]])
    }

    @Test func severalCopiesAreSeveral() throws {
        #expect(try read(file(0, "a") + file(0, "b") + "end 1\n", 1)[0].count == 2)
    }

    @Test func aStreamCutAnywhereIsNoEvidence() {
        let whole = Array(
            (file(0, "certificate") + "hashed 1\n 3 /d/1.0\n 4 /d/2.0\n 7 total\n" + file(1, "abcdefg")
                + fact("/etc/os-release", "ID=debian") + "end 2\n")
                .utf8)
        #expect((try? EvidenceStream.read(whole, count: 2))?.files.count == 2)
        for length in 0..<whole.count {
            #expect(throws: EvidenceError.self, "\(length)") {
                try EvidenceStream.read(Array(whole.prefix(length)), count: 2)
            }
        }
    }

    @Test func aChangedByteOfTheContentIsNoEvidence() {
        let whole = Array((file(0, "certificate") + "end 1\n").utf8)
        let begin = "file 0 11 /a b\n".utf8.count
        for index in begin..<begin + 11 {
            var changed = whole
            changed[index] ^= 1
            #expect(throws: EvidenceError.contradicts("/a b")) { try EvidenceStream.read(changed, count: 1) }
        }
    }

    @Test(arguments: [
        ("", 1), ("end 1\n", 1), ("absent 0\nend 0\n", 1), ("absent 0\nend 1\nmore", 1), ("absent 7\nend 1\n", 1),
        ("noise\n", 1), ("file 0 -1 /a\n", 1), ("file 0 99999999999999999999 /a\n", 1),
        ("file 0 4611686018427387904 /a\nx", 1),
        ("absent 0\nabsent 0\n", 1), ("large 0 x\nend 1\n", 1), ("absent 0\nfact -1 /etc/os-release\nend 1\n", 1),
        ("absent 0\nfact 1 /etc/os-release\nx\nend 1\n", 1),
    ])
    func whatTheScriptDoesNotWriteIsRefused(text: String, count: Int) {
        #expect(throws: EvidenceError.self) { try read(text, count) }
    }

    @Test func withoutAChecksumNothingIsProven() {
        #expect(throws: EvidenceError.noChecksum) { try read(file(0, "a", sum: "none") + "end 1\n", 1) }
    }

    @Test func sizesOfAFolderMustAddUp() {
        #expect(throws: EvidenceError.contradicts("/a b")) {
            try read("hashed 0\n 3 /d/1.0\n" + file(0, "abcdefg") + "end 1\n", 1)
        }
    }

    @Test func factsAndTimesComeBesideTheFiles() throws {
        let digest = SHA256.hash(data: Array("pem".utf8)).hexadecimal
        let text =
            "file 0 3 /ca.pem\npem\nsum \(digest) 1700000000\n" + fact("variable NODE_VERSION", "20.9.0")
            + fact("/usr/share/dotnet/shared/Microsoft.NETCore.App/8.0.1", "") + fact("/etc/os-release", "ID=alpine\n")
            + fact("/no/fact/file", "ID=x") + fact("variable HOME", "/root") + "end 1\n"
        let evidence = try EvidenceStream.read(Array(text.utf8), count: 1)
        #expect(evidence.files == [[.bytes(Array("pem".utf8), path: "/ca.pem")]])
        #expect(evidence.changes == ["/ca.pem": 1_700_000_000])
        #expect(evidence.facts.map { "\($0.name) \($0.value)" } == ["dotnet 8.0.1", "node 20.9.0", "os-id alpine"])
    }

    @Test func aFloodOfFactsIsBounded() throws {
        let flood = (0..<1000).map { fact("/usr/share/dotnet/shared/Microsoft.NETCore.App/\($0)", "") }.joined()
        #expect(try EvidenceStream.read(Array((flood + "end 0\n").utf8), count: 0).facts.count == 64)
    }
}
