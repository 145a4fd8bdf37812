import ScanModel
import Testing

@Suite struct KnownWordsTests {
    private let words = KnownWords(["ssl", "sslmode", "host=", "://"])

    @Test(arguments: ["ssl", "MySSL", "x host=y", "a://b", "HOST=", "\u{e9}ssl", "sSl"])
    func aWordIsFoundAnywhereInAnyCase(text: String) { #expect(words.occur(in: text)) }

    @Test(arguments: ["", "ss", "hosts", "host", ":/", "s s l", "\u{17f}sl"])
    func whatIsNotThereIsNotFound(text: String) { #expect(!words.occur(in: text)) }

    @Test func aSliceIsReadFromItsOwnStart() {
        let bytes = Array("ssl rest".utf8)
        #expect(!words.occur(in: bytes[1...]))
        #expect(words.occur(in: bytes[...]))
    }
}
