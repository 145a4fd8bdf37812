import Foundation
import RiskEngine

/// A rotation profile as a person names it: the id of a built-in one or of a template, or a file.
struct ProfileSource: Sendable {
    let name: String
    let text: String
    /// Where the certificates are that the profile names as files; nil for what ships inside.
    private let folder: URL?

    /// - Throws: ``UsageError`` for an unknown id, ``FatalError`` for a file that cannot be read.
    init(_ name: String) throws {
        self.name = name
        if (RotationProfile.builtInNames + RotationProfile.templateNames).contains(name) {
            text = try RotationProfile.builtInText(named: name)
            folder = nil
            return
        }
        guard name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") else {
            throw UsageError(
                "unknown rotation '\(name)'",
                hint: "built in: \(RotationProfile.builtInNames.joined(separator: ", ")); or give a profile's file")
        }
        let file = URL(fileURLWithPath: name)
        do {
            text = try String(contentsOf: file, encoding: .utf8)
        } catch {
            throw FatalError("cannot read the rotation profile \(name)", hint: "give the path of a YAML file")
        }
        folder = file.deletingLastPathComponent()
    }

    var isTemplate: Bool { folder == nil && RotationProfile.templateNames.contains(name) }

    /// The profile, and everything that is wrong with it.
    func read() -> (profile: RotationProfile?, problems: [ProfileError]) {
        RotationProfile.read(text: text, file: name) { path in
            guard let folder else { return [] }
            return Array(try Data(contentsOf: URL(fileURLWithPath: path, relativeTo: folder)))
        }
    }

    /// - Throws: ``UsageError`` for a template, ``FatalError`` for the first mistake in a file.
    func profile() throws -> RotationProfile {
        guard !isTemplate else {
            throw UsageError(
                "'\(name)' is a template: it names no certificates yet",
                hint: "fill it in: \(Invocation.current.commandName) rotations show \(name) -o yaml > my.yaml")
        }
        let (profile, problems) = read()
        let errors = problems.filter { !$0.isWarning }
        if let error = errors.first {
            let all = "\(Invocation.current.commandName) rotations validate \(name)"
            throw FatalError(
                "\(error)",
                hint: errors.count > 1
                    ? "see all \(errors.count) mistakes with: \(all)"
                    : error.hint ?? "compare it with a built-in profile, such as azure-postgresql-2025")
        }
        guard let profile else {
            throw FatalError("rotation profile \(name) is empty", hint: "give the path of a YAML file")
        }
        return profile
    }
}
