/// A volume; where no source is set, it is of a kind that the API shows no content of.
package struct Volume: Codable, Sendable, Hashable {
    package var name: String
    package var configMap: ConfigMapVolume?
    package var secret: SecretVolume?
    package var projected: ProjectedVolume?
    package var emptyDir: EmptyDirectory?
    package var hostPath: HostPath?
    package var persistentVolumeClaim: Claim?
    package var csi: CSI?

    package init(
        name: String, configMap: ConfigMapVolume? = nil, secret: SecretVolume? = nil, projected: ProjectedVolume? = nil,
        emptyDir: EmptyDirectory? = nil, hostPath: HostPath? = nil, persistentVolumeClaim: Claim? = nil, csi: CSI? = nil
    ) {
        self.name = name
        self.configMap = configMap
        self.secret = secret
        self.projected = projected
        self.emptyDir = emptyDir
        self.hostPath = hostPath
        self.persistentVolumeClaim = persistentVolumeClaim
        self.csi = csi
    }

    /// A ConfigMap, as a volume or as a part of a projected one.
    package struct ConfigMapVolume: Codable, Sendable, Hashable {
        package var name: String
        package var items: [KeyToPath]
        package var optional: Bool?
        package init(name: String, items: [KeyToPath] = [], optional: Bool? = nil) {
            self.name = name
            self.items = items
            self.optional = optional
        }
    }

    /// A Secret as a volume; in a projected volume the same thing is called ``SecretProjection``.
    package struct SecretVolume: Codable, Sendable, Hashable {
        package var secretName: String
        package var items: [KeyToPath]
        package var optional: Bool?
        package init(secretName: String, items: [KeyToPath] = [], optional: Bool? = nil) {
            self.secretName = secretName
            self.items = items
            self.optional = optional
        }
    }

    package struct SecretProjection: Codable, Sendable, Hashable {
        package var name: String
        package var items: [KeyToPath]
        package var optional: Bool?
        package init(name: String, items: [KeyToPath] = [], optional: Bool? = nil) {
            self.name = name
            self.items = items
            self.optional = optional
        }
    }

    package struct ClusterTrustBundleProjection: Codable, Sendable, Hashable {
        package var name: String?
        package var signerName: String?
        package var path: String
        package var optional: Bool?
        package init(name: String? = nil, signerName: String? = nil, path: String, optional: Bool? = nil) {
            self.name = name
            self.signerName = signerName
            self.path = path
            self.optional = optional
        }
    }

    package struct ProjectedVolume: Codable, Sendable, Hashable {
        package var sources: [Source]
        package init(sources: [Source] = []) { self.sources = sources }

        package struct Source: Codable, Sendable, Hashable {
            package var configMap: ConfigMapVolume?
            package var secret: SecretProjection?
            package var clusterTrustBundle: ClusterTrustBundleProjection?
            package init(
                configMap: ConfigMapVolume? = nil, secret: SecretProjection? = nil,
                clusterTrustBundle: ClusterTrustBundleProjection? = nil
            ) {
                self.configMap = configMap
                self.secret = secret
                self.clusterTrustBundle = clusterTrustBundle
            }
        }
    }

    package struct KeyToPath: Codable, Sendable, Hashable {
        package var key: String
        package var path: String
        package init(key: String, path: String) {
            self.key = key
            self.path = path
        }
    }

    package struct EmptyDirectory: Codable, Sendable, Hashable { package init() {} }

    package struct HostPath: Codable, Sendable, Hashable {
        package var path: String
        package init(path: String) { self.path = path }
    }

    package struct Claim: Codable, Sendable, Hashable {
        package var claimName: String
        package init(claimName: String) { self.claimName = claimName }
    }

    package struct CSI: Codable, Sendable, Hashable {
        package var driver: String
        package init(driver: String) { self.driver = driver }
    }
}
