/// The owner of a set of containers: one row of the report.
///
/// Owners are the rows and not pods: a workload that is scaled to zero or suspended has no pod and breaks all the same.
package struct WorkloadID: Hashable, Sendable, Codable, Comparable {
    package var namespace: String
    /// The Kubernetes kind, such as `Deployment`; for an unknown controller whatever its ownerReference says.
    package var kind: String
    package var name: String

    package init(namespace: String, kind: String, name: String) {
        self.namespace = namespace
        self.kind = kind
        self.name = name
    }

    package static func < (left: WorkloadID, right: WorkloadID) -> Bool {
        (left.namespace, left.kind, left.name) < (right.namespace, right.kind, right.name)
    }
}

/// One container of one workload.
package struct ContainerID: Hashable, Sendable, Codable, Comparable {
    package var workload: WorkloadID
    package var name: String

    package init(workload: WorkloadID, name: String) {
        self.workload = workload
        self.name = name
    }

    package static func < (left: ContainerID, right: ContainerID) -> Bool {
        (left.workload, left.name) < (right.workload, right.name)
    }
}

/// A workload and what is known of its containers.
package struct Workload: Sendable {
    package var id: WorkloadID
    /// Sorted by container name. The same name stands twice where running pods differ from the template
    /// (an older revision, an injected sidecar): each variant is judged, the worst is reported.
    package var containers: [ContainerFacts]

    package init(id: WorkloadID, containers: [ContainerFacts]) {
        self.id = id
        self.containers = containers
    }
}
