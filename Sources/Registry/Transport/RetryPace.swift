internal import CCurl
internal import FoundationEssentials

/// The clock, the sleep and the waits between attempts, so that tests need not wait.
struct RetryPace: Sendable {
    /// Seconds since 1970.
    var now: @Sendable () -> Double = { Date().timeIntervalSince1970 }
    /// A cancelled sleep returns early; the request after it then fails.
    var sleep: @Sendable (_ seconds: Double) async -> Void = { try? await Task.sleep(for: .seconds($0)) }

    /// A registry that asks for more is not worth waiting for.
    static let longestWait = 60.0

    /// Seconds to wait after the failure of an attempt, counted from 0; nil to give up. Where the registry asked for a wait,
    /// in `Retry-After`, it did so in seconds or with a date (RFC 9110, section 10.2.3).
    func wait(after attempt: Int, asked: String?) -> Double? {
        guard let asked else { return min(8, 0.5 * Double(1 << min(attempt, 8))) }
        let date = curl_getdate(asked, nil)
        let seconds = Double(asked) ?? (date >= 0 ? Double(date) - now() : 1)
        return seconds <= Self.longestWait ? max(0, seconds) : nil
    }
}
