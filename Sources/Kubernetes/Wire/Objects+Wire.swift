extension Namespace: BuiltInObject {
    package init(protobuf: [UInt8]) throws { self.init(try WireNamespace(wire: protobuf)) }

    package static func page(protobuf: [UInt8]) throws -> ObjectPage<Namespace> {
        let list = try WireNamespaceList(wire: protobuf)
        return ObjectPage(items: list.items.map(Namespace.init), continueToken: list.metadata.nextToken)
    }

    init(_ wire: WireNamespace) {
        self.init(metadata: ObjectMeta(wire.metadata))
    }
}

extension ConfigMap: BuiltInObject {
    package init(protobuf: [UInt8]) throws { self.init(try WireConfigMap(wire: protobuf)) }

    package static func page(protobuf: [UInt8]) throws -> ObjectPage<ConfigMap> {
        let list = try WireConfigMapList(wire: protobuf)
        return ObjectPage(items: list.items.map(ConfigMap.init), continueToken: list.metadata.nextToken)
    }

    init(_ wire: WireConfigMap) {
        self.init(
            metadata: ObjectMeta(wire.metadata), data: wire.data, binaryData: wire.binaryData,
            immutable: wire.hasImmutable ? wire.immutable : nil)
    }
}

extension Secret: BuiltInObject {
    package init(protobuf: [UInt8]) throws { self.init(try WireSecret(wire: protobuf)) }

    package static func page(protobuf: [UInt8]) throws -> ObjectPage<Secret> {
        let list = try WireSecretList(wire: protobuf)
        return ObjectPage(items: list.items.map(Secret.init), continueToken: list.metadata.nextToken)
    }

    init(_ wire: WireSecret) {
        self.init(
            metadata: ObjectMeta(wire.metadata), data: wire.data, immutable: wire.hasImmutable ? wire.immutable : nil)
    }
}

extension ClusterTrustBundle: BuiltInObject {
    package init(protobuf: [UInt8]) throws { self.init(try WireClusterTrustBundle(wire: protobuf)) }

    package static func page(protobuf: [UInt8]) throws -> ObjectPage<ClusterTrustBundle> {
        let list = try WireClusterTrustBundleList(wire: protobuf)
        return ObjectPage(items: list.items.map(ClusterTrustBundle.init), continueToken: list.metadata.nextToken)
    }

    init(_ wire: WireClusterTrustBundle) {
        self.init(
            metadata: ObjectMeta(wire.metadata),
            spec: Spec(signerName: wire.spec.signerName.nonEmpty, trustBundle: wire.spec.trustBundle))
    }
}
