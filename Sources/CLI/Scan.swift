import Collectors
import Foundation
import RiskEngine
import ScanModel
import TrustStores

/// One sweep of one cluster, start to end. Everything else in the package serves a line of this.
struct Scan: Sendable {
    var collector: Collector
    var rotations: RotationChoice
    /// The moment that verdicts are for.
    var asOf: Date

    func run() async throws -> Report {
        let startedAt = Date.now
        let discovery = try await collector.discover()
        let collected = await collector.collect(for: discovery)
        let evidence = parse(collected)
        let profiles = try rotations.profiles(for: evidence.compactMap(\.client.endpoint?.host))
        RotationChoice.warn(of: profiles, asOf: asOf)
        var judge = Judge(profiles: profiles, asOf: asOf)
        let verdicts = judge.judge(evidence)
        var findings: [ContainerID: [Finding]] = [:]
        for (entry, verdict) in zip(evidence, verdicts) { findings[entry.client.container, default: []] += verdict }
        return assembleReport(
            discovery: discovery, findings: findings, rotations: profiles, startedAt: startedAt, finishedAt: Date.now)
    }
}
