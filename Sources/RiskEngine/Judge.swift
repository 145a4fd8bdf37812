package import FoundationEssentials
package import ScanModel

/// Clients, their stores and the rotations to verdicts.
///
/// Pure: the date is given, nothing is read. Equal behaviours over equal stores are judged once, because a cluster has few
/// of them however many pods it has.
package struct Judge: Sendable {
    package let profiles: [RotationProfile]
    /// The moment of the sweep, or the one that was asked for.
    package let asOf: Date

    var builder = ChainBuilder()
    var shelf = StoreShelf()
    /// The profiles, each narrowed to the servers that share their chains.
    var rotations: [JudgedRotation]
    /// For each of ``profiles`` its part of ``rotations``, the one for servers that no region knows first.
    private let parts: [Range<Int>]
    private var assessments: [Question: Assessment] = [:]
    var sides: [SidesQuestion: Sides] = [:]
    private var listed: [ListedStore: [Finding.Store.Certificate]] = [:]
    private var covers: [Cover: [String]] = [:]

    private struct Question: Hashable {
        let behaviour: ClientBehaviour
        let stores: [StoreInput]
        let rotation: Int
    }

    struct SidesQuestion: Hashable {
        let behaviour: ClientBehaviour
        let part: StorePart
        let rotation: Int
    }

    private struct ListedStore: Hashable {
        let number: Int
        let rotation: Int
    }

    private struct Cover: Hashable {
        let rotation: Int
        let code: FindingCode
    }

    private struct Connection: Hashable {
        let container: ContainerID
        let name: String
        let endpoint: Endpoint?
    }

    private struct Identity: Hashable {
        let profile: Int
        let finding: String
    }

    package init(profiles: [RotationProfile], asOf: Date) {
        self.profiles = profiles
        self.asOf = asOf
        var rotations: [JudgedRotation] = []
        parts = profiles.map { profile in
            let first = rotations.count
            rotations += profile.narrowed.map { JudgedRotation($0, of: profile, asOf: asOf) }
            return first..<rotations.count
        }
        self.rotations = rotations
    }

    /// How many chains were looked for in how many stores, since the start.
    package var pathSearches: Int { builder.searches }

    /// Judges every client.
    ///
    /// - Returns: one array for each element of `evidence`, in order. Clients of one connection are candidates for one and
    ///   the same: their findings, one for each profile in use that knows the endpoint, stand at the first of them. Empty
    ///   where no profile knows the endpoint.
    package mutating func judge(_ evidence: [ClientEvidence]) -> [[Finding]] {
        let groups = Self.connections(in: evidence)
        var inUse: [Endpoint?: [Int]] = [:]
        var findings = [[Finding]](repeating: [], count: evidence.count)
        var places: [Identity: (client: Int, finding: Int)] = [:]
        places.reserveCapacity(groups.count)
        for members in groups {
            guard let first = members.first else { continue }
            let client = evidence[first].client
            // No closure may hold the judge while it is asked: every answer that it keeps would copy all the others.
            let known = inUse[client.endpoint]
            let profilesInUse = known ?? Self.profilesInUse(profiles, for: client.endpoint)
            if known == nil { inUse[client.endpoint] = profilesInUse }
            for profile in profilesInUse {
                var candidates: [Finding] = []
                for member in members { candidates.append(finding(evidence[member], profile: profile)) }
                let finding = Self.worst(candidates)
                let identity = Identity(profile: profile, finding: finding.id)
                if let place = places[identity] {
                    findings[place.client][place.finding].reasons
                        .append("connection \(client.connection) is in the same state")
                } else {
                    places[identity] = (first, findings[first].count)
                    findings[first].append(finding)
                }
            }
        }
        return findings
    }

    /// The clients of each connection, in the order of their first.
    private static func connections(in evidence: [ClientEvidence]) -> [[Int]] {
        var groups: [[Int]] = []
        var numbers: [Connection: Int] = [:]
        numbers.reserveCapacity(evidence.count)
        for (index, entry) in evidence.enumerated() {
            let client = entry.client
            let key = Connection(container: client.container, name: client.connection, endpoint: client.endpoint)
            if let number = numbers[key] {
                groups[number].append(index)
            } else {
                numbers[key] = groups.count
                groups.append([index])
            }
        }
        return groups
    }

    /// Judges one client against one profile in use, whatever its endpoint.
    ///
    /// - Parameters:
    ///   - evidence: the client and its stores.
    ///   - profile: an index of ``profiles``.
    /// - Returns: the finding; its endpoint need not be one of the profile's.
    package mutating func finding(_ evidence: ClientEvidence, profile: Int) -> Finding {
        let client = evidence.client
        let rotation = rotation(of: profile, for: client.endpoint)
        if let own = client.behaviour.replacement(for: evidence.stores) {
            let given = evidence.stores.filter { !own.contains($0) }.map(\.words).joined(separator: ", ")
            var finding = finding(
                ClientEvidence(client: client, stores: own), rotation: rotation)
            finding.reasons.append("\(given) is missing or empty, and the client goes to its own store instead")
            return finding
        }
        return finding(evidence, rotation: rotation)
    }

    /// The same over the stores that the client loads in the end.
    private mutating func finding(_ evidence: ClientEvidence, rotation: Int) -> Finding {
        let client = evidence.client
        let assessment: Assessment
        if !client.undetermined.isEmpty || client.endpoint == nil {
            assessment = Assessment(.settingsNotRead, reasons: Self.unreadSettings(of: client))
        } else if client.mode.value == nil, client.behaviour.invalid == nil {
            assessment = Assessment(
                .modeUnknown,
                reasons: [
                    "no setting names the mode: the code that reads \(client.connection) may set it, or leave the default"
                ])
        } else {
            assessment = assess(client.behaviour, stores: evidence.stores, rotation: rotation)
        }
        return compose(evidence, assessment, rotation: rotation)
    }

    /// Every profile that knows the host; the first where the host is not known, so that the client is not lost.
    private static func profilesInUse(_ profiles: [RotationProfile], for endpoint: Endpoint?) -> [Int] {
        guard let endpoint else { return Array(profiles.indices.prefix(1)) }
        return profiles.indices.filter { profiles[$0].matches(host: endpoint.host) }
    }

    /// The part of a profile that the server belongs to.
    private func rotation(of profile: Int, for endpoint: Endpoint?) -> Int {
        let parts = parts[profile]
        guard parts.count > 1, let host = endpoint?.host else { return parts.lowerBound }
        for part in parts where rotations[part].profile.matches(host: host) { return part }
        return parts.lowerBound
    }

    private static func unreadSettings(of client: TLSClient) -> [String] {
        if client.undetermined.isEmpty { return ["the settings that name the server could not be read"] }
        return client.undetermined.map { setting in
            if setting.reason == .unknownClient {
                let what = setting.name.map { "\($0) depends" } ?? "it depends"
                return "\(what) on \(setting.object)\(setting.object.contains(", ") ? "" : ", which is not known")"
            }
            let what =
                setting.name.map { "\($0) comes from \(setting.object)" } ?? "settings come from \(setting.object)"
            return "\(what), which was not read\(setting.reason.detail)"
        }
    }

    /// The worst of the candidates for one connection. It says which they were: by name, and where one name stands for several
    /// versions, by what each was recognised by.
    private static func worst(_ findings: [Finding]) -> Finding {
        guard var worst = findings.first, findings.count > 1 else { return findings[0] }
        for finding in findings.dropFirst()
        where (finding.verdict, worst.code) > (worst.verdict, finding.code) {
            worst = finding
        }
        let candidates = findings.map { candidate in
            let isAlone = findings.allSatisfy {
                $0.client.name != candidate.client.name || $0.client == candidate.client
            }
            return isAlone ? candidate.client.name : "\(candidate.client.name) (\(candidate.client.source))"
        }.unique
        if candidates.count > 1 {
            worst.reasons.append(
                "the container may run \(candidates.joined(separator: " or ")): the worst of them is reported")
        }
        return worst
    }

    private mutating func assess(
        _ behaviour: ClientBehaviour, stores: [StoreEvidence], rotation: Int
    ) -> Assessment {
        let question = Question(behaviour: behaviour, stores: stores.map { StoreInput($0, &shelf) }, rotation: rotation)
        if let known = assessments[question] { return known }
        let assessment = assess(behaviour, inputs: question.stores, rotation: rotation)
        assessments[question] = assessment
        return assessment
    }

    /// The certificates of a store as findings list them; a store that many clients load is listed once in memory.
    mutating func certificates(of store: TrustStore, rotation: Int) -> [Finding.Store.Certificate] {
        let key = ListedStore(number: shelf.number(of: store), rotation: rotation)
        if let known = listed[key] { return known }
        let list = store.certificates.map { certificate in
            Finding.Store.Certificate(
                subject: certificate.subject, issuer: certificate.issuer, sha256: certificate.sha256,
                spkiSha256: certificate.spkiSHA256, notAfter: Timestamp.text(certificate.notAfter),
                role: rotations[rotation].role(of: certificate).rawValue)
        }
        listed[key] = list
        return list
    }

    /// The names of the roots to recommend with a code.
    mutating func coverNames(for code: FindingCode, rotation: Int) -> [String] {
        let key = Cover(rotation: rotation, code: code)
        if let known = covers[key] { return known }
        let names = cover(for: code, rotation: rotation).map(\.shortName)
        covers[key] = names
        return names
    }
}
