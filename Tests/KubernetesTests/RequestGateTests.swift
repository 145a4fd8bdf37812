import Synchronization
import Testing

@testable import Kubernetes

@Suite struct RequestGateTests {
    @Test func aBucketGivesItsBurstAtOnceAndThenItsRate() {
        var bucket = TokenBucket(qps: 2, burst: 3)
        #expect((0..<5).map { _ in bucket.take(at: 100) } == [0, 0, 0, 0.5, 1])
        #expect(bucket.take(at: 101) == 0.5)
        #expect(bucket.take(at: 200) == 0)
    }

    @Test func aGateSleepsForWhatTheBucketDoesNotHold() async {
        let log = SleepLog()
        let gate = RequestGate(ClientLimits(qps: 4, burst: 2, parallel: 10), pace: .test(slept: log))
        for _ in 0..<4 {
            await gate.enter()
            await gate.leave()
        }
        #expect(log.seconds == [0.25, 0.5])
    }

    @Test func whatPassesWaitsItsTurnInTimeAndHoldsNoPlace() async {
        let log = SleepLog()
        let gate = RequestGate(ClientLimits(qps: 4, burst: 2, parallel: 1), pace: .test(slept: log))
        for _ in 0..<3 { await gate.pass() }
        #expect(log.seconds == [0.25])
        await gate.enter()
        #expect(log.seconds == [0.25, 0.5])
    }

    @Test func aGateLetsNoMoreInThanItsLimit() async {
        let gate = RequestGate(ClientLimits(qps: 1_000_000, burst: 1_000_000, parallel: 3), pace: .test())
        let count = Counter()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    await gate.enter()
                    count.change(1)
                    await Task.yield()
                    count.change(-1)
                    await gate.leave()
                }
            }
        }
        #expect(count.most <= 3)
        #expect(count.entered == 50)
    }
}

private final class Counter: Sendable {
    private let state = Mutex((inside: 0, most: 0, entered: 0))
    func change(_ step: Int) {
        state.withLock {
            $0.inside += step
            $0.most = max($0.most, $0.inside)
            if step > 0 { $0.entered += 1 }
        }
    }
    var most: Int { state.withLock { $0.most } }
    var entered: Int { state.withLock { $0.entered } }
}
