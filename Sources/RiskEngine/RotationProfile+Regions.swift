import FoundationEssentials

extension RotationProfile {
    /// The profile as one for each set of servers that share their chains; itself alone where it has no regions.
    ///
    /// The first is for servers that no region knows. Without chains of its own (``holdsChains``) nothing can be said of
    /// them. No host is matched by two: a region gives way to those before it.
    package var narrowed: [RotationProfile] {
        guard !regions.isEmpty else { return [self] }
        var rest = self
        rest.exceptions += regions.flatMap(\.endpoints)
        var taken = exceptions
        let regional = regions.map { region in
            var profile = self
            profile.region = region.name
            profile.regions = []
            profile.endpoints = region.endpoints
            profile.exceptions = taken
            profile.before = region.before
            profile.after = region.after
            profile.minimumRoots = region.minimumRoots
            profile.fullRoots = region.fullRoots
            let steps = schedule.filter { $0.region == region.name }
            if !steps.isEmpty { profile.schedule = steps }
            taken += region.endpoints
            return profile
        }
        return [rest] + regional
    }

    /// Whether there is anything to judge a server of this (narrowed) profile by.
    package var holdsChains: Bool { !before.isEmpty && !after.isEmpty }

    /// Every old chain, whatever the region: what a certificate is to the rotation does not depend on the server.
    package var everyBefore: [ServedChain] { before + regions.flatMap(\.before) }
    package var everyAfter: [ServedChain] { after + regions.flatMap(\.after) }
}
