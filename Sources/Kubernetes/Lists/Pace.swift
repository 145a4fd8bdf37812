internal import FoundationEssentials

/// The clock, the sleep and the dice of a client, so that tests need not wait.
package struct Pace: Sendable {
    /// Seconds since 1970.
    var now: @Sendable () -> Double
    var sleep: @Sendable (_ seconds: Double) async -> Void
    /// From 0 up to 1.
    var random: @Sendable () -> Double

    /// The real ones. A cancelled sleep returns early; the request after it then fails.
    package static let real = Pace(
        now: { Date().timeIntervalSince1970 },
        sleep: { try? await Task.sleep(for: .seconds($0)) },
        random: { Double.random(in: 0..<1) })
}
