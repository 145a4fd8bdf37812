internal import FoundationEssentials
internal import Yams

/// One mapping of a kubeconfig, read field by field, so that a mistake can be named with its line.
///
/// Never puts a value into an error: any of them may be a secret.
struct YAMLFields {
    let node: Node
    let path: String

    init?(file bytes: [UInt8], path: String) throws(KubernetesError) {
        let root: Node?
        do {
            root = try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self))
        } catch let error as YamlError {
            throw Self.malformed(error, path)
        } catch {
            throw .malformedKubeconfig(path: path, line: nil, reason: "it is not YAML")
        }
        guard let root, !Self.isNull(root) else { return nil }
        try self.init(root, path: path, what: "a kubeconfig")
    }

    init(_ node: Node, path: String, what: String) throws(KubernetesError) {
        guard node.mapping != nil else {
            throw .malformedKubeconfig(
                path: path, line: node.mark?.line, reason: "expected \(what), which is a mapping")
        }
        self.node = node
        self.path = path
    }

    func malformed(_ key: String?, _ reason: String) -> KubernetesError {
        let mark = key.flatMap { node[$0]?.mark } ?? node.mark
        return .malformedKubeconfig(path: path, line: mark?.line, reason: reason)
    }

    func value(_ key: String) -> Node? { node[key].flatMap { Self.isNull($0) ? nil : $0 } }

    /// Nil where it is missing, null or empty: Go's zero value.
    func string(_ key: String) throws(KubernetesError) -> String? {
        guard let value = value(key) else { return nil }
        guard let text = value.scalar?.string else { throw malformed(key, "\(key) is not a string") }
        return text.nonEmpty
    }

    func flag(_ key: String) throws(KubernetesError) -> Bool {
        guard let value = value(key) else { return false }
        guard let flag = value.bool else { throw malformed(key, "\(key) is neither true nor false") }
        return flag
    }

    func strings(_ key: String) throws(KubernetesError) -> [String] {
        try list(key).map { item throws(KubernetesError) in
            guard let text = item.scalar?.string else { throw malformed(key, "\(key) is not a list of strings") }
            return text
        }
    }

    func list(_ key: String) throws(KubernetesError) -> [Node] {
        guard let value = value(key) else { return [] }
        guard let items = value.sequence else { throw malformed(key, "\(key) is not a list") }
        return Array(items)
    }

    func fields(_ key: String) throws(KubernetesError) -> YAMLFields? {
        guard let value = value(key) else { return nil }
        return try YAMLFields(value, path: path, what: key)
    }

    /// `key-data` in base64, else the file that `key` names.
    func source(_ key: String) throws(KubernetesError) -> ByteSource? {
        if let text = try string("\(key)-data") {
            guard let data = Data(base64Encoded: text.filter { !$0.isWhitespace }) else {
                throw malformed("\(key)-data", "\(key)-data is not base64")
            }
            return .data(Confidential([UInt8](data)))
        }
        return try file(key).map(ByteSource.file)
    }

    /// A path, seen from the folder of this kubeconfig.
    func file(_ key: String) throws(KubernetesError) -> String? {
        try string(key).map { FileBytes.resolve($0, besides: path) }
    }

    static func isNull(_ node: Node) -> Bool {
        guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    private static func malformed(_ error: YamlError, _ path: String) -> KubernetesError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            .malformedKubeconfig(path: path, line: mark.line, reason: problem)
        case .reader(let problem, _, _, _):
            .malformedKubeconfig(path: path, line: nil, reason: problem)
        case .duplicatedKeysInMapping(let keys, let context):
            .malformedKubeconfig(
                path: path, line: context.mark.line,
                reason: "\(keys.sorted().joined(separator: ", ")) stands there twice")
        default:
            .malformedKubeconfig(path: path, line: nil, reason: "it is not YAML")
        }
    }
}
