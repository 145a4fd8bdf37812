import Synchronization

/// The waits that a test was spared.
final class SleepLog: Sendable {
    private let list = Mutex<[Double]>([])
    var seconds: [Double] { list.withLock { $0 } }
    func add(_ seconds: Double) { list.withLock { $0.append(seconds) } }
}

/// A clock that a test sets.
final class FakeClock: Sendable {
    private let time: Mutex<Double>
    init(_ start: Double) { time = Mutex(start) }
    var now: Double { time.withLock { $0 } }
    func advance(_ seconds: Double) { time.withLock { $0 += seconds } }
}
