import Kubernetes

/// Where a container of a group of pods runs: a few places for each image, or why there is none.
struct PodPlaces: Sendable {
    /// Enough for a second try elsewhere.
    private static let mostPlaces = 3

    private(set) var running: [String: [RunningContainer]] = [:]
    /// For each container without a place what it is doing instead, such as `CrashLoopBackOff`.
    private(set) var idle: [String: String] = [:]

    mutating func add(_ pod: Pod) {
        guard let status = pod.status else { return }
        for container in status.containerStatuses + status.initContainerStatuses + status.ephemeralContainerStatuses {
            guard container.state?.running != nil, let image = container.imageID, !image.isEmpty else {
                let state = container.state
                idle[container.name] = state?.waiting?.reason ?? state?.terminated?.reason ?? status.phase ?? "Unknown"
                continue
            }
            let place = RunningContainer(
                namespace: pod.metadata.namespace ?? "", pod: pod.metadata.name, container: container.name,
                node: pod.spec.nodeName ?? "", imageID: image)
            insert(place)
        }
    }

    /// Keeps the first by name for each image, and of the others those on other nodes before those on the same.
    private mutating func insert(_ place: RunningContainer) {
        let known = running[place.container] ?? []
        let same = (known.filter { $0.imageID == place.imageID } + [place]).sorted { $0.pod < $1.pod }
        var nodes: Set<String> = []
        let (fresh, again) = same.reduce(into: ([RunningContainer](), [RunningContainer]())) { parts, one in
            if nodes.insert(one.node).inserted { parts.0.append(one) } else { parts.1.append(one) }
        }
        let kept = (fresh + again).prefix(Self.mostPlaces)
        running[place.container] = known.filter { $0.imageID != place.imageID } + kept
    }
}
