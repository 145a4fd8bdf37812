import Kubernetes

extension CodingUserInfoKey {
    /// The kind of items that do not say theirs: those of a `PodList`.
    static let defaultKind = CodingUserInfoKey(rawValue: "trustsweep.defaultKind")
}

/// One object of a manifest or recording, of whatever kind.
///
/// Decoding never fails for an object of a known kind: what is wrong with it becomes ``malformed(kind:name:reason:)``,
/// so that the others of its list are read.
enum RecordedItem: Decodable {
    case object(any KubernetesObject)
    case list([RecordedItem])
    /// A kind that a scan does not read, or no Kubernetes object.
    case other
    case malformed(kind: String, name: String?, reason: String)

    private enum Key: String, CodingKey { case kind, apiVersion, items, metadata }

    private struct Name: Decodable { var name: String? }

    /// The kinds that a scan reads.
    private static let types: [any KubernetesObject.Type] = [
        Namespace.self, Pod.self, Deployment.self, StatefulSet.self, DaemonSet.self, ReplicaSet.self,
        ReplicationController.self, Job.self, CronJob.self, ConfigMap.self, RecordedSecret.self,
        ClusterTrustBundle.self,
    ]

    init(from decoder: any Decoder) throws {
        let kind = CodingUserInfoKey.defaultKind.flatMap { decoder.userInfo[$0] as? String }
        try self.init(from: decoder, defaultKind: kind)
    }

    private init(from decoder: any Decoder, defaultKind: String?) throws {
        guard let container = try? decoder.container(keyedBy: Key.self) else {
            self = .other
            return
        }
        guard let kind = (try? container.decode(String.self, forKey: .kind)) ?? defaultKind else {
            self = .other
            return
        }
        if kind.hasSuffix("List"), container.contains(.items) {
            self = try Self.list(container, kind: kind)
            return
        }
        let version = try? container.decode(String.self, forKey: .apiVersion)
        guard let type = Self.types.first(where: { $0.resource.kind == kind && Self.isGroup(version, of: $0.resource) })
        else {
            self = .other
            return
        }
        do {
            self = .object(try type.init(from: decoder))
        } catch {
            let name = (try? container.decode(Name.self, forKey: .metadata))?.name
            self = .malformed(kind: kind, name: name, reason: decodingWords(error))
        }
    }

    private static func list(_ container: KeyedDecodingContainer<Key>, kind: String) throws -> RecordedItem {
        let itemKind = kind == "List" ? nil : String(kind.dropLast("List".count))
        guard var items = try? container.nestedUnkeyedContainer(forKey: .items) else { return .list([]) }
        var result: [RecordedItem] = []
        while !items.isAtEnd {
            result.append(try RecordedItem(from: items.superDecoder(), defaultKind: itemKind))
        }
        return .list(result)
    }

    /// A `Job` of another API group is another thing; without an apiVersion the kind decides.
    private static func isGroup(_ apiVersion: String?, of resource: APIResource) -> Bool {
        guard let apiVersion else { return true }
        let group = apiVersion.contains("/") ? apiVersion.prefix { $0 != "/" } : ""
        return group == resource.group || (group == "extensions" && resource.group == "apps")
    }
}

/// What is wrong with an object, by its path alone: the decoder's own words may quote a value.
func decodingWords(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return "not readable" }
    let (context, words): (DecodingError.Context, String) =
        switch error {
        case .keyNotFound(let key, let context): (context, "has no \(key.stringValue)")
        case .typeMismatch(_, let context): (context, "has the wrong type")
        case .valueNotFound(_, let context): (context, "has no value")
        case .dataCorrupted(let context): (context, "is not readable")
        @unknown default: (DecodingError.Context(codingPath: [], debugDescription: ""), "is not readable")
        }
    let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
    return path.isEmpty ? "it \(words)" : "\(path.drop { $0 == "." }) \(words)"
}
