import Kubernetes
import ScanModel

/// What an object's metadata tells of who keeps it; everything else in it is dropped.
struct ObjectMarks: Hashable, Sendable {
    /// Labels, annotations and owners that say who writes the object.
    let metadata: ObjectMeta
    let isImmutable: Bool

    init(_ metadata: ObjectMeta, isImmutable: Bool? = nil) {
        var kept = ObjectMeta(name: metadata.name, namespace: metadata.namespace)
        kept.labels = metadata.labels.filter { Self.labels.contains($0.key) }
        kept.annotations = metadata.annotations
        kept.ownerReferences = metadata.ownerReferences.filter { $0.controller == true }
        self.metadata = kept
        self.isImmutable = isImmutable == true
    }

    private static let labels: Set<String> = [
        "trust.cert-manager.io/bundle", "trust-manager.io/bundle", "inject.trust-manager.io/bundle-name",
        "config.openshift.io/inject-trusted-cabundle", "helm.toolkit.fluxcd.io/name",
        "kustomize.toolkit.fluxcd.io/name",
        "argocd.argoproj.io/instance", "app.kubernetes.io/managed-by",
    ]

    /// Who keeps one key of the object, and whether it can be changed.
    func upkeep(key: String) -> StoreUpkeep { StoreUpkeep(manager: manager(key: key), isImmutable: isImmutable) }

    /// Controllers first, as they write the content itself; tools that write the object then.
    private func manager(key: String) -> StoreManager? {
        controller(key: key) ?? deployment
    }

    private func controller(key: String) -> StoreManager? {
        // trust-manager, `pkg/apis`: `BundleLabelKey`, and the injector's label.
        if let name = metadata.labels["trust.cert-manager.io/bundle"] {
            return .trustManager(kind: "Bundle", name: name)
        }
        if let name = metadata.labels["trust-manager.io/bundle"] {
            return .trustManager(kind: "ClusterBundle", name: name)
        }
        if let name = metadata.labels["inject.trust-manager.io/bundle-name"] {
            return .trustManager(kind: "Bundle", name: name)
        }
        if let owner = metadata.controller, ["Bundle", "ClusterBundle"].contains(owner.kind),
            ["trust.cert-manager.io/", "trust-manager.io/"].contains(where: owner.apiVersion.hasPrefix)
        {
            return .trustManager(kind: owner.kind, name: owner.name)
        }
        if let certificate = metadata.annotations["cert-manager.io/certificate-name"] {
            let issuer = metadata.annotations["cert-manager.io/issuer-name"].map { name in
                "\(metadata.annotations["cert-manager.io/issuer-kind"] ?? "Issuer") \(name)"
            }
            return .certManager(certificate: certificate, issuer: issuer)
        }
        // The network operator empties such a ConfigMap of all other keys.
        if metadata.labels["config.openshift.io/inject-trusted-cabundle"] == "true", key == "ca-bundle.crt" {
            return .openShiftProxy
        }
        if key == "service-ca.crt",
            metadata.annotations["service.beta.openshift.io/inject-cabundle"] == "true"
                || metadata.name == "openshift-service-ca.crt"
        {
            return .openShiftServiceCA
        }
        if metadata.name == "kube-root-ca.crt", key == "ca.crt" { return .clusterRoot }
        return metadata.controller.map { .owner(kind: $0.kind, name: $0.name) }
    }

    private var deployment: StoreManager? {
        if let name = metadata.labels["helm.toolkit.fluxcd.io/name"] { return .flux(kind: "HelmRelease", name: name) }
        // `application:group/Kind:namespace/name`
        if let name = metadata.annotations["argocd.argoproj.io/tracking-id"]?.prefix(while: { $0 != ":" }),
            !name.isEmpty
        {
            return .argoCD(application: String(name))
        }
        if let name = metadata.labels["argocd.argoproj.io/instance"] { return .argoCD(application: name) }
        if let name = metadata.labels["kustomize.toolkit.fluxcd.io/name"] {
            return .flux(kind: "Kustomization", name: name)
        }
        if let release = metadata.annotations["meta.helm.sh/release-name"] { return .helm(release: release) }
        let tool = metadata.labels["app.kubernetes.io/managed-by"].flatMap { $0.isEmpty ? nil : $0 }
        return tool.map(StoreManager.tool)
    }
}
