import ScanModel

/// Findings of one namespace that say the same about several workloads: one store in one ConfigMap breaks whoever mounts
/// it, and is fixed once.
struct Entry {
    /// The first one found, which speaks for all.
    var finding: Finding
    /// `Deployment/billing`, in the order of the report.
    var workloads: [String]
    /// Image and imageID of the first container.
    var container: Report.Container

    /// The entries of a namespace with one of those verdicts, worst first.
    static func entries(of namespace: Report.Namespace, verdicts: Set<Verdict>) -> [Entry] {
        var entries: [Entry] = []
        var positions: [Likeness: Int] = [:]
        for workload in namespace.workloads {
            let namesContainers = workload.containers.filter { !$0.findings.isEmpty }.count > 1
            for container in workload.containers {
                let name = "\(workload.kind)/\(workload.name)" + (namesContainers ? " (\(container.name))" : "")
                for finding in container.findings where verdicts.contains(finding.verdict) {
                    let likeness = Likeness(finding)
                    if let position = positions[likeness] {
                        // Several findings of one container follow each other.
                        if entries[position].workloads.last != name { entries[position].workloads.append(name) }
                    } else {
                        positions[likeness] = entries.count
                        entries.append(Entry(finding: finding, workloads: [name], container: container))
                    }
                }
            }
        }
        return entries.enumerated()
            .sorted { ($1.element.finding.verdict, $0.offset) < ($0.element.finding.verdict, $1.offset) }
            .map(\.element)
    }

    /// Client, mode and store: `pgjdbc · verify-full · ConfigMap pay/db-ca ca.pem`.
    func summary(namesRotation: Bool) -> String {
        var parts = [[finding.client.name, finding.client.version ?? ""].filter { !$0.isEmpty }.joined(separator: " ")]
        parts.append(finding.mode.value ?? "mode not known")
        parts.append(finding.stores.map(\.words).joined(separator: " + "))
        if namesRotation { parts.append(finding.rotation) }
        if finding.basis == .prior && finding.verdict != .unknown { parts.append("by prior") }
        return parts.filter { !$0.isEmpty }.map(\.glued).joined(separator: " ·\(Page.glue)")
    }
}

/// What two findings share when one fix settles both.
private struct Likeness: Hashable {
    var code: String
    var verdict: Verdict
    var rotation: String
    var client: String
    var version: String?
    var mode: String?
    var stores: [String]
    var basis: Basis
    var reason: String?
    var remedy: String?

    init(_ finding: Finding) {
        code = finding.code
        verdict = finding.verdict
        rotation = finding.rotation
        client = finding.client.name
        version = finding.client.version
        mode = finding.mode.value
        stores = finding.stores.map(\.words)
        basis = finding.basis
        reason = finding.reasons.first
        remedy = finding.remedy.first
    }
}

extension Finding.Store {
    fileprivate var words: String {
        format != nil && !complete ? "\(source) (partly read)" : source
    }
}
