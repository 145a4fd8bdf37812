/// What a connection attempt comes to, best first.
public enum Outcome: String, Hashable, Sendable, Codable, Comparable, CaseIterable {
    /// With TLS, the server's chain checked.
    case connectsVerified = "connects-verified"
    /// With TLS, and whoever the server is.
    case connectsUnverified = "connects-unverified"
    /// Without TLS.
    case connectsPlaintext = "connects-plaintext"
    /// There is no connection.
    case fails

    /// Worse is greater: the worst over many chains is `max()`.
    public static func < (left: Outcome, right: Outcome) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .connectsVerified: 0
        case .connectsUnverified: 1
        case .connectsPlaintext: 2
        case .fails: 3
        }
    }
}

/// What the rotation does to a workload (product.md, "The verdict").
public enum Verdict: String, Hashable, Sendable, Codable, Comparable, CaseIterable {
    /// Nothing in it talks to a server of the rotation.
    case notApplicable = "not-applicable"
    /// It survives, or nothing is validated.
    case low
    /// It survives by luck, or by something that must be checked.
    case medium
    /// The evidence is not enough: never green.
    case unknown
    /// It fails, or drops to plaintext, after the rotation.
    case high

    /// The order in which a workload's verdict is the worst of its containers': `unknown` is worse than `medium`,
    /// because nobody may read it as green.
    public static func < (left: Verdict, right: Verdict) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .notApplicable: 0
        case .low: 1
        case .medium: 2
        case .unknown: 3
        case .high: 4
        }
    }
}

/// The second axis: what the mode is worth, rotation or not (the article's table of SSL modes).
package enum SecurityPosture: String, Hashable, Sendable, Codable {
    case insecure, weak, moderate, secure
}

/// What a verdict rests on.
package enum Basis: String, Hashable, Sendable, Codable { case evidence, prior }
