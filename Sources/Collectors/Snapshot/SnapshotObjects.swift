import Kubernetes
import ScanModel

/// A list as kubectl prints it.
struct SnapshotList: Encodable {
    var apiVersion = "v1"
    var kind = "List"
    var items: [SnapshotItem] = []

    var sorted: SnapshotList {
        var list = self
        list.items.sort { $0.name < $1.name }
        return list
    }
}

/// An object with its kind, which the typed structs do not carry.
struct SnapshotItem: Encodable {
    let name: String
    let resource: APIResource
    let object: any Encodable

    init(name: String, resource: APIResource, object: any Encodable) {
        self.name = name
        self.resource = resource
        self.object = object
    }

    init(_ object: some KubernetesObject) {
        self.init(name: object.metadata.name, resource: type(of: object).resource, object: object)
    }

    private enum Key: String, CodingKey { case apiVersion, kind }

    func encode(to encoder: any Encoder) throws {
        try object.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(resource.apiVersions.first ?? "v1", forKey: .apiVersion)
        try container.encode(resource.kind, forKey: .kind)
    }
}

/// A controller of any kind as manifests write it.
struct RecordedController: Encodable {
    struct JobTemplate: Encodable { var spec: TemplateHolder }
    struct Spec: Encodable {
        var replicas: Int?
        var template: PodTemplateSpec?
        var jobTemplate: JobTemplate?
    }

    var metadata: ObjectMeta
    var spec: Spec

    init(_ record: ControllerRecord, spec: PodSpec?) {
        metadata = record.metadata
        let template = spec.map { PodTemplateSpec(spec: $0) }
        if record.resource.kind == CronJob.resource.kind {
            self.spec = Spec(jobTemplate: JobTemplate(spec: TemplateHolder(template: template)))
        } else {
            self.spec = Spec(replicas: record.replicas, template: template)
        }
    }
}

extension PodGroup {
    /// One pod that stands for the group. Where its pods run different images there is one more for each of them, and the first
    /// stands twice: which image most of them run is read back from that.
    func pods(shelf: ObjectShelf) -> [Pod] {
        let spec = spec.sanitized(namespace: namespace, shelf: shelf)
        var variants = [imageIDs.keys.sorted().map { status($0, imageID(of: $0)) }]
        for (name, images) in imageIDs.sorted(by: { $0.key < $1.key }) {
            for image in images.keys.sorted() where image != imageID(of: name) {
                if variants.count == 1 { variants.append(variants[0]) }
                variants.append([status(name, image)])
            }
        }
        return variants.enumerated().map { index, statuses in
            var metadata = metadata
            if index > 0 { metadata.name += "-\(index)" }
            return Pod(
                metadata: metadata, spec: spec,
                status: PodStatus(phase: isFinished ? "Succeeded" : "Running", containerStatuses: statuses))
        }
    }

    private func status(_ container: String, _ image: String?) -> ContainerStatus {
        let isRunning = places.running[container]?.contains { $0.imageID == image } == true
        let state =
            isRunning
            ? ContainerState(running: ContainerState.Running())
            : places.idle[container].map { ContainerState(waiting: ContainerState.Reason(reason: $0)) }
        return ContainerStatus(name: container, imageID: image, state: state)
    }
}

extension ClusterTrustBundle {
    /// With its certificates, and with the labels by which pods choose it.
    var sanitized: ClusterTrustBundle {
        var bundle = self
        bundle.metadata.uid = nil
        bundle.spec.trustBundle = PEMText.certificates(spec.trustBundle).joined()
        return bundle
    }
}
