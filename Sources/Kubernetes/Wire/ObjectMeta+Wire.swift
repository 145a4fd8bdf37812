extension ObjectMeta {
    init(_ wire: WireObjectMeta) {
        self.init(
            name: wire.name, namespace: wire.namespace.nonEmpty, uid: wire.uid.nonEmpty, labels: wire.labels,
            ownerReferences: wire.ownerReferences.map(OwnerReference.init))
    }
}

extension ObjectMeta {
    init(_ wire: WireAnnotatedMeta) {
        self.init(
            name: wire.name, namespace: wire.namespace.nonEmpty, uid: wire.uid.nonEmpty, labels: wire.labels,
            annotations: ManagementAnnotations(wire.annotations),
            ownerReferences: wire.ownerReferences.map(OwnerReference.init))
    }
}

extension OwnerReference {
    init(_ wire: WireOwnerReference) {
        self.init(
            apiVersion: wire.apiVersion, kind: wire.kind, name: wire.name, uid: wire.uid.nonEmpty,
            controller: wire.hasController ? wire.controller : nil)
    }
}
