import Testing

@testable import Registry

@Suite struct ImagePathTests {
    @Test(
        arguments: [
            ("./etc/ssl/", "etc/ssl"), ("/etc//ssl", "etc/ssl"), ("a/../b", "b"), ("a/./b", "a/b"), (".", ""),
            ("/", ""), ("", ""),
            ("..", nil), ("../etc", nil), ("a/../../b", nil), ("/..", nil),
        ] as [(String, String?)])
    func aPathIsCleanedInsideTheRoot(text: String, cleaned: String?) {
        #expect(ImagePath.cleaned(text.utf8) == cleaned)
    }

    @Test func bytesOutsideASCIIStayApart() throws {
        let composed = try #require(ImagePath.cleaned("é".utf8))
        let decomposed = try #require(ImagePath.cleaned("e\u{301}".utf8))
        #expect(composed == "\\xc3\\xa9")
        #expect(composed != decomposed)
        // The sign for kelvin is a K to Swift's comparison.
        #expect(ImagePath.cleaned("\u{212A}".utf8) != "K")
        #expect(ImagePath.cleaned([0x61, 0xFF]) == "a\\xff")
        #expect(ImagePath.cleaned("a\\b".utf8) == "a\\x5cb")
    }

    @Test(arguments: ["etc/ssl", "é/ü.pem", "a\\b", "a\nb", "\\x41"])
    func whatIsShownIsTheName(name: String) throws {
        #expect(ImagePath.shown(try #require(ImagePath.cleaned(name.utf8))) == "/\(name)")
    }

    @Test func aNameThatIsNoTextStaysEscaped() {
        #expect(ImagePath.shown("a\\xff") == "/a\\xff")
        #expect(ImagePath.shown("a\\") == "/a\\")
        #expect(ImagePath.shown(ImagePath.escaped("\u{212A}".utf8)) == "/\\xe2\\x84\\xaa")
    }

    @Test func foldersAreCountedFromTheRoot() {
        #expect(ImagePath.ancestors("a/b/c") == ["", "a", "a/b"])
        #expect(ImagePath.ancestors("a") == [""])
        #expect(ImagePath.ancestors("").isEmpty)
        #expect(ImagePath.parent("a/b") == "a")
        #expect(ImagePath.parent("a").isEmpty)
        #expect(ImagePath.isWithin("etc/ssl", "etc"))
        #expect(!ImagePath.isWithin("etcetera", "etc"))
        #expect(ImagePath.remainder("etc/ssl/a", below: "etc") == "ssl/a")
    }
}
