import Foundation
import RiskEngine

/// The profiles that `--rotation` names, or the default choice.
struct RotationChoice: Sendable {
    /// Empty where nothing was named.
    var named: [RotationProfile]

    /// - Parameter options: the flags.
    /// - Throws: ``UsageError`` for an unknown id, ``FatalError`` for a file that is no profile.
    init(_ options: RotationOptions) throws {
        named = try ScopeOptions.words(options.rotations).map(Self.profile(named:))
    }

    private static func profile(named name: String) throws -> RotationProfile {
        if RotationProfile.builtInNames.contains(name) { return try RotationProfile.builtIn(named: name) }
        guard name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") else {
            throw UsageError(
                "unknown rotation '\(name)'",
                hint: "built in: \(RotationProfile.builtInNames.joined(separator: ", ")); or give a profile's file")
        }
        do {
            let file = URL(fileURLWithPath: name)
            let text = try String(contentsOf: file, encoding: .utf8)
            return try RotationProfile.load(text: text, file: name) { path in
                Array(try Data(contentsOf: URL(fileURLWithPath: path, relativeTo: file.deletingLastPathComponent())))
            }
        } catch let error as ProfileError {
            throw FatalError("\(error)", hint: "compare it with a built-in profile, such as azure-postgresql-2025")
        } catch {
            throw FatalError("cannot read the rotation profile \(name)", hint: "give the path of a YAML file")
        }
    }

    /// The profiles to judge; never empty.
    ///
    /// - Parameter hosts: the servers that the clients of the scope connect to.
    /// - Returns: those that were named, else the built-in ones that know one of the servers, else the default one.
    /// - Throws: `ProfileError` where a built-in profile is damaged.
    func profiles(for hosts: [String]) throws -> [RotationProfile] {
        guard named.isEmpty else { return named }
        let builtIn = try RotationProfile.builtInNames.map(RotationProfile.builtIn(named:))
        let hosts = Set(hosts)
        let matching = builtIn.filter { profile in hosts.contains { profile.matches(host: $0) } }
        if !matching.isEmpty { return matching }
        return builtIn.filter { $0.name == "azure-postgresql-2025" }
    }
}
