import FoundationEssentials
import Testing

@testable import RiskEngine

@Suite struct TimestampTests {
    @Test(arguments: [
        (0.0, "1970-01-01T00:00:00Z"), (951_782_399.0, "2000-02-28T23:59:59Z"), (951_782_400.0, "2000-02-29T00:00:00Z"),
        (1_767_225_600.0, "2026-01-01T00:00:00Z"), (-1.0, "1969-12-31T23:59:59Z"),
        (4_107_542_400.0, "2100-03-01T00:00:00Z"),
    ])
    func aDateIsWrittenAndReadBack(seconds: Double, text: String) {
        let date = Date(timeIntervalSince1970: seconds)
        #expect(Timestamp.text(date) == text)
        #expect(Timestamp.date(text) == date)
    }

    @Test(arguments: [
        "2026-02-29", "2026-13-01", "2026-1-1", "2026-01-01T24:00:00Z", "2026-01-01T00:00:00", "soon", "",
        "2026-01-01+01",
    ])
    func whatIsNoDateIsRefused(text: String) {
        #expect(Timestamp.date(text) == nil)
    }

    @Test func everyDayOfFourCenturiesSurvives() {
        for day in stride(from: 0, to: 146_097, by: 1) {
            let date = Date(timeIntervalSince1970: Double(day) * 86_400)
            if Timestamp.date(Timestamp.dayText(date)) != date {
                Issue.record("day \(day)")
                return
            }
        }
    }
}
