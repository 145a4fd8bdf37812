import ScanModel
import Testing

@testable import Reporters

@Suite struct DisplayWidthTests {
    @Test(arguments: [
        ("pay", 3), ("", 0), ("größe", 5), ("gro\u{308}ße", 5), ("日本", 4), ("ｆｕｌｌ", 8), ("한글", 4),
        ("\u{1112}\u{1161}\u{11ab}", 2), ("🔥x", 3),
        ("🇩🇪", 2), ("a · b …", 7),
    ])
    func columnsAreThoseOfATerminal(text: String, width: Int) {
        #expect(text.displayWidth == width)
    }

    @Test func paddingCountsColumnsAndNotCharacters() {
        #expect("日本".padded(to: 6) == "日本  ")
        #expect("pay".aligned(to: 5) == "  pay")
        #expect("longer".padded(to: 3) == "longer")
    }
}

@Suite struct VisibleTextTests {
    @Test(arguments: [
        ("plain ~", "plain ~"), ("a\nb\tc\r", "a\\nb\\tc\\r"), ("\u{1b}[31m", "\\u{1b}[31m"), ("\u{9b}1m", "\\u{9b}1m"),
        ("\u{7f}", "\\u{7f}"), ("ad\u{202e}min", "ad\\u{202e}min"), ("a\u{200b}b", "a\\u{200b}b"),
        ("a\u{2028}b", "a\\u{2028}b"),
        ("日本 größe ·", "日本 größe ·"), ("a\r\nb", "a\\r\\nb"),
    ])
    func whatATerminalWouldActOnIsWrittenOut(text: String, visible: String) {
        #expect(text.visible == visible)
    }
}

@Suite struct PageTests {
    @Test func aParagraphWrapsAtWordsAndHangs() {
        var page = Page(style: TextStyle(width: 40))
        page.paragraph("fix    ", "add the new root to the ConfigMap and restart the pods")
        #expect(page.text == "fix    add the new root to the ConfigMap\n       and restart the pods\n")
    }

    @Test func aWordLongerThanTheLineIsNotTornApart() {
        var page = Page(style: TextStyle(width: 30))
        page.paragraph("fix    ", "edit /var/lib/postgresql/.postgresql/root.crt now")
        #expect(page.text == "fix    edit\n       /var/lib/postgresql/.postgresql/root.crt\n       now\n")
    }

    @Test func withoutATerminalNothingIsWrapped() {
        var page = Page(style: .plain)
        let words = String(repeating: "word ", count: 100) + "end"
        page.paragraph("fix    ", words)
        #expect(page.text == "fix    \(words)\n")
    }

    @Test func whereLabelsLeaveNoColumnTheWordsGoBelow() {
        var page = Page(style: TextStyle(width: 50))
        page.paragraph("  HIGH     Deployment/a-rather-long-name  ", "pgjdbc and some more words that wrap")
        let indent = String(repeating: " ", count: 18)
        #expect(
            page.text == """
                  HIGH     Deployment/a-rather-long-name
                \(indent)pgjdbc and some more words that
                \(indent)wrap

                """)
    }

    @Test func gluedWordsStayTogetherUntilNoLineHoldsThem() {
        var page = Page(style: TextStyle(width: 40))
        page.paragraph("", "one two three four five six " + "seven eight nine".glued)
        #expect(page.text == "one two three four five six\nseven eight nine\n")
        page = Page(style: TextStyle(width: 40))
        page.paragraph("", "ConfigMap payments-production/db-ca azure.pem".glued)
        #expect(page.text == "ConfigMap payments-production/db-ca\nazure.pem\n")
    }

    @Test func colourEndsBeforeTheSpacesAfterTheWord() {
        var page = Page(style: TextStyle(color: true))
        page.paragraph([Page.Label("HIGH     ", .high)], "x")
        #expect(page.text == "\u{1b}[1;31mHIGH\u{1b}[0m     x\n")
    }
}
