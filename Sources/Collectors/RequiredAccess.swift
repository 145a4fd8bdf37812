/// One rule of a role: verbs on resources of an API group.
package struct AccessRule: Hashable, Sendable {
    package enum Need: String, Hashable, Sendable {
        /// Without it part of the scan is a gap.
        case base
        /// Only with `--secrets`.
        case secrets
        /// Unless `--exec never`. Newer API servers ask for `create`, older ones for `get`, of a WebSocket.
        case exec
    }

    /// Empty for the core group, as in RBAC.
    package var group: String
    package var resource: String
    package var verbs: [String]
    package var need: Need

    package init(group: String = "", resource: String, verbs: [String], need: Need = .base) {
        self.group = group
        self.resource = resource
        self.verbs = verbs
        self.need = need
    }
}

/// Every right that a scan uses: roles, charts and `access` are checked against this list.
///
/// `get` on namespaces reads the UID of kube-system, and tells an empty namespace from one that does not exist;
/// `list` is used by `-A`, globs and `--namespace-selector` alone. ClusterTrustBundles belong to no namespace, and are listed only
/// where a workload projects one; service accounts have that right wherever the API has the kind
/// (`system:cluster-trust-bundle-discovery`).
package let requiredAccess: [AccessRule] = [
    AccessRule(resource: "namespaces", verbs: ["get", "list"]),
    AccessRule(resource: "pods", verbs: ["list"]),
    AccessRule(resource: "configmaps", verbs: ["list"]),
    AccessRule(resource: "replicationcontrollers", verbs: ["list"]),
    AccessRule(group: "apps", resource: "deployments", verbs: ["list"]),
    AccessRule(group: "apps", resource: "statefulsets", verbs: ["list"]),
    AccessRule(group: "apps", resource: "daemonsets", verbs: ["list"]),
    AccessRule(group: "apps", resource: "replicasets", verbs: ["list"]),
    AccessRule(group: "batch", resource: "jobs", verbs: ["list"]),
    AccessRule(group: "batch", resource: "cronjobs", verbs: ["list"]),
    AccessRule(group: "certificates.k8s.io", resource: "clustertrustbundles", verbs: ["list"]),
    AccessRule(resource: "secrets", verbs: ["get"], need: .secrets),
    AccessRule(resource: "pods/exec", verbs: ["create", "get"], need: .exec),
]
