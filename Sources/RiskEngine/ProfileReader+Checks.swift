import FoundationEssentials
import ScanModel

extension ProfileReader {
    /// What only shows when the fields are seen together.
    mutating func check(_ profile: RotationProfile, metadata: ProfileNode, spec: ProfileNode) {
        guard !problems.contains(where: { !$0.isWarning }) else { return }
        if RotationProfile.builtInNames.contains(profile.name), profile.name != file {
            report(.builtInName(profile.name), at: "name", of: metadata)
        }
        if let until = profile.until, let last = profile.schedule.map(\.from).max(), until < last {
            report(
                .outOfOrder(
                    "\(Timestamp.dayText(until)) is before the last step of the schedule (\(Timestamp.dayText(last)))"),
                at: "until", of: spec)
        }
        if let horizon = profile.horizon, horizon <= profile.end {
            report(
                .outOfOrder(
                    "\(Timestamp.dayText(horizon)) is not after the rotation's end (\(Timestamp.dayText(profile.end)))"),
                at: "horizon", of: spec)
        }
        for name in certificates.unused {
            problems.append(name.error(.unusedCertificate))
        }
        let places = [spec] + items(field("regions", of: spec))
        for (place, part) in zip(places, profile.narrowed) where part.holdsChains {
            checkDates(part, of: place)
            checkRoots(part, of: place)
        }
    }

    private mutating func checkDates(_ profile: RotationProfile, of node: ProfileNode) {
        for (name, chains, date) in [
            ("before", profile.before, profile.start), ("after", profile.after, profile.end),
        ] {
            let day = Timestamp.dayText(date)
            guard chains.contains(where: { $0.isServable(at: date) }) else {
                report(.nothingServable(day: day), at: name, of: node)
                continue
            }
            for certificate in chains.flatMap({ $0.certificatesNotValid(at: date) }) {
                report(.notServable(certificate: certificate.shortName, day: day), at: name, of: node)
            }
        }
    }

    /// Whoever installs the smallest set must be able to connect afterwards, with the strictest way to build paths.
    private mutating func checkRoots(_ profile: RotationProfile, of node: ProfileNode) {
        guard !profile.minimumRoots.isEmpty else { return }
        var builder = ChainBuilder()
        for chain in profile.chainsAfter(asOf: profile.end) {
            let result = builder.build(
                served: chain.certificates, store: profile.minimumRoots, rules: .openSSL, at: profile.end)
            if !result.isTrusted {
                report(.notCarried(issuer: chain.issuer.shortName), at: "recommendedRoots", of: node)
            }
        }
    }

    private mutating func report(_ problem: ProfileError.Problem, at name: String, of node: ProfileNode) {
        problems.append((field(name, of: node) ?? node).error(problem))
    }
}
