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
    private var assessments: [Question: Assessment] = [:]
    private var listed: [ListedStore: [Finding.Store.Certificate]] = [:]
    private var carriers: [Int: [StoreCertificate]] = [:]

    private struct Question: Hashable {
        let behaviour: ClientBehaviour
        let stores: [StoreInput]
        let profile: Int
    }

    private struct ListedStore: Hashable {
        let store: TrustStore
        let profile: Int
    }

    private struct Connection: Hashable {
        let container: ContainerID
        let name: String
        let endpoint: Endpoint?
    }

    package init(profiles: [RotationProfile], asOf: Date) {
        self.profiles = profiles
        self.asOf = asOf
    }

    /// How many chains were looked for in how many stores, since the start.
    package var pathSearches: Int { builder.searches }

    /// Judges every client.
    ///
    /// - Returns: one array for each element of `evidence`, in order. Clients of one connection are candidates for one and
    ///   the same: their findings, one for each profile in use that knows the endpoint, stand at the first of them. Empty
    ///   where no profile knows the endpoint.
    package mutating func judge(_ evidence: [ClientEvidence]) -> [[Finding]] {
        var groups: [Connection: [Int]] = [:]
        var order: [Connection] = []
        for (index, entry) in evidence.enumerated() {
            let client = entry.client
            let key = Connection(container: client.container, name: client.connection, endpoint: client.endpoint)
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(index)
        }
        var findings = [[Finding]](repeating: [], count: evidence.count)
        var places: [String: (client: Int, finding: Int)] = [:]
        for key in order {
            let members = groups[key] ?? []
            guard let first = members.first else { continue }
            for profile in profilesInUse(for: key.endpoint) {
                let finding = worst(members.map { self.finding(evidence[$0], profile: profile) })
                let identity = "\(finding.rotation) \(finding.id)"
                if let place = places[identity] {
                    findings[place.client][place.finding].reasons.append("connection \(key.name) is in the same state")
                } else {
                    places[identity] = (first, findings[first].count)
                    findings[first].append(finding)
                }
            }
        }
        return findings
    }

    /// Judges one client against one profile in use, whatever its endpoint.
    ///
    /// - Parameters:
    ///   - evidence: the client and its stores.
    ///   - profile: an index of ``profiles``.
    /// - Returns: the finding; its endpoint need not be one of the profile's.
    package mutating func finding(_ evidence: ClientEvidence, profile: Int) -> Finding {
        let client = evidence.client
        let assessment: Assessment
        if !client.undetermined.isEmpty || client.endpoint == nil {
            assessment = Assessment(.settingsNotRead, reasons: unreadSettings(of: client))
        } else if client.mode.value == nil, client.behaviour.invalid == nil {
            assessment = Assessment(
                .modeUnknown,
                reasons: [
                    "no setting names the mode: the code that reads \(client.connection) may set it, or leave the default"
                ])
        } else {
            assessment = assess(client.behaviour, stores: evidence.stores, profile: profile)
        }
        return compose(evidence, assessment, profile: profile)
    }

    /// Every profile that knows the host; the first where the host is not known, so that the client is not lost.
    private func profilesInUse(for endpoint: Endpoint?) -> [Int] {
        guard let endpoint else { return Array(profiles.indices.prefix(1)) }
        return profiles.indices.filter { profiles[$0].matches(host: endpoint.host) }
    }

    private func unreadSettings(of client: TLSClient) -> [String] {
        if client.undetermined.isEmpty { return ["the settings that name the server could not be read"] }
        return client.undetermined.map { setting in
            let what =
                setting.name.map { "\($0) comes from \(setting.object)" } ?? "settings come from \(setting.object)"
            return "\(what), which was not read\(setting.reason.detail)"
        }
    }

    private func worst(_ findings: [Finding]) -> Finding {
        var worst = findings[0]
        for finding in findings.dropFirst()
        where (finding.verdict, worst.code) > (worst.verdict, finding.code) {
            worst = finding
        }
        var names: [String] = []
        for finding in findings where !names.contains(finding.client.name) { names.append(finding.client.name) }
        if names.count > 1 {
            worst.reasons.append(
                "the container may run \(names.joined(separator: " or ")): the worst of them is reported")
        }
        return worst
    }

    private mutating func assess(
        _ behaviour: ClientBehaviour, stores: [StoreEvidence], profile: Int
    ) -> Assessment {
        let question = Question(behaviour: behaviour, stores: stores.map(StoreInput.init), profile: profile)
        if let known = assessments[question] { return known }
        let assessment = assess(behaviour, inputs: question.stores, profile: profiles[profile])
        assessments[question] = assessment
        return assessment
    }

    /// The certificates of a store as findings list them; a store that many clients load is listed once in memory.
    mutating func certificates(of store: TrustStore, profile: Int) -> [Finding.Store.Certificate] {
        let key = ListedStore(store: store, profile: profile)
        if let known = listed[key] { return known }
        let list = store.certificates.map { certificate in
            Finding.Store.Certificate(
                subject: certificate.subject, issuer: certificate.issuer, sha256: certificate.sha256,
                spkiSha256: certificate.spkiSHA256,
                notAfter: Timestamp.text(certificate.notAfter),
                role: profiles[profile].role(of: certificate).rawValue)
        }
        listed[key] = list
        return list
    }

    /// The fewest recommended roots that carry every chain, old and new, in any client.
    mutating func rootsToAdd(profile index: Int) -> [StoreCertificate] {
        if let known = carriers[index] { return known }
        let profile = profiles[index]
        let candidates = profile.minimumRoots + profile.fullRoots
        var carrying: [StoreCertificate]?
        for chains in [profile.before.map { ($0, profile.dateBefore(asOf: asOf)) }, []] {
            let needed = chains + profile.after.map { ($0, profile.dateAfter(asOf: asOf)) }
            guard carrying == nil else { break }
            for root in candidates {
                let carriesAll = needed.allSatisfy { chain, date in
                    builder.build(served: chain.certificates, store: [root], rules: .openSSL, at: date).isTrusted
                }
                if carriesAll {
                    carrying = [root]
                    break
                }
            }
        }
        let roots = carrying ?? profile.minimumRoots
        carriers[index] = roots
        return roots
    }
}
