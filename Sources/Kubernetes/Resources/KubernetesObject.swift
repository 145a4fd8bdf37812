/// A kind that the client can list and get: only the fields that a sweep reads.
///
/// Decodable from JSON and YAML (manifests, `kubectl get -o json`); ``BuiltInObject`` adds the protobuf form.
package protocol KubernetesObject: Codable, Sendable {
    static var resource: APIResource { get }
    var metadata: ObjectMeta { get set }
}

/// Where a kind lives in the API.
package struct APIResource: Hashable, Sendable {
    /// Empty for the core group.
    package var group: String
    /// Newest first: an older API server answers 404 to the first (`batch/v1` CronJobs before 1.21).
    package var versions: [String]
    /// As in URLs and RBAC: `configmaps`.
    package var name: String
    /// As in manifests: `ConfigMap`.
    package var kind: String
    package var isNamespaced: Bool

    package init(group: String = "", versions: [String] = ["v1"], name: String, kind: String, isNamespaced: Bool = true)
    {
        self.group = group
        self.versions = versions
        self.name = name
        self.kind = kind
        self.isNamespaced = isNamespaced
    }

    /// Every `apiVersion` that a manifest of this kind may carry.
    package var apiVersions: [String] { versions.map { group.isEmpty ? $0 : "\(group)/\($0)" } }
}

package struct ObjectMeta: Codable, Sendable, Hashable {
    package var name: String
    package var namespace: String?
    package var uid: String?
    package var labels: [String: String]
    package var annotations: ManagementAnnotations
    package var ownerReferences: [OwnerReference]

    package init(
        name: String, namespace: String? = nil, uid: String? = nil, labels: [String: String] = [:],
        annotations: ManagementAnnotations = ManagementAnnotations(), ownerReferences: [OwnerReference] = []
    ) {
        self.name = name
        self.namespace = namespace
        self.uid = uid
        self.labels = labels
        self.annotations = annotations
        self.ownerReferences = ownerReferences
    }

    /// The owner that manages the object (`controller: true`); at most one.
    package var controller: OwnerReference? { ownerReferences.first { $0.controller == true } }
}

package struct OwnerReference: Codable, Sendable, Hashable {
    package var apiVersion: String
    package var kind: String
    package var name: String
    package var uid: String?
    package var controller: Bool?

    package init(apiVersion: String, kind: String, name: String, uid: String? = nil, controller: Bool? = nil) {
        self.apiVersion = apiVersion
        self.kind = kind
        self.name = name
        self.uid = uid
        self.controller = controller
    }
}

// Kubernetes leaves empty lists and maps out of its JSON; these overloads make synthesized decoding read that as empty.
extension KeyedDecodingContainer {
    func decode<Element: Decodable>(_ type: [Element].Type, forKey key: Key) throws -> [Element] {
        try decodeIfPresent(type, forKey: key) ?? []
    }

    func decode<Value: Decodable>(_ type: [String: Value].Type, forKey key: Key) throws -> [String: Value] {
        try decodeIfPresent(type, forKey: key) ?? [:]
    }

    func decode(_ type: ManagementAnnotations.Type, forKey key: Key) throws -> ManagementAnnotations {
        try decodeIfPresent(type, forKey: key) ?? ManagementAnnotations()
    }
}
