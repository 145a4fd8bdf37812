package import FoundationEssentials

extension RotationProfile {
    /// Where a rotation stands on a day.
    package enum State: String, Sendable, CaseIterable {
        case ahead
        case underWay = "under way"
        case past
        /// The next change was due: what is served may no longer be what the profile says.
        case beyondHorizon = "past its horizon"
    }

    package func state(asOf date: Date) -> State {
        if isBeyondHorizon(asOf: date) { return .beyondHorizon }
        if date < start { return .ahead }
        return date < end ? .underWay : .past
    }

    /// What to tell a person who judges by this profile on that day; nil where there is nothing to tell.
    package func warning(asOf date: Date) -> String? {
        guard let horizon, isBeyondHorizon(asOf: date) else { return nil }
        return "rotation \(name) ended its horizon on \(Timestamp.dayText(horizon)): its chains may have changed since"
    }

    private func isBeyondHorizon(asOf date: Date) -> Bool { horizon.map { $0 <= date } ?? false }
}
