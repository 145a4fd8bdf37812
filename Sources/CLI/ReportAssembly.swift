import Collectors
import Foundation
import RiskEngine
import ScanModel

/// Puts findings beside their workloads: every workload that was discovered is in the report, with findings or without.
///
/// - Parameters:
///   - discovery: what was found in the cluster.
///   - findings: what the judge said of each container.
///   - rotations: the profiles that were judged.
///   - startedAt: when the sweep began.
///   - finishedAt: when it ended.
/// - Returns: a report sorted by namespace, kind and name, the same for the same cluster.
func assembleReport(
    discovery: Discovery, findings: [ContainerID: [Finding]], rotations: [RotationProfile], startedAt: Date,
    finishedAt: Date
) -> Report {
    var namespaces: [String: [Report.Workload]] = [:]
    // An empty namespace is news only to who asked for it by name.
    for name in discovery.namespaces where discovery.scope.namespaces.contains(name) { namespaces[name] = [] }
    for workload in discovery.workloads {
        namespaces[workload.id.namespace, default: []].append(reported(workload, findings, discovery.imageFacts))
    }
    let reported = namespaces.sorted { $0.key < $1.key }.map { name, workloads in
        Report.Namespace(name: name, workloads: workloads.sorted { ($0.kind, $0.name) < ($1.kind, $1.name) })
    }
    return Report(
        tool: Report.Tool(name: "trustsweep", version: Trustsweep.version), cluster: discovery.cluster,
        scope: discovery.scope, rotations: rotations.map(\.entry), startedAt: Timestamp.text(startedAt),
        finishedAt: Timestamp.text(finishedAt), coverage: coverage(of: reported, gaps: discovery.gaps),
        namespaces: reported)
}

/// One row: each container once, with the worst of what was found in its template and in its running variants.
private func reported(
    _ workload: Workload, _ findings: [ContainerID: [Finding]], _ imageFacts: [ContainerID: [ImageFact]]
) -> Report.Workload {
    var containers: [Report.Container] = []
    for facts in workload.containers {
        if let index = containers.firstIndex(where: { $0.name == facts.id.name }) {
            containers[index].imageID = containers[index].imageID ?? facts.imageID
            continue
        }
        let own = (findings[facts.id] ?? []).sorted { ($1.verdict, $0.id) < ($0.verdict, $1.id) }
        containers.append(
            Report.Container(
                name: facts.id.name, image: facts.image, imageID: facts.imageID, facts: imageFacts[facts.id],
                findings: own))
    }
    return Report.Workload(kind: workload.id.kind, name: workload.id.name, containers: containers)
}

/// Containers that have a verdict, over containers in scope.
///
/// Nothing in scope is 0 %, and while a resource could not be listed the figure stays below 100: nobody knows what was in it.
private func coverage(of namespaces: [Report.Namespace], gaps: [Gap]) -> Report.Coverage {
    let containers = namespaces.flatMap(\.workloads).flatMap(\.containers)
    let decided = containers.count { $0.verdict != .unknown }
    var percent = containers.isEmpty ? 0 : Double(decided * 1000 / containers.count) / 10
    if percent == 100, gaps.contains(where: { $0.reason != .notRequested }) { percent = 99.9 }
    return Report.Coverage(containers: containers.count, decided: decided, percent: percent, gaps: gaps.sorted())
}

extension RotationProfile {
    /// The profile as the report's header names it.
    fileprivate var entry: Report.Rotation {
        Report.Rotation(
            id: name, version: version, title: title, from: Timestamp.dayText(start),
            until: end > start ? Timestamp.dayText(end) : nil)
    }
}
