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
    /// One pod that stands for the group, with the image that most of them run.
    func pod(shelf: ObjectShelf) -> Pod {
        let statuses = imageIDs.keys.sorted().map { ContainerStatus(name: $0, imageID: imageID(of: $0)) }
        let status = PodStatus(phase: isFinished ? "Succeeded" : "Running", containerStatuses: statuses)
        return Pod(metadata: metadata, spec: spec.sanitized(namespace: namespace, shelf: shelf), status: status)
    }
}
