package import struct FoundationEssentials.Data

package struct ConfigMap: KubernetesObject {
    package static let resource = APIResource(name: "configmaps", kind: "ConfigMap")
    package var metadata: ObjectMeta
    package var data: [String: String]
    /// Base64 in JSON.
    package var binaryData: [String: Data]
    package var immutable: Bool?
    package init(
        metadata: ObjectMeta, data: [String: String] = [:], binaryData: [String: Data] = [:], immutable: Bool? = nil
    ) {
        self.metadata = metadata
        self.data = data
        self.binaryData = binaryData
        self.immutable = immutable
    }
}

package struct Secret: KubernetesObject {
    package static let resource = APIResource(name: "secrets", kind: "Secret")
    package var metadata: ObjectMeta
    package var data: [String: Data]
    package var immutable: Bool?
    package init(metadata: ObjectMeta, data: [String: Data] = [:], immutable: Bool? = nil) {
        self.metadata = metadata
        self.data = data
        self.immutable = immutable
    }
}

/// A cluster-wide set of trust anchors that pods project into a file.
package struct ClusterTrustBundle: KubernetesObject {
    /// `v1alpha1` from Kubernetes 1.27 and `v1beta1` from 1.33, both only where they are enabled; the fields are the same in all.
    package static let resource = APIResource(
        group: "certificates.k8s.io", versions: ["v1", "v1beta1", "v1alpha1"], name: "clustertrustbundles",
        kind: "ClusterTrustBundle", isNamespaced: false)
    package var metadata: ObjectMeta
    package var spec: Spec
    package init(metadata: ObjectMeta, spec: Spec) {
        self.metadata = metadata
        self.spec = spec
    }

    package struct Spec: Codable, Sendable, Hashable {
        package var signerName: String?
        /// PEM, certificates alone: the API server refuses anything else.
        package var trustBundle: String
        package init(signerName: String? = nil, trustBundle: String) {
            self.signerName = signerName
            self.trustBundle = trustBundle
        }
    }
}
