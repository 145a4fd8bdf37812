import Kubernetes

/// Pods reduced while they are listed: replicas that do not differ become one group, so that memory does not grow
/// with them.
struct PodFold: Sendable {
    /// What makes two pods the same to a scan.
    private struct Key: Hashable {
        var namespace: String
        var owner: OwnerReference?
        var templateHash: String?
        /// Only of pods without an owner.
        var podName: String?
        var spec: PodSpec
        var isFinished: Bool
    }

    private var positions: [Key: Int] = [:]
    private(set) var groups: [PodGroup] = []

    mutating func add(_ pod: Pod) {
        let phase = pod.status?.phase
        let isFinished = phase == "Succeeded" || phase == "Failed"
        let owner = pod.metadata.controller
        let isBare = owner == nil || owner?.kind == "Node"
        // Nothing runs in a finished pod without an owner, and nothing will.
        if isBare, isFinished { return }
        let namespace = pod.metadata.namespace ?? ""
        let spec = pod.spec.normalized
        let key = Key(
            namespace: namespace, owner: isBare ? nil : owner, templateHash: pod.metadata.labels["pod-template-hash"],
            podName: isBare ? pod.metadata.name : nil, spec: spec, isFinished: isFinished)
        let position: Int
        if let known = positions[key] {
            position = known
        } else {
            position = groups.count
            positions[key] = position
            var metadata = pod.metadata
            metadata.ownerReferences = isBare ? [] : pod.metadata.ownerReferences.filter { $0.controller == true }
            groups.append(PodGroup(metadata: metadata, spec: key.spec, isFinished: isFinished))
        }
        groups[position].count(pod)
    }
}

/// Pods of one owner that do not differ.
struct PodGroup: Sendable {
    /// Of the first one by name.
    var metadata: ObjectMeta
    var spec: PodSpec
    var isFinished: Bool
    /// By container: image references with their digest, and in how many pods each runs.
    private(set) var imageIDs: [String: [String: Int]] = [:]
    private(set) var count = 0
    private(set) var places = PodPlaces()

    init(metadata: ObjectMeta, spec: PodSpec, isFinished: Bool) {
        self.metadata = metadata
        self.spec = spec
        self.isFinished = isFinished
    }

    var namespace: String { metadata.namespace ?? "" }

    fileprivate mutating func count(_ pod: Pod) {
        count += 1
        places.add(pod)
        if pod.metadata.name < metadata.name {
            metadata.name = pod.metadata.name
            metadata.labels = pod.metadata.labels
            metadata.uid = pod.metadata.uid
        }
        guard let status = pod.status else { return }
        for container in status.containerStatuses + status.initContainerStatuses + status.ephemeralContainerStatuses {
            guard let id = container.imageID, !id.isEmpty else { continue }
            imageIDs[container.name, default: [:]][id, default: 0] += 1
        }
    }

    /// The image that most of the pods run; of equals the first by name.
    func imageID(of container: String) -> String? {
        imageIDs[container]?.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
    }
}
