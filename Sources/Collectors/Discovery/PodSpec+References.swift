import Kubernetes
import ScanModel

extension PodSpec {
    /// Every ConfigMap and Secret that the containers read, by environment or volume.
    ///
    /// - Parameters:
    ///   - namespace: of the pod.
    ///   - withPullSecrets: also those with which its images are pulled.
    /// - Returns: their names, each once.
    func references(namespace: String, withPullSecrets: Bool = false) -> Set<ObjectKey> {
        var keys: Set<ObjectKey> = []
        func add(_ kind: ObjectKey.Kind, _ name: String?) {
            guard let name, !name.isEmpty else { return }
            keys.insert(ObjectKey(kind: kind, namespace: namespace, name: name))
        }
        if withPullSecrets { for reference in imagePullSecrets { add(.secret, reference.name) } }
        for container in initContainers + containers + ephemeralContainers {
            for variable in container.env {
                add(.configMap, variable.valueFrom?.configMapKeyRef?.name)
                add(.secret, variable.valueFrom?.secretKeyRef?.name)
            }
            for source in container.envFrom {
                add(.configMap, source.configMapRef?.name)
                add(.secret, source.secretRef?.name)
            }
            let words = container.command + container.args + container.env.compactMap(\.value)
            if words.contains(where: Self.namesServiceAccount) {
                for (name, _) in Self.serviceAccountCertificates { add(.configMap, name) }
            }
        }
        for volume in volumes {
            add(.configMap, volume.configMap?.name)
            add(.secret, volume.secret?.secretName)
            for source in volume.projected?.sources ?? [] {
                add(.configMap, source.configMap?.name)
                add(.secret, source.secret?.name)
            }
        }
        return keys
    }

    /// Where every service account's token is mounted; images and apps rely on that path.
    static let serviceAccountFolder = "/var/run/secrets/kubernetes.io/serviceaccount"

    /// Whether a word of a command or the value of a variable leads there.
    static func namesServiceAccount(_ text: String) -> Bool { serviceAccountWords.occur(in: text) }

    private static let serviceAccountWords = KnownWords([serviceAccountFolder])

    /// The ConfigMaps of which the API server projects a key into that folder, OpenShift's own among them, and the keys.
    static let serviceAccountCertificates = [
        ("kube-root-ca.crt", "ca.crt"), ("openshift-service-ca.crt", "service-ca.crt"),
    ]

    var bundleProjections: [Volume.ClusterTrustBundleProjection] {
        volumes.flatMap { $0.projected?.sources ?? [] }.compactMap(\.clusterTrustBundle)
    }

    /// The spec without what admission and the kubelet add to each pod by itself, so that replicas are equal: the
    /// service account's token, the node, and the names of claims.
    var normalized: PodSpec {
        var spec = self
        let tokens = Set(
            volumes.lazy.filter { $0.name.hasPrefix("kube-api-access-") }.map(\.name)
                + allContainers.flatMap(\.volumeMounts).filter(\.isServiceAccountToken).map(\.name))
        spec.volumes.removeAll { tokens.contains($0.name) }
        for index in spec.volumes.indices where spec.volumes[index].persistentVolumeClaim != nil {
            spec.volumes[index].persistentVolumeClaim = Volume.Claim(claimName: "")
        }
        func withoutTokens(_ containers: [Container]) -> [Container] {
            containers.map { container in
                var container = container
                container.volumeMounts.removeAll { tokens.contains($0.name) }
                return container
            }
        }
        spec.containers = withoutTokens(containers)
        spec.initContainers = withoutTokens(initContainers)
        spec.ephemeralContainers = withoutTokens(ephemeralContainers)
        spec.nodeName = nil
        spec.nodeSelector = nodeSelector.filter {
            $0.key.hasSuffix("kubernetes.io/os") || $0.key.hasSuffix("kubernetes.io/arch")
        }
        return spec
    }

    private var allContainers: [Container] { initContainers + containers + ephemeralContainers }
}

extension VolumeMount {
    fileprivate var isServiceAccountToken: Bool { mountPath.hasPrefix(PodSpec.serviceAccountFolder) }
}
