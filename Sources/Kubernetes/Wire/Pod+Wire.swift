extension Pod: BuiltInObject {
    package init(protobuf: [UInt8]) throws { self.init(try WirePod(wire: protobuf)) }

    package static func page(protobuf: [UInt8]) throws -> ObjectPage<Pod> {
        let list = try WirePodList(wire: protobuf)
        return ObjectPage(items: list.items.map(Pod.init), continueToken: list.metadata.nextToken)
    }

    init(_ wire: WirePod) {
        self.init(
            metadata: ObjectMeta(wire.metadata), spec: PodSpec(wire.spec),
            status: wire.hasStatus ? PodStatus(wire.status) : nil)
    }
}

extension PodSpec {
    init(_ wire: WirePodSpec) {
        self.init(
            containers: wire.containers.map(Container.init), initContainers: wire.initContainers.map(Container.init),
            ephemeralContainers: wire.ephemeralContainers.map { Container($0.ephemeralContainerCommon) },
            volumes: wire.volumes.map(Volume.init), nodeSelector: wire.nodeSelector,
            os: wire.hasOs ? OperatingSystem(name: wire.os.name) : nil, nodeName: wire.nodeName.nonEmpty,
            securityContext: wire.hasSecurityContext ? SecurityContext(wire.securityContext) : nil,
            imagePullSecrets: wire.imagePullSecrets.map { ObjectReference(name: $0.name) })
    }
}

extension PodStatus {
    init(_ wire: WirePodStatus) {
        self.init(
            phase: wire.phase.nonEmpty, containerStatuses: wire.containerStatuses.map(ContainerStatus.init),
            initContainerStatuses: wire.initContainerStatuses.map(ContainerStatus.init),
            ephemeralContainerStatuses: wire.ephemeralContainerStatuses.map(ContainerStatus.init))
    }
}

extension ContainerStatus {
    init(_ wire: WireContainerStatus) {
        self.init(
            name: wire.name, image: wire.image.nonEmpty, imageID: wire.imageID.nonEmpty,
            state: wire.hasState ? ContainerState(wire.state) : nil)
    }
}

extension ContainerState {
    init(_ wire: WireContainerState) {
        self.init(
            running: wire.hasRunning ? Running() : nil,
            waiting: wire.hasWaiting ? Reason(reason: wire.waiting.reason.nonEmpty) : nil,
            terminated: wire.hasTerminated ? Reason(reason: wire.terminated.reason.nonEmpty) : nil)
    }
}

extension PodTemplateSpec {
    init(_ wire: WirePodTemplateSpec) {
        self.init(
            metadata: wire.hasMetadata ? TemplateMeta(labels: wire.metadata.labels) : nil, spec: PodSpec(wire.spec))
    }
}
