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
    var images = ImageLimits()

    func run() async throws -> Report {
        let startedAt = Date.now
        // Read while the cluster answers.
        async let builtIn = rotations.builtIn()
        var discovery = try await collector.discover()
        var collected = await collector.collect(for: discovery)
        var parser = StoreParser()
        var evidence = parser.parse(collected)
        let profiles = rotations.profiles(
            for: evidence.compactMap(\.client.endpoint?.host), among: try await builtIn)
        RotationChoice.warn(of: profiles, asOf: asOf)
        var judge = Judge(profiles: profiles, asOf: asOf)
        var verdicts = judge.judge(evidence)
        // Who is undecided by what the API shows is judged again by what lies in the image.
        let chosen = imagesToLookInto(collected, verdicts)
        if !chosen.isEmpty,
            let reading = await collector.lookIntoImages(
                of: collected, discovery, chosen: chosen, limits: images, now: Timestamp.text(Date.now))
        {
            if !reading.isKept {
                Terminal.say("warning: what was read of images cannot be kept: give another --cache, or --no-cache")
            }
            collected = reading.clients
            discovery.add(reading)
            evidence = parser.parse(collected)
            verdicts = judge.judge(evidence)
        }
        var findings: [ContainerID: [Finding]] = [:]
        for (entry, verdict) in zip(evidence, verdicts) { findings[entry.client.container, default: []] += verdict }
        return assembleReport(
            discovery: discovery, findings: findings, rotations: profiles, startedAt: startedAt, finishedAt: Date.now)
    }

    /// The clients whose verdict depends on their image, or all that have a store there.
    private func imagesToLookInto(_ collected: [CollectedClient], _ verdicts: [[Finding]]) -> Set<Int> {
        guard collector.scope.looksIntoImages else { return [] }
        let undecided = Set(
            zip(collected, verdicts).filter { $1.contains { $0.basis == .prior || $0.verdict == .unknown } }
                .map(\.0.client.container))
        return Set(
            collected.indices.filter { index in
                let isMeant =
                    collector.scope.looksIntoEveryImage || undecided.contains(collected[index].client.container)
                return isMeant && Collector.asksImage(collected[index])
            })
    }
}
