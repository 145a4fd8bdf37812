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
    package var downwardAPI: DownwardVolume?
    package var image: ImageVolume?

    package init(
        name: String, configMap: ConfigMapVolume? = nil, secret: SecretVolume? = nil, projected: ProjectedVolume? = nil,
        emptyDir: EmptyDirectory? = nil, hostPath: HostPath? = nil, persistentVolumeClaim: Claim? = nil,
        csi: CSI? = nil, downwardAPI: DownwardVolume? = nil, image: ImageVolume? = nil
    ) {
        self.name = name
        self.configMap = configMap
        self.secret = secret
        self.projected = projected
        self.emptyDir = emptyDir
        self.hostPath = hostPath
        self.persistentVolumeClaim = persistentVolumeClaim
        self.csi = csi
        self.downwardAPI = downwardAPI
        self.image = image
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

    /// One ClusterTrustBundle by `name`, or those of a signer whose labels match.
    package struct ClusterTrustBundleProjection: Codable, Sendable, Hashable {
        package var name: String?
        package var signerName: String?
        /// Nil matches nothing; an empty one matches every bundle of the signer.
        package var labelSelector: Selector?
        package var path: String
        package var optional: Bool?
        package init(
            name: String? = nil, signerName: String? = nil, labelSelector: Selector? = nil, path: String,
            optional: Bool? = nil
        ) {
            self.name = name
            self.signerName = signerName
            self.labelSelector = labelSelector
            self.path = path
            self.optional = optional
        }

        /// meta/v1 `LabelSelector`.
        package struct Selector: Codable, Sendable, Hashable {
            package var matchLabels: [String: String]
            package var matchExpressions: [Requirement]
            package init(matchLabels: [String: String] = [:], matchExpressions: [Requirement] = []) {
                self.matchLabels = matchLabels
                self.matchExpressions = matchExpressions
            }

            package struct Requirement: Codable, Sendable, Hashable {
                package var key: String
                /// `In`, `NotIn`, `Exists` or `DoesNotExist`.
                package var `operator`: String
                package var values: [String]
                package init(key: String, operator: String, values: [String] = []) {
                    self.key = key
                    self.operator = `operator`
                    self.values = values
                }
            }
        }
    }

    /// Fields of the pod as files; in a projected volume too.
    package struct DownwardVolume: Codable, Sendable, Hashable {
        package var items: [File]
        package init(items: [File] = []) { self.items = items }

        package struct File: Codable, Sendable, Hashable {
            package var path: String
            package init(path: String) { self.path = path }
        }
    }

    package struct TokenProjection: Codable, Sendable, Hashable {
        package var path: String
        package init(path: String) { self.path = path }
    }

    /// An OCI image or artifact, mounted (Kubernetes 1.31 and later).
    package struct ImageVolume: Codable, Sendable, Hashable {
        package var reference: String?
        package init(reference: String? = nil) { self.reference = reference }
    }

    package struct ProjectedVolume: Codable, Sendable, Hashable {
        package var sources: [Source]
        package init(sources: [Source] = []) { self.sources = sources }

        /// One of them is set; none where the source is of a kind that is not known here, such as `podCertificate`.
        package struct Source: Codable, Sendable, Hashable {
            package var configMap: ConfigMapVolume?
            package var secret: SecretProjection?
            package var clusterTrustBundle: ClusterTrustBundleProjection?
            package var downwardAPI: DownwardVolume?
            package var serviceAccountToken: TokenProjection?
            package init(
                configMap: ConfigMapVolume? = nil, secret: SecretProjection? = nil,
                clusterTrustBundle: ClusterTrustBundleProjection? = nil, downwardAPI: DownwardVolume? = nil,
                serviceAccountToken: TokenProjection? = nil
            ) {
                self.configMap = configMap
                self.secret = secret
                self.clusterTrustBundle = clusterTrustBundle
                self.downwardAPI = downwardAPI
                self.serviceAccountToken = serviceAccountToken
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
