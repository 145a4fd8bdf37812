import ScanModel
import Testing

@Suite struct GlobTests {
    @Test(arguments: [
        ("team-*", "team-a", true), ("team-*", "steam-a", false), ("*", "", true), ("a*b*c", "aXbYbZc", true),
        ("a*b", "abc", false), ("?x", "ax", true), ("?x", "x", false), ("shop", "shop", true), ("shop", "shop2", false),
        ("*-prod", "eu-prod-prod", true),
    ])
    func globMatchesAsAShellDoes(pattern: String, name: String, expected: Bool) {
        #expect(Glob(pattern).matches(name) == expected)
    }
}
