extension TemplateHolder {
    init(_ wire: WireReplicatedSpec) {
        self.init(
            replicas: wire.hasReplicas ? Int(wire.replicas) : nil,
            template: wire.hasTemplate ? PodTemplateSpec(wire.template) : nil)
    }

    init(_ wire: WireDaemonSetSpec) {
        self.init(template: wire.hasTemplate ? PodTemplateSpec(wire.template) : nil)
    }

    init(_ wire: WireJobSpec) {
        self.init(template: wire.hasTemplate ? PodTemplateSpec(wire.template) : nil)
    }
}

extension Deployment: BuiltInObject {
    package init(protobuf: [UInt8]) throws { self.init(try WireReplicated(wire: protobuf)) }

    package static func page(protobuf: [UInt8]) throws -> ObjectPage<Deployment> {
        let list = try WireReplicatedList(wire: protobuf)
        return ObjectPage(items: list.items.map(Deployment.init), continueToken: list.metadata.nextToken)
    }

    init(_ wire: WireReplicated) {
        self.init(metadata: ObjectMeta(wire.metadata), spec: TemplateHolder(wire.spec))
    }
}

extension StatefulSet: BuiltInObject {
    package init(protobuf: [UInt8]) throws { self.init(try WireReplicated(wire: protobuf)) }

    package static func page(protobuf: [UInt8]) throws -> ObjectPage<StatefulSet> {
        let list = try WireReplicatedList(wire: protobuf)
        return ObjectPage(items: list.items.map(StatefulSet.init), continueToken: list.metadata.nextToken)
    }

    init(_ wire: WireReplicated) {
        self.init(metadata: ObjectMeta(wire.metadata), spec: TemplateHolder(wire.spec))
    }
}

extension ReplicaSet: BuiltInObject {
    package init(protobuf: [UInt8]) throws { self.init(try WireReplicated(wire: protobuf)) }

    package static func page(protobuf: [UInt8]) throws -> ObjectPage<ReplicaSet> {
        let list = try WireReplicatedList(wire: protobuf)
        return ObjectPage(items: list.items.map(ReplicaSet.init), continueToken: list.metadata.nextToken)
    }

    init(_ wire: WireReplicated) {
        self.init(metadata: ObjectMeta(wire.metadata), spec: TemplateHolder(wire.spec))
    }
}

extension ReplicationController: BuiltInObject {
    package init(protobuf: [UInt8]) throws { self.init(try WireReplicated(wire: protobuf)) }

    package static func page(protobuf: [UInt8]) throws -> ObjectPage<ReplicationController> {
        let list = try WireReplicatedList(wire: protobuf)
        return ObjectPage(items: list.items.map(ReplicationController.init), continueToken: list.metadata.nextToken)
    }

    init(_ wire: WireReplicated) {
        self.init(metadata: ObjectMeta(wire.metadata), spec: TemplateHolder(wire.spec))
    }
}

extension DaemonSet: BuiltInObject {
    package init(protobuf: [UInt8]) throws { self.init(try WireDaemonSet(wire: protobuf)) }

    package static func page(protobuf: [UInt8]) throws -> ObjectPage<DaemonSet> {
        let list = try WireDaemonSetList(wire: protobuf)
        return ObjectPage(items: list.items.map(DaemonSet.init), continueToken: list.metadata.nextToken)
    }

    init(_ wire: WireDaemonSet) {
        self.init(metadata: ObjectMeta(wire.metadata), spec: TemplateHolder(wire.spec))
    }
}

extension Job: BuiltInObject {
    package init(protobuf: [UInt8]) throws { self.init(try WireJob(wire: protobuf)) }

    package static func page(protobuf: [UInt8]) throws -> ObjectPage<Job> {
        let list = try WireJobList(wire: protobuf)
        return ObjectPage(items: list.items.map(Job.init), continueToken: list.metadata.nextToken)
    }

    init(_ wire: WireJob) {
        self.init(metadata: ObjectMeta(wire.metadata), spec: TemplateHolder(wire.spec))
    }
}

extension CronJob: BuiltInObject {
    package init(protobuf: [UInt8]) throws { self.init(try WireCronJob(wire: protobuf)) }

    package static func page(protobuf: [UInt8]) throws -> ObjectPage<CronJob> {
        let list = try WireCronJobList(wire: protobuf)
        return ObjectPage(items: list.items.map(CronJob.init), continueToken: list.metadata.nextToken)
    }

    init(_ wire: WireCronJob) {
        self.init(
            metadata: ObjectMeta(wire.metadata),
            spec: Spec(jobTemplate: JobTemplate(spec: TemplateHolder(wire.spec.jobTemplate.spec))))
    }
}
