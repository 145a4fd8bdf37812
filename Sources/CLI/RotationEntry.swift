import Foundation
import RiskEngine

/// A rotation as `rotations list` tells it.
struct RotationEntry: Encodable {
    var id: String
    var title: String
    var version: String
    var service: String?
    var from: String
    var complete: String
    var horizon: String?
    var state: String
    var endpoints: [String]

    init(_ profile: RotationProfile, asOf date: Date) {
        id = profile.name
        title = profile.title
        version = profile.version
        service = profile.service
        from = Timestamp.dayText(profile.start)
        complete = Timestamp.dayText(profile.end)
        horizon = profile.horizon.map(Timestamp.dayText)
        state = profile.state(asOf: date).rawValue
        endpoints = profile.endpoints
    }

    static let headings = ["ID", "SERVICE", "FROM", "COMPLETE", "HORIZON", "STATE", "TITLE"]

    var cells: [String] { [id, service ?? "any", from, complete, horizon ?? "-", state, title] }

    static func cells(ofTemplate name: String) -> [String] {
        [name, "-", "-", "-", "-", "template", "fill in the authority of an instance"]
    }
}

/// A rotation as `rotations show` tells it.
struct RotationDescription: Encodable {
    struct Step: Encodable {
        var region: String
        var from: String
    }

    struct Certificate: Encodable {
        var subject: String
        var issuer: String
        var sha256: String
        var notBefore: String
        var notAfter: String
        /// For sentences; the subject says it all.
        fileprivate(set) var shortName: String

        private enum CodingKeys: CodingKey { case subject, issuer, sha256, notBefore, notAfter }
    }

    struct Roots: Encodable {
        var minimum: [Certificate]
        var full: [Certificate]
    }

    struct Chains: Encodable {
        var region: String?
        var endpoints: [String]?
        var before: [[Certificate]]
        var after: [[Certificate]]
        var recommendedRoots: Roots
    }

    struct Statement: Encodable {
        var claim: String
        var source: String?
        var inferred: String?
    }

    var rotation: RotationEntry
    var schedule: [Step]
    var except: [String]
    var publiclyTrusted: Bool
    /// Those of the servers in no region first.
    var chains: [Chains]
    var sources: [String]
    var docs: [Statement]

    init(_ profile: RotationProfile, asOf date: Date) {
        rotation = RotationEntry(profile, asOf: date)
        schedule = profile.schedule.map { Step(region: $0.region, from: Timestamp.text($0.from)) }
        except = profile.exceptions
        publiclyTrusted = profile.isPubliclyTrusted
        chains = profile.narrowed.filter(\.holdsChains).map { part in
            Chains(
                region: part.region, endpoints: part.region == nil ? nil : part.endpoints,
                before: part.before.map { $0.certificates.map(Certificate.init) },
                after: part.after.map { $0.certificates.map(Certificate.init) },
                recommendedRoots: Roots(
                    minimum: part.minimumRoots.map(Certificate.init), full: part.fullRoots.map(Certificate.init)))
        }
        sources = profile.sources
        docs = profile.statements.map { statement in
            Statement(
                claim: statement.claim, source: statement.isInferred ? nil : statement.source,
                inferred: statement.isInferred ? statement.source : nil)
        }
    }
}
