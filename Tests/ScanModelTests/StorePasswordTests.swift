import Testing

@testable import ScanModel

@Suite struct StorePasswordTests {
    private static let secret = "canary-5uP3rS3cr3t"

    @Test func noWayOfPrintingShowsIt() throws {
        let password = try #require(StorePassword(Self.secret))
        let store = CollectedStore(
            reference: .named(path: "/trust.p12"), location: nil, content: .notLookedAt,
            keys: StoreKeys(own: [password], others: [password]))
        var dumped = ""
        dump(store, to: &dumped)
        for text in ["\(password)", String(reflecting: password), "\(store)", String(reflecting: [store]), dumped] {
            #expect(text.contains("***"))
            #expect(!text.contains(Self.secret))
        }
    }

    @Test(arguments: ["", "***", String(repeating: "x", count: 1025)])
    func whatIsNoPasswordIsNone(text: String) {
        #expect(StorePassword(text) == nil)
    }

    @Test func othersAreFewAndEachIsThereOnce() throws {
        var keys = StoreKeys()
        keys.add((0..<100).compactMap { StorePassword("p\($0 / 2)") })
        #expect(keys.others.map(\.text) == (0..<16).map { "p\($0)" })
    }
}
