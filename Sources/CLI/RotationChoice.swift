import Foundation
import RiskEngine

/// The profiles that `--rotation` names, or the default choice.
struct RotationChoice: Sendable {
    /// Empty where nothing was named.
    var named: [RotationProfile]

    /// - Parameter options: the flags.
    /// - Throws: ``UsageError`` for an unknown id, ``FatalError`` for a file that is no profile.
    init(_ options: RotationOptions) throws {
        var words: [String] = []
        for word in ScopeOptions.words(options.rotations) where !words.contains(word) { words.append(word) }
        named = try words.map { try ProfileSource($0).profile() }
        // Findings carry the profile's name: two of one name could not be told apart.
        for (index, profile) in named.enumerated() where named[..<index].contains(where: { $0.name == profile.name }) {
            throw UsageError(
                "two of the rotations are named '\(profile.name)'", hint: "change metadata.name in one of the files")
        }
    }

    /// The profiles to judge; never empty.
    ///
    /// - Parameter hosts: the servers that the clients of the scope connect to.
    /// - Returns: those that were named, else the built-in ones that know one of the servers, else the default one.
    /// - Throws: `ProfileError` where a built-in profile is damaged.
    func profiles(for hosts: [String]) throws -> [RotationProfile] {
        profiles(for: hosts, among: try builtIn())
    }

    /// The built-in ones where nothing was named, which takes no cluster to read.
    ///
    /// - Throws: `ProfileError` where one is damaged.
    func builtIn() throws -> [RotationProfile] {
        guard named.isEmpty else { return [] }
        return try RotationProfile.builtInNames.map(RotationProfile.builtIn(named:))
    }

    /// As ``profiles(for:)``, of what ``builtIn()`` gave.
    func profiles(for hosts: [String], among builtIn: [RotationProfile]) -> [RotationProfile] {
        guard named.isEmpty else { return named }
        let hosts = Set(hosts)
        let matching = builtIn.filter { profile in
            profile.isFoundByHost && hosts.contains { profile.matches(host: $0) }
        }
        if !matching.isEmpty { return matching }
        return builtIn.filter { $0.name == "azure-postgresql-2025" }
    }

    /// Says on stderr which profiles are too old for the day that they are used for.
    static func warn(of profiles: [RotationProfile], asOf date: Date) {
        for warning in profiles.compactMap({ $0.warning(asOf: date) }) { Terminal.say("warning: \(warning)") }
    }
}
