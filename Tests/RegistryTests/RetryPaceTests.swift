import Testing

@testable import Registry

@Suite struct RetryPaceTests {
    private let pace = RetryPace(now: { 784_111_777 }, sleep: { _ in })

    @Test func waitsGrow() {
        #expect((0..<6).map { pace.wait(after: $0, asked: nil) } == [0.5, 1, 2, 4, 8, 8])
    }

    @Test(arguments: [("3", 3), ("0", 0), ("60", 60), ("61", nil), ("-1", 0), ("soon", 1)] as [(String, Double?)])
    func aRegistrysWishIsHeeded(asked: String, wait: Double?) { #expect(pace.wait(after: 0, asked: asked) == wait) }

    @Test func aWishMayBeADate() {
        // RFC 9110, section 5.6.7: 784111777.
        #expect(pace.wait(after: 0, asked: "Sun, 06 Nov 1994 08:49:47 GMT") == 10)
        #expect(pace.wait(after: 0, asked: "Sun, 06 Nov 1994 08:49:27 GMT") == 0)
    }
}
