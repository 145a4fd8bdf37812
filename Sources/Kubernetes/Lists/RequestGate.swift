/// How hard a client may press the API server, over all its requests.
package struct ClientLimits: Sendable {
    /// Requests a second, in the long run.
    package var qps: Double
    /// Requests at once after a pause.
    package var burst: Int
    /// Requests under way at the same time.
    package var parallel: Int
    /// Objects on a page. Measured on 5,000 pods and 1,000 ConfigMaps: pages of 500 took as long as pages of 250, and 14 MB more.
    package var pageSize: Int
    /// Tries of one request, the first included.
    package var attempts: Int

    package init(qps: Double = 50, burst: Int = 100, parallel: Int = 8, pageSize: Int = 250, attempts: Int = 5) {
        self.qps = qps
        self.burst = burst
        self.parallel = parallel
        self.pageSize = pageSize
        self.attempts = attempts
    }
}

/// A bucket of requests that refills with time. Taking from an empty one reserves a place and says how long to wait for it.
struct TokenBucket: Sendable {
    private let rate: Double
    private let capacity: Double
    private var tokens: Double
    private var filledAt: Double?

    init(qps: Double, burst: Int) {
        rate = max(qps, 0.001)
        capacity = Double(max(burst, 1))
        tokens = capacity
    }

    mutating func take(at now: Double) -> Double {
        tokens = min(capacity, tokens + max(0, now - (filledAt ?? now)) * rate)
        filledAt = now
        tokens -= 1
        return tokens >= 0 ? 0 : -tokens / rate
    }
}

/// The gate that every request of a client passes: ``ClientLimits/parallel`` at once, ``ClientLimits/qps`` in time.
actor RequestGate {
    private var bucket: TokenBucket
    private let parallel: Int
    private var inside = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private let pace: Pace

    init(_ limits: ClientLimits, pace: Pace) {
        bucket = TokenBucket(qps: limits.qps, burst: limits.burst)
        parallel = max(limits.parallel, 1)
        self.pace = pace
    }

    func enter() async {
        if inside < parallel {
            inside += 1
        } else {
            // The place of the one that leaves is handed on, so `inside` stays.
            await withCheckedContinuation { waiting.append($0) }
        }
        await pass()
    }

    /// Waits for the turn in time alone: for what lasts too long to hold a place. Needs no ``leave()``.
    func pass() async {
        let seconds = bucket.take(at: pace.now())
        if seconds > 0 { await pace.sleep(seconds) }
    }

    func leave() {
        if waiting.isEmpty {
            inside -= 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
