import FoundationEssentials
package import RiskEngine

/// An announced change of the chains that a service's servers send.
public struct Rotation: Sendable {
    package let profile: RotationProfile
    /// Tells it from others of its name.
    let identity = UUID()

    package init(_ profile: RotationProfile) {
        self.profile = profile
    }

    /// The names of the rotations that ship inside, the default first.
    public static var builtInNames: [String] { RotationProfile.builtInNames }

    /// One of the rotations that ship inside.
    ///
    /// - Throws: ``AssessmentError/unknownRotation(_:)``.
    public static func builtIn(_ name: String) throws(AssessmentError) -> Rotation {
        guard builtInNames.contains(name) else { throw .unknownRotation(name) }
        do {
            return Rotation(try RotationProfile.builtIn(named: name))
        } catch {
            throw .badRotation("\(error)")
        }
    }

    /// A rotation of one's own, written as a profile: a YAML text with its certificates inline.
    ///
    /// - Parameters:
    ///   - yaml: the profile.
    ///   - file: its name, for errors.
    /// - Throws: ``AssessmentError/badRotation(_:)`` with the line of the mistake.
    public init(yaml: String, file: String = "the profile") throws(AssessmentError) {
        do {
            profile = try RotationProfile.load(text: yaml, file: file) { _ in [] }
        } catch {
            throw .badRotation("\(error)")
        }
    }

    /// The profile's name, such as `azure-postgresql-2025`.
    public var name: String { profile.name }
    /// One line for people.
    public var title: String { profile.title }
}
