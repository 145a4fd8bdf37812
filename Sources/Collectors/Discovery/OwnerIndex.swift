import Kubernetes
import ScanModel

/// A row of the report before its containers are known: what describes it.
struct WorkloadDraft: Sendable {
    var id: WorkloadID
    /// Templates; the owner's own one, or what its ReplicaSets and Jobs hold.
    var templates: [PodSpec] = []
    /// Templates of revisions that nothing runs: they count only where nothing else describes the owner.
    var oldTemplates: [PodSpec] = []
    var pods: [PodGroup] = []
    /// Pods that ran to their end: they tell which image ran, and nothing else.
    var finished: [PodGroup] = []
}

/// Finds the owner that people know a pod by: the Deployment and not the ReplicaSet, the CronJob and not the Job.
struct OwnerIndex {
    private struct Key: Hashable {
        var namespace: String
        var kind: String
        var name: String
    }

    private let controllers: [Key: ControllerRecord]

    private static let resources: [APIResource] = ControllerKind.all.map(\.resource) + [Pod.resource]
    /// Kinds that are a row whoever made them: their template is where people fix things.
    private static let rows: Set<APIResource> = [
        Deployment.resource, StatefulSet.resource, DaemonSet.resource, CronJob.resource,
    ]

    init(_ controllers: [ControllerRecord]) {
        self.controllers = Dictionary(
            controllers.map { (Key(namespace: $0.namespace, kind: $0.resource.kind, name: $0.metadata.name), $0) },
            uniquingKeysWith: { $1 })
    }

    /// Rows with all that describes them, by namespace, kind and name.
    ///
    /// A ReplicaSet or Job must match the selector to be a row; the other kinds are listed by label.
    static func drafts(of inventory: Inventory, selector: LabelSelector?) -> [WorkloadDraft] {
        let index = OwnerIndex(inventory.controllers)
        var drafts: [WorkloadID: WorkloadDraft] = [:]
        for record in inventory.controllers {
            let row = index.row(of: record)
            let own = WorkloadID(namespace: record.namespace, kind: record.resource.kind, name: record.metadata.name)
            if row != own {
                if let selector, !selector.matches(record.metadata.labels) { continue }
                // The owner has a template of its own, and this is a copy of it or an older one.
                if index.controllers[Key(namespace: row.namespace, kind: row.kind, name: row.name)]?.spec != nil {
                    continue
                }
                guard let spec = record.spec else { continue }
                if record.isOldRevision {
                    drafts[row, default: WorkloadDraft(id: row)].oldTemplates.append(spec)
                } else {
                    drafts[row, default: WorkloadDraft(id: row)].templates.append(spec)
                }
            } else if let selector, !rows.contains(record.resource), !selector.matches(record.metadata.labels) {
                continue
            } else {
                drafts[row, default: WorkloadDraft(id: row)].templates.append(
                    contentsOf: record.spec.map { [$0] } ?? [])
            }
        }
        for pod in inventory.pods {
            let row = index.row(of: pod)
            drafts[row, default: WorkloadDraft(id: row)].pods.append(pod)
        }
        return drafts.values.map(\.settled).sorted { $0.id < $1.id }
    }

    private func row(of record: ControllerRecord) -> WorkloadID {
        let own = WorkloadID(namespace: record.namespace, kind: record.resource.kind, name: record.metadata.name)
        guard !Self.rows.contains(record.resource), let owner = record.metadata.controller else { return own }
        return row(of: owner, namespace: record.namespace, templateHash: nil, depth: 0)
    }

    private func row(of pod: PodGroup) -> WorkloadID {
        guard let owner = pod.metadata.controller else {
            return WorkloadID(namespace: pod.namespace, kind: Pod.resource.kind, name: pod.metadata.name)
        }
        return row(
            of: owner, namespace: pod.namespace, templateHash: pod.metadata.labels["pod-template-hash"], depth: 0)
    }

    private func row(of owner: OwnerReference, namespace: String, templateHash: String?, depth: Int) -> WorkloadID {
        let group = owner.apiVersion.contains("/") ? String(owner.apiVersion.prefix { $0 != "/" }) : ""
        let builtIn = Self.resources.first { $0.kind == owner.kind }
        guard let builtIn, builtIn.group == group else {
            // OpenKruise has a StatefulSet of its own.
            let kind = builtIn == nil || group.isEmpty ? owner.kind : "\(owner.kind).\(group)"
            return WorkloadID(namespace: namespace, kind: kind, name: owner.name)
        }
        let own = WorkloadID(namespace: namespace, kind: owner.kind, name: owner.name)
        if Self.rows.contains(builtIn) { return own }
        if let record = controllers[Key(namespace: namespace, kind: owner.kind, name: owner.name)] {
            // A cycle of owner references is no owner.
            guard let next = record.metadata.controller, depth < 8 else { return own }
            return row(of: next, namespace: namespace, templateHash: nil, depth: depth + 1)
        }
        return guessed(owner, namespace: namespace, templateHash: templateHash) ?? own
    }

    /// The owner of a ReplicaSet or Job that could not be listed, by the names that Kubernetes gives them.
    private func guessed(_ owner: OwnerReference, namespace: String, templateHash: String?) -> WorkloadID? {
        let kind: String
        let base: Substring
        if owner.kind == ReplicaSet.resource.kind, let templateHash, owner.name.hasSuffix("-\(templateHash)") {
            (kind, base) = (Deployment.resource.kind, owner.name.dropLast(templateHash.count + 1))
        } else if owner.kind == Job.resource.kind, let dash = owner.name.lastIndex(of: "-"),
            owner.name[dash...].dropFirst().allSatisfy(\.isNumber)
        {
            (kind, base) = (CronJob.resource.kind, owner.name[..<dash])
        } else {
            return nil
        }
        let key = Key(namespace: namespace, kind: kind, name: String(base))
        guard controllers[key] != nil else { return nil }
        return WorkloadID(namespace: namespace, kind: kind, name: String(base))
    }
}

extension WorkloadDraft {
    /// With what describes the owner alone: old revisions and finished pods count only where there is nothing else.
    fileprivate var settled: WorkloadDraft {
        var draft = self
        let running = pods.filter { !$0.isFinished }
        if templates.isEmpty, running.isEmpty {
            draft.templates = oldTemplates
        }
        draft.oldTemplates = []
        draft.pods = running.sorted { ($1.count, $0.metadata.name) < ($0.count, $1.metadata.name) }
        let finished = pods.filter(\.isFinished).sorted { $0.metadata.name < $1.metadata.name }
        if draft.templates.isEmpty, running.isEmpty {
            draft.pods = finished
        } else if running.isEmpty {
            draft.finished = finished
        }
        return draft
    }
}
