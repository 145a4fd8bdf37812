extension Volume {
    init(_ wire: WireVolume) {
        let source = wire.volumeSource
        self.init(
            name: wire.name,
            configMap: source.hasConfigMap ? ConfigMapVolume(source.configMap) : nil,
            secret: source.hasSecret ? SecretVolume(source.secret) : nil,
            projected: source.hasProjected
                ? ProjectedVolume(sources: source.projected.sources.map(ProjectedVolume.Source.init)) : nil,
            emptyDir: source.hasEmptyDir ? EmptyDirectory() : nil,
            hostPath: source.hasHostPath ? HostPath(path: source.hostPath.path) : nil,
            persistentVolumeClaim: source.hasPersistentVolumeClaim
                ? Claim(claimName: source.persistentVolumeClaim.claimName) : nil,
            csi: source.hasCsi ? CSI(driver: source.csi.driver) : nil,
            downwardAPI: source.hasDownwardApi ? DownwardVolume(source.downwardApi) : nil,
            image: source.hasImage ? ImageVolume(reference: source.image.reference.nonEmpty) : nil)
    }
}

extension Volume.DownwardVolume {
    init(_ wire: WireDownwardVolume) { self.init(items: wire.items.map { File(path: $0.path) }) }
}

extension Volume.ConfigMapVolume {
    init(_ wire: WireObjectVolume) {
        self.init(
            name: wire.localObjectReference.name, items: wire.items.map(Volume.KeyToPath.init),
            optional: wire.hasOptional ? wire.optional : nil)
    }
}

extension Volume.SecretProjection {
    init(_ wire: WireObjectVolume) {
        self.init(
            name: wire.localObjectReference.name, items: wire.items.map(Volume.KeyToPath.init),
            optional: wire.hasOptional ? wire.optional : nil)
    }
}

extension Volume.SecretVolume {
    init(_ wire: WireSecretVolumeSource) {
        self.init(
            secretName: wire.secretName, items: wire.items.map(Volume.KeyToPath.init),
            optional: wire.hasOptional ? wire.optional : nil)
    }
}

extension Volume.ClusterTrustBundleProjection {
    init(_ wire: WireClusterTrustBundleProjection) {
        self.init(
            name: wire.hasName ? wire.name : nil, signerName: wire.hasSignerName ? wire.signerName : nil,
            labelSelector: wire.hasLabelSelector ? Selector(wire.labelSelector) : nil, path: wire.path,
            optional: wire.hasOptional ? wire.optional : nil)
    }
}

extension Volume.ClusterTrustBundleProjection.Selector {
    init(_ wire: WireLabelSelector) {
        self.init(
            matchLabels: wire.matchLabels,
            matchExpressions: wire.matchExpressions.map {
                Requirement(key: $0.key, operator: $0.operator, values: $0.values)
            })
    }
}

extension Volume.ProjectedVolume.Source {
    init(_ wire: WireVolumeProjection) {
        self.init(
            configMap: wire.hasConfigMap ? Volume.ConfigMapVolume(wire.configMap) : nil,
            secret: wire.hasSecret ? Volume.SecretProjection(wire.secret) : nil,
            clusterTrustBundle: wire.hasClusterTrustBundle
                ? Volume.ClusterTrustBundleProjection(wire.clusterTrustBundle) : nil,
            downwardAPI: wire.hasDownwardApi ? Volume.DownwardVolume(wire.downwardApi) : nil,
            serviceAccountToken: wire.hasServiceAccountToken
                ? Volume.TokenProjection(path: wire.serviceAccountToken.path) : nil)
    }
}

extension Volume.KeyToPath {
    init(_ wire: WireKeyToPath) { self.init(key: wire.key, path: wire.path) }
}
