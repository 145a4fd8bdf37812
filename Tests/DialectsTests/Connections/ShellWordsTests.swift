import Testing

@testable import Dialects

struct ShellWordsTests {
    @Test(arguments: [
        ("a b", [["a", "b"]]), ("a 'b c' \"d e\"", [["a", "b c", "d e"]]),
        ("a; b && c | d\ne", [["a"], ["b"], ["c"], ["d"], ["e"]]),
        ("a\\ b \"c\\\"d\" 'e\\f'", [["a b", "c\"d", "e\\f"]]), ("a \\\n b", [["a", "b"]]), ("x=''", [["x="]]),
        ("''", [[""]]),
        ("", []), ("'open", [["open"]]), ("a'b'\"c\"", [["abc"]]),
    ])
    func splitsAsAShellDoes(_ script: String, _ expected: [[String]]) {
        #expect(ShellWords(script).commands == expected)
    }
}
