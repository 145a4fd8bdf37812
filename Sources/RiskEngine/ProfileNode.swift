import FoundationEssentials
import Yams

/// One field of a profile's YAML and where it stands, so that every error names file, field and line.
struct ProfileNode {
    private let node: Node
    private let file: String
    private let field: String

    init(yaml: String, file: String) throws(ProfileError) {
        self.file = file
        self.field = ""
        do {
            node = try Yams.compose(yaml: yaml) ?? Node("")
        } catch let error as YamlError {
            throw ProfileError(
                file: file, field: "", line: Self.line(of: error), problem: .notYAML(Self.words(of: error)))
        } catch {
            throw ProfileError(file: file, field: "", line: nil, problem: .notYAML("it cannot be parsed"))
        }
    }

    private init(node: Node, file: String, field: String) {
        self.node = node
        self.file = file
        self.field = field
    }

    func error(_ problem: ProfileError.Problem) -> ProfileError {
        ProfileError(file: file, field: field, line: node.mark?.line, problem: problem)
    }

    /// The fields that are not listed, each as an error of its own.
    ///
    /// - Throws: where the node is no mapping.
    func unknownFields(besides names: Set<String>) throws(ProfileError) -> [ProfileError] {
        guard let mapping = node.mapping else { throw error(.wrongKind(expected: "a mapping")) }
        return mapping.compactMap { key, _ in
            let name = key.scalar?.string ?? "?"
            guard !names.contains(name) else { return nil }
            return ProfileNode(node: key, file: file, field: path(name)).error(.unknownField)
        }
    }

    /// The names of a mapping's fields and their nodes, in order; empty where it is none.
    var fields: [(name: String, node: ProfileNode)] {
        (node.mapping ?? [:]).map { key, _ in
            let name = key.scalar?.string ?? "?"
            return (name, ProfileNode(node: key, file: file, field: path(name)))
        }
    }

    func optional(_ name: String) throws(ProfileError) -> ProfileNode? {
        guard let mapping = node.mapping else { throw error(.wrongKind(expected: "a mapping")) }
        for (key, value) in mapping where key.scalar?.string == name {
            return ProfileNode(node: value, file: file, field: path(name))
        }
        return nil
    }

    func required(_ name: String) throws(ProfileError) -> ProfileNode {
        guard let value = try optional(name) else {
            throw ProfileError(file: file, field: path(name), line: node.mark?.line, problem: .missing)
        }
        return value
    }

    func items(mayBeEmpty: Bool = false) throws(ProfileError) -> [ProfileNode] {
        guard let sequence = node.sequence else { throw error(.wrongKind(expected: "a list")) }
        guard mayBeEmpty || !sequence.isEmpty else { throw error(.wrongKind(expected: "a list with an entry")) }
        return sequence.enumerated().map { ProfileNode(node: $1, file: file, field: "\(field)[\($0)]") }
    }

    func text() throws(ProfileError) -> String {
        guard let text = node.scalar?.string, !text.isEmpty else { throw error(.wrongKind(expected: "text")) }
        guard !(text.hasPrefix("<") && text.hasSuffix(">")) else { throw error(.placeholder(text)) }
        return text
    }

    func expect(_ value: String) throws(ProfileError) {
        let found = try text()
        guard found == value else { throw error(.wrongValue(found, expected: value)) }
    }

    func flag() throws(ProfileError) -> Bool {
        let text = try text()
        guard let flag = Bool(text) else { throw error(.wrongValue(text, expected: "true or false")) }
        return flag
    }

    func date() throws(ProfileError) -> Date {
        let text = try text()
        guard let date = Timestamp.date(text) else { throw error(.badDate(text)) }
        return date
    }

    private func path(_ name: String) -> String { field.isEmpty ? name : "\(field).\(name)" }

    private static func line(of error: YamlError) -> Int? {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        default: nil
        }
    }

    private static func words(of error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _): problem
        case .duplicatedKeysInMapping(let names, _): "\"\(names.joined(separator: ", "))\" stands twice"
        default: "it cannot be parsed"
        }
    }
}
