/// What a connection attempt comes to, best first.
package enum Outcome: String, Hashable, Sendable, Codable, Comparable, CaseIterable {
    case connectsVerified = "connects-verified"
    case connectsUnverified = "connects-unverified"
    case connectsPlaintext = "connects-plaintext"
    case fails

    /// Worse is greater: the worst over many chains is `max()`.
    package static func < (left: Outcome, right: Outcome) -> Bool { left.rank < right.rank }

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
package enum Verdict: String, Hashable, Sendable, Codable, Comparable, CaseIterable {
    case notApplicable = "not-applicable"
    case low
    case medium
    case unknown
    case high

    /// The order in which a workload's verdict is the worst of its containers': `unknown` is worse than `medium`,
    /// because nobody may read it as green.
    package static func < (left: Verdict, right: Verdict) -> Bool { left.rank < right.rank }

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
