package struct Namespace: KubernetesObject {
    package static let resource = APIResource(name: "namespaces", kind: "Namespace", isNamespaced: false)
    package var metadata: ObjectMeta
    package init(metadata: ObjectMeta) { self.metadata = metadata }
}

package struct Pod: KubernetesObject {
    package static let resource = APIResource(name: "pods", kind: "Pod")
    package var metadata: ObjectMeta
    package var spec: PodSpec
    package var status: PodStatus?
    package init(metadata: ObjectMeta, spec: PodSpec, status: PodStatus? = nil) {
        self.metadata = metadata
        self.spec = spec
        self.status = status
    }
}

package struct PodStatus: Codable, Sendable, Hashable {
    package var phase: String?
    package var containerStatuses: [ContainerStatus]
    package var initContainerStatuses: [ContainerStatus]
    package var ephemeralContainerStatuses: [ContainerStatus]
    package init(
        phase: String? = nil, containerStatuses: [ContainerStatus] = [], initContainerStatuses: [ContainerStatus] = [],
        ephemeralContainerStatuses: [ContainerStatus] = []
    ) {
        self.phase = phase
        self.containerStatuses = containerStatuses
        self.initContainerStatuses = initContainerStatuses
        self.ephemeralContainerStatuses = ephemeralContainerStatuses
    }
}

package struct ContainerStatus: Codable, Sendable, Hashable {
    package var name: String
    package var image: String?
    package var imageID: String?
    package var state: ContainerState?
    package init(name: String, image: String? = nil, imageID: String? = nil, state: ContainerState? = nil) {
        self.name = name
        self.image = image
        self.imageID = imageID
        self.state = state
    }
}

/// What a container is doing: one of the three is set.
package struct ContainerState: Codable, Sendable, Hashable {
    package struct Running: Codable, Sendable, Hashable {
        package init() {}
    }

    package struct Reason: Codable, Sendable, Hashable {
        /// Such as `CrashLoopBackOff` or `Completed`.
        package var reason: String?
        package init(reason: String? = nil) { self.reason = reason }
    }

    package var running: Running?
    package var waiting: Reason?
    package var terminated: Reason?

    package init(running: Running? = nil, waiting: Reason? = nil, terminated: Reason? = nil) {
        self.running = running
        self.waiting = waiting
        self.terminated = terminated
    }
}

/// A kind whose object holds a pod template: the owners that are rows of the report.
package protocol TemplatedObject: KubernetesObject {
    /// Nil where the object has none (a ReplicationController may not).
    var template: PodTemplateSpec? { get }
}

package struct TemplateHolder: Codable, Sendable, Hashable {
    package var replicas: Int?
    package var template: PodTemplateSpec?
    package init(replicas: Int? = nil, template: PodTemplateSpec? = nil) {
        self.replicas = replicas
        self.template = template
    }
}

package struct Deployment: TemplatedObject {
    package static let resource = APIResource(group: "apps", name: "deployments", kind: "Deployment")
    package var metadata: ObjectMeta
    package var spec: TemplateHolder
    package var template: PodTemplateSpec? { spec.template }
}

package struct StatefulSet: TemplatedObject {
    package static let resource = APIResource(group: "apps", name: "statefulsets", kind: "StatefulSet")
    package var metadata: ObjectMeta
    package var spec: TemplateHolder
    package var template: PodTemplateSpec? { spec.template }
}

package struct DaemonSet: TemplatedObject {
    package static let resource = APIResource(group: "apps", name: "daemonsets", kind: "DaemonSet")
    package var metadata: ObjectMeta
    package var spec: TemplateHolder
    package var template: PodTemplateSpec? { spec.template }
}

package struct ReplicaSet: TemplatedObject {
    package static let resource = APIResource(group: "apps", name: "replicasets", kind: "ReplicaSet")
    package var metadata: ObjectMeta
    package var spec: TemplateHolder
    package var template: PodTemplateSpec? { spec.template }
}

package struct ReplicationController: TemplatedObject {
    package static let resource = APIResource(name: "replicationcontrollers", kind: "ReplicationController")
    package var metadata: ObjectMeta
    package var spec: TemplateHolder
    package var template: PodTemplateSpec? { spec.template }
}

package struct Job: TemplatedObject {
    package static let resource = APIResource(group: "batch", name: "jobs", kind: "Job")
    package var metadata: ObjectMeta
    package var spec: TemplateHolder
    package var template: PodTemplateSpec? { spec.template }
}

package struct CronJob: TemplatedObject {
    /// `v1` from Kubernetes 1.21, `v1beta1` before; the fields read here are the same in both.
    package static let resource = APIResource(
        group: "batch", versions: ["v1", "v1beta1"], name: "cronjobs", kind: "CronJob")
    package var metadata: ObjectMeta
    package var spec: Spec
    package var template: PodTemplateSpec? { spec.jobTemplate.spec.template }

    package struct Spec: Codable, Sendable, Hashable {
        package var jobTemplate: JobTemplate
    }

    package struct JobTemplate: Codable, Sendable, Hashable {
        package var spec: TemplateHolder
    }
}
