internal import CCurl

/// How often and after what wait a request is repeated.
struct RetryRules: Sendable {
    static let firstWait = 0.5
    static let longestWait = 10.0
    /// A server that asks for more is not worth waiting for; the list then becomes a gap.
    static let longestRetryAfter = 60.0

    let attempts: Int
    private(set) var failures = 0

    init(attempts: Int) { self.attempts = attempts }

    /// How long to wait before the next try.
    ///
    /// - Parameters:
    ///   - retryAfter: what the server asked for; jitter is added, so that many clients do not come back at once.
    ///   - random: from 0 up to 1.
    /// - Returns: seconds; nil to give up.
    mutating func wait(retryAfter: Double?, random: Double) -> Double? {
        failures += 1
        guard failures < attempts else { return nil }
        if let retryAfter {
            return retryAfter <= Self.longestRetryAfter ? retryAfter + random * min(1, retryAfter * 0.1) : nil
        }
        let backoff = Self.firstWait * Double(1 << min(failures - 1, 16))
        return min(backoff, Self.longestWait) * (0.5 + random / 2)
    }

    mutating func succeeded() { failures = 0 }
}

extension HTTPResponse {
    /// `Retry-After` in seconds: a number, or a date (RFC 9110, section 10.2.3).
    func retryAfter(now: Double) -> Double? {
        guard let text = headers["retry-after"] else { return nil }
        if let seconds = Double(text), seconds >= 0 { return seconds }
        let date = curl_getdate(text, nil)
        return date >= 0 ? max(0, Double(date) - now) : nil
    }
}
