import Yams

/// YAML of any number of documents, flattened: `a.b`, `list[0].name`; what `<<` merges stands behind a mapping's own members.
enum YAMLFile: ConfigFormat {
    /// A bomb of aliases grows without end when it is flattened.
    private static let limit = 20_000

    static func recognizes(key: String, text: String) -> Bool {
        let key = key.lowercased()
        return key.hasSuffix(".yaml") || key.hasSuffix(".yml")
    }

    static func entries(_ text: String, key: String) throws(ConfigFileError) -> [ConfigEntry] {
        var entries: [ConfigEntry] = []
        for piece in YAMLPiece.documents(text) {
            let node: Node?
            do {
                node = try Yams.compose(yaml: piece.text)
            } catch {
                let (line, reason) = yamlWords(error)
                throw ConfigFileError(line: line.map { piece.firstLine + $0 - 1 } ?? piece.firstLine, reason: reason)
            }
            if let node { try flatten(node, name: "", into: &entries, depth: 0) }
        }
        return entries
    }

    /// JSON, which is YAML too.
    static func render(_ entries: [ConfigEntry]) -> String { JSONFile.render(entries) }

    private static func flatten(
        _ node: Node, name: String, into entries: inout [ConfigEntry], depth: Int
    ) throws(ConfigFileError) {
        guard depth < 64, entries.count < limit else {
            throw ConfigFileError(line: node.mark?.line, reason: "too large or nested too deep")
        }
        switch node {
        case .scalar(let scalar): entries.append(ConfigEntry(name: name, value: scalar.string))
        case .mapping(let mapping):
            var merged: [Node] = []
            for (key, value) in mapping {
                let key = key.scalar?.string ?? ""
                if key == "<<" {
                    merged += value.sequence.map(Array.init) ?? [value]
                } else {
                    try flatten(value, name: name.isEmpty ? key : "\(name).\(key)", into: &entries, depth: depth + 1)
                }
            }
            // Of equal names the first one counts, as a mapping's own member beats a merged one (YAML's merge key type).
            for node in merged { try flatten(node, name: name, into: &entries, depth: depth + 1) }
        case .sequence(let sequence):
            for (index, value) in sequence.enumerated() {
                try flatten(value, name: "\(name)[\(index)]", into: &entries, depth: depth + 1)
            }
        case .alias: break
        }
    }
}
