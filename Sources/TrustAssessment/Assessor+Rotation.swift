import Dialects
public import FoundationEssentials
import RiskEngine
import ScanModel
import X509

extension Assessor {
    /// What a rotation does to a client with its store.
    ///
    /// - Parameters:
    ///   - client: the client and its mode.
    ///   - stores: the files where the client looks; several are loaded together, in order. Empty for none.
    ///   - rotation: the announced change.
    ///   - host: the server's name, which tells its region; nil for the worst over the rotation's regions.
    ///   - date: the day that the verdict is for.
    /// - Returns: the worst over the chains that may be served. A store that the client brings along and that was not given
    ///   takes the level of the article's risk matrix, as in a scan.
    /// - Throws: ``AssessmentError/unknownClient(_:)``.
    public mutating func assess(
        _ client: Client, stores: [Store], rotation: Rotation, host: String? = nil, asOf date: Date
    ) throws(AssessmentError) -> Assessment {
        let delivery = client.delivery(of: stores)
        let uses = try client.uses(of: stores)
        let parts = parts(of: rotation, host)
        var worst: (finding: Finding, loaded: LoadedStores, part: RotationProfile)?
        var isMixed = (uses: false, parts: false)
        for use in uses {
            let loaded = LoadedStores(use, given: stores, via: delivery)
            for (number, part) in parts {
                let finding = finding(
                    client, loaded, part, Judged(rotation: rotation.identity, part: number, date: date))
                guard let last = worst else {
                    worst = (finding, loaded, part)
                    continue
                }
                if finding.code != last.finding.code {
                    if loaded.use == last.loaded.use { isMixed.parts = true } else { isMixed.uses = true }
                }
                if (finding.verdict, last.finding.code) > (last.finding.verdict, finding.code) {
                    worst = (finding, loaded, part)
                }
            }
        }
        guard let worst else { throw .unknownClient(client.name) }
        var finding = worst.finding
        if worst.loaded.use.behaviour.verification != .none { finding.reasons += worst.loaded.notes }
        if isMixed.uses, let supposing = worst.loaded.use.supposing { finding.reasons.append("supposing \(supposing)") }
        if isMixed.parts, let region = worst.part.region {
            finding.reasons.append("so it is for servers in \(region); those of other regions have other chains")
        }
        return Assessment(
            finding, rotation: rotation.name, anchors: anchors(worst.loaded, worst.part, asOf: date))
    }

    /// The sets of servers that share their chains: the host's own, or all that the rotation has chains for.
    private func parts(of rotation: Rotation, _ host: String?) -> [(Int, RotationProfile)] {
        let all = Array(rotation.profile.narrowed.enumerated()).map { ($0.offset, $0.element) }
        if let host {
            return [all.first { $0.1.matches(host: host) } ?? all[0]]
        }
        let known = all.filter { $0.1.holdsChains }
        return known.isEmpty ? all : known
    }

    private mutating func finding(
        _ client: Client, _ loaded: LoadedStores, _ part: RotationProfile, _ key: Judged
    ) -> Finding {
        let container = ContainerID(workload: WorkloadID(namespace: "", kind: "", name: ""), name: "")
        let asked = TLSClient(
            container: container, connection: "", name: client.name, version: client.version, evidence: "asked for",
            endpoint: Endpoint(host: part.endpoints.first?.replacing("*", with: "server") ?? "server"),
            mode: Mode(value: client.mode ?? "default", source: client.mode == nil ? "default" : "asked for"),
            behaviour: loaded.use.behaviour, stores: loaded.evidence.map(\.reference))
        var judge = judges[key] ?? Judge(profiles: [part], asOf: key.date)
        let finding = judge.finding(ClientEvidence(client: asked, stores: loaded.evidence), profile: 0)
        judges[key] = judge
        return finding
    }

    /// The certificates of the given stores at which the chains end.
    private mutating func anchors(
        _ loaded: LoadedStores, _ part: RotationProfile, asOf date: Date
    ) -> [Assessment.Anchor] {
        let behaviour = loaded.use.behaviour
        guard loaded.presumed == nil, behaviour.verification != .none, behaviour.invalid == nil,
            case .loaded = loaded.view
        else { return [] }
        func carrying(_ chains: [RotationProfile.ServedChain], _ moment: Date) -> [StoreCertificate] {
            chains.flatMap { chain in
                Prediction.predict(
                    behaviour, view: loaded.view, served: chain.certificates, at: moment, allowsPlaintext: false,
                    builder: &builder
                ).chain?.anchors ?? []
            }
        }
        let before = carrying(part.chainsBefore(asOf: date), part.dateBefore(asOf: date))
        let after = carrying(part.chainsAfter(asOf: date), part.dateAfter(asOf: date))
        var seen: Set<String> = []
        return (before + after).filter { seen.insert($0.sha256).inserted }.map { certificate in
            Assessment.Anchor(
                subject: certificate.subject, sha256: certificate.sha256,
                notAfter: Timestamp.text(certificate.certificate.notValidAfter),
                carriesBefore: before.contains { $0.sha256 == certificate.sha256 },
                carriesAfter: after.contains { $0.sha256 == certificate.sha256 })
        }
    }
}

extension Assessment {
    fileprivate init(_ finding: Finding, rotation: String, anchors: [Anchor]) {
        self.rotation = rotation
        before = finding.before
        after = finding.after
        verdict = finding.verdict
        code = finding.code
        title = finding.title
        security = finding.security?.rawValue
        basis = finding.basis.rawValue
        reasons = finding.reasons
        self.anchors = anchors
        remedy = finding.remedy
    }
}
