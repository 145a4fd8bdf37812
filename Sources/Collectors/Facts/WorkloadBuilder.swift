import Kubernetes
import Registry
import ScanModel

/// Makes the rows of the report: the template's containers first, then those of pods that differ from it.
struct WorkloadBuilder {
    private var builder: ContainerFactsBuilder
    /// Facts of pods with one spec; the workload's name is filled in.
    private struct Key: Hashable {
        var namespace: String
        var spec: PodSpec
    }
    private var cache: [Key: [PlannedContainer]] = [:]

    init(shelf: ObjectShelf) {
        builder = ContainerFactsBuilder(shelf: shelf)
    }

    var gaps: [Gap] { builder.gaps }

    mutating func containers(of draft: WorkloadDraft) -> [PlannedContainer] {
        var result: [PlannedContainer] = []
        var counts: [[String: Int]] = []
        func merge(_ containers: [PlannedContainer], isVariant: Bool, pod: PodGroup?) {
            for var container in containers {
                let position: Int
                if let same = result.firstIndex(where: { $0.saysTheSame(as: container) }) {
                    position = same
                } else {
                    container.facts.isVariant = isVariant || container.facts.role == .ephemeral
                    position = result.count
                    result.append(container)
                    counts.append([:])
                }
                let name = container.facts.id.name
                for (id, count) in pod?.imageIDs[name] ?? [:] { counts[position][id, default: 0] += count }
                result[position].runs += pod?.places.running[name] ?? []
                // Admission gives pods the secrets of their service account, which the template does not have.
                result[position].pullSecrets.add(container.pullSecrets)
                result[position].idle = result[position].idle ?? pod?.places.idle[name]
            }
        }
        for (index, template) in draft.templates.enumerated() {
            merge(planned(template, draft.id), isVariant: index > 0, pod: nil)
        }
        let hasTemplate = !draft.templates.isEmpty
        for (index, pod) in draft.pods.enumerated() {
            merge(planned(pod.spec, draft.id), isVariant: hasTemplate || index > 0, pod: pod)
        }
        // The image that finished pods of the same spec ran.
        for pod in draft.finished {
            for container in planned(pod.spec, draft.id) {
                guard let same = result.firstIndex(where: { $0.saysTheSame(as: container) }) else { continue }
                for (id, count) in pod.imageIDs[container.facts.id.name] ?? [:] {
                    counts[same][id, default: 0] += count
                }
            }
        }
        for index in result.indices {
            result[index].facts.imageID = counts[index].min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
        }
        return Array(result.enumerated()).sorted { left, right in
            let (one, other) = (left.element.facts, right.element.facts)
            if one.id.name != other.id.name { return one.id.name < other.id.name }
            if one.isVariant != other.isVariant { return !one.isVariant }
            return (one.image, left.offset) < (other.image, right.offset)
        }.map(\.element)
    }

    private mutating func planned(_ spec: PodSpec, _ workload: WorkloadID) -> [PlannedContainer] {
        let key = Key(namespace: workload.namespace, spec: spec)
        if let known = cache[key] {
            return known.map { container in
                var container = container
                container.facts.id.workload = workload
                return container
            }
        }
        let containers = builder.containers(of: spec, workload: workload)
        // A copy out of an image names the workload.
        let namesWorkload = containers.contains { container in
            let copied = container.mounts.flatMap { mount -> [TrustStoreLocation] in
                guard case .emptyDirectory(_, _, let copied) = mount.source else { return [] }
                return copied.map(\.location)
            }
            let added = container.facts.storeAdditions.flatMap(\.parts)
            return (copied + added).flatMap(\.leaves).contains { if case .container = $0 { true } else { false } }
        }
        if !namesWorkload { cache[key] = containers }
        return containers
    }
}
