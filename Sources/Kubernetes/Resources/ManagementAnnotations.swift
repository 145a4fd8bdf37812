/// The annotations by which controllers and deployment tools mark what they write, and no other: `last-applied-configuration`
/// holds whole Secrets, and a password may stand in any.
package struct ManagementAnnotations: Codable, Sendable, Hashable {
    package private(set) var values: [String: String]

    /// The keys that are kept.
    package static let keys: Set<String> = [
        "argocd.argoproj.io/tracking-id", "cert-manager.io/certificate-name", "cert-manager.io/issuer-kind",
        "cert-manager.io/issuer-name", "meta.helm.sh/release-name", "meta.helm.sh/release-namespace",
        "service.beta.openshift.io/inject-cabundle", "trust-manager.io/hash", "trust.cert-manager.io/hash",
    ]

    /// Longer than any name that Kubernetes takes, with the rest of a tracking id around it.
    private static let longestValue = 1024

    package init(_ annotations: [String: String] = [:]) {
        values = annotations.filter { Self.keys.contains($0.key) && $0.value.utf8.count <= Self.longestValue }
    }

    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode([String: String].self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(values)
    }

    package subscript(key: String) -> String? { values[key] }
}
