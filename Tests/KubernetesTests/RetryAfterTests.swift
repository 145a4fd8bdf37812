import Testing

@testable import Kubernetes

@Suite struct RetryAfterTests {
    @Test(arguments: [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777.0), ("Thu, 29 Feb 2024 00:00:00 GMT", 1_709_164_800),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("120", 120), ("0", 0), ("1.5", 1.5),
    ])
    func readsSecondsAndHTTPDates(text: String, seconds: Double) {
        #expect(HTTPResponse(status: 429, headers: ["retry-after": text], body: []).retryAfter(now: 0) == seconds)
    }

    @Test func aDateThatHasPassedIsNoWait() {
        let response = HTTPResponse(
            status: 503, headers: ["retry-after": "Sun, 06 Nov 1994 08:49:37 GMT"], body: [])
        #expect(response.retryAfter(now: 1_000_000_000) == 0)
    }

    @Test(arguments: ["soon", "-5", ""])
    func whatIsNeitherIsNoAnswer(text: String) {
        #expect(HTTPResponse(status: 429, headers: ["retry-after": text], body: []).retryAfter(now: 0) == nil)
    }
}
