/// How the object that holds a store is kept: by whom, and whether it can be changed at all.
package struct StoreUpkeep: Hashable, Sendable {
    /// Nil where the object's metadata names nobody.
    package var manager: StoreManager?
    /// An immutable ConfigMap or Secret can only be replaced by another one (core/v1 `ConfigMap.immutable`).
    package var isImmutable: Bool

    package init(manager: StoreManager? = nil, isImmutable: Bool = false) {
        self.manager = manager
        self.isImmutable = isImmutable
    }
}

/// Who writes an object, where the object's own metadata tells: what is changed there by hand is undone.
package enum StoreManager: Hashable, Sendable {
    /// trust-manager; `kind` is `Bundle` or `ClusterBundle`.
    case trustManager(kind: String, name: String)
    /// cert-manager; `issuer` is such as `ClusterIssuer corporate`.
    case certManager(certificate: String, issuer: String?)
    /// OpenShift's network operator, from the cluster's proxy configuration.
    case openShiftProxy
    /// OpenShift's service CA operator.
    case openShiftServiceCA
    /// kube-controller-manager: `kube-root-ca.crt`.
    case clusterRoot
    /// The controller that owns the object, such as `ExternalSecret db-ca`.
    case owner(kind: String, name: String)
    case helm(release: String)
    case argoCD(application: String)
    /// Flux; `kind` is `HelmRelease` or `Kustomization`.
    case flux(kind: String, name: String)
    /// What the label `app.kubernetes.io/managed-by` says.
    case tool(String)

    /// For sentences: `Bundle corporate-ca of trust-manager`.
    package var words: String {
        switch self {
        case .trustManager(let kind, let name): "\(kind) \(name) of trust-manager"
        case .certManager(let certificate, let issuer):
            "Certificate \(certificate) of cert-manager\(issuer.map { ", \($0)" } ?? "")"
        case .openShiftProxy: "OpenShift's cluster proxy"
        case .openShiftServiceCA: "OpenShift's service CA operator"
        case .clusterRoot: "kube-controller-manager"
        case .owner(let kind, let name): "\(kind) \(name)"
        case .helm(let release): "Helm release \(release)"
        case .argoCD(let application): "Argo CD application \(application)"
        case .flux(let kind, let name): "Flux \(kind) \(name)"
        case .tool(let name): name
        }
    }

    /// Whether the content is the manager's alone, so that nobody can add a root of another CA to it.
    package var decidesContent: Bool {
        switch self {
        case .certManager, .openShiftServiceCA, .clusterRoot: true
        case .trustManager, .openShiftProxy, .owner, .helm, .argoCD, .flux, .tool: false
        }
    }
}
