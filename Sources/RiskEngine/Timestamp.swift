package import FoundationEssentials

/// Dates as profiles and reports write them: RFC 3339, always in UTC.
package enum Timestamp {
    private static let time = Date.ISO8601FormatStyle()
    private static let day = Date.ISO8601FormatStyle().year().month().day()

    /// `2026-06-01T00:00:00Z`, whole seconds.
    package static func text(_ date: Date) -> String { date.formatted(time) }

    /// `2026-06-01`.
    package static func dayText(_ date: Date) -> String { date.formatted(day) }

    /// A day (its first second) or an RFC 3339 time that ends in `Z`.
    package static func date(_ text: String) -> Date? {
        let style = text.contains("T") ? time : day
        // Foundation reads 30 February as 2 March; what does not come out as it went in is no date.
        guard let date = try? style.parse(text), date.formatted(style) == text else { return nil }
        return date
    }
}
