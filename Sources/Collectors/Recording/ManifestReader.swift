import FoundationEssentials
import Kubernetes
import ScanModel
import Yams

/// Reads manifests and recordings: YAML of any number of documents, JSON, lists and single objects.
struct ManifestReader {
    private(set) var objects: [any KubernetesObject] = []
    private(set) var gaps: [Gap] = []
    /// What went wrong first, for a file of which nothing can be read.
    private(set) var firstFailure: (line: Int?, reason: String)?

    /// Reads a file; its name is for gaps.
    mutating func read(_ text: String, name: String) {
        if text.first(where: { !$0.isWhitespace }) == "{" {
            readJSON(text, name: name)
        } else {
            for document in YAMLPiece.documents(text) { readYAML(document, name: name) }
        }
    }

    mutating func fail(name: String, line: Int?, reason: GapReason = .unreadableFile, detail: String) {
        firstFailure = firstFailure ?? (line, detail)
        gaps.append(
            Gap(resource: name, reason: reason, detail: "\(line.map { "line \($0): " } ?? "")\(detail)"))
    }

    private mutating func readJSON(_ text: String, name: String) {
        do {
            take(try JSONDecoder().decode(RecordedItem.self, from: Data(text.utf8)), name: name, line: nil)
        } catch {
            // Several JSON objects one after the other are YAML documents to nobody, but one object may be YAML flow
            // style.
            if let node = try? Yams.compose(yaml: text), node.mapping != nil {
                readYAML(YAMLPiece(text: text, firstLine: 1), name: name)
            } else {
                fail(name: name, line: jsonErrorLine(text), detail: "not JSON")
            }
        }
    }

    private mutating func readYAML(_ piece: YAMLPiece, name: String) {
        guard let (outer, items) = piece.listItems() else {
            decode(piece, defaultKind: nil, name: name)
            return
        }
        let kind = (try? Yams.compose(yaml: outer))?.mapping?["kind"]?.string
        let itemKind = kind.flatMap { $0.hasSuffix("List") && $0 != "List" ? String($0.dropLast(4)) : nil }
        for item in items { decode(item, defaultKind: itemKind, name: name) }
    }

    private mutating func decode(_ piece: YAMLPiece, defaultKind: String?, name: String) {
        do {
            guard let node = try Yams.compose(yaml: piece.text) else { return }
            var userInfo: [CodingUserInfoKey: Any] = [:]
            if let key = CodingUserInfoKey.defaultKind, let defaultKind { userInfo[key] = defaultKind }
            let line = node.mark.map { piece.firstLine + $0.line - 1 }
            take(try YAMLDecoder().decode(RecordedItem.self, from: node, userInfo: userInfo), name: name, line: line)
        } catch {
            let (line, reason) = yamlWords(error)
            fail(name: name, line: line.map { piece.firstLine + $0 - 1 } ?? piece.firstLine, detail: reason)
        }
    }

    private mutating func take(_ item: RecordedItem, name: String, line: Int?) {
        switch item {
        case .object(let object): objects.append(object)
        case .list(let items): for item in items { take(item, name: name, line: line) }
        case .other: break
        case .malformed(let kind, let object, let reason):
            let words = object.map { "\(kind) \($0)" } ?? kind
            fail(name: name, line: line, detail: "\(words): \(reason)")
        }
    }
}

/// Line and reason of a YAML error, without the text that Yams keeps in it.
func yamlWords(_ error: any Error) -> (line: Int?, reason: String) {
    guard let error = error as? YamlError else { return (nil, decodingWords(error)) }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        return (mark.line, "not YAML: \(problem)")
    case .reader(let problem, _, _, _): return (nil, "not YAML: \(problem)")
    case .duplicatedKeysInMapping(_, let context): return (context.mark.line, "not YAML: a key stands twice")
    default: return (nil, "not YAML")
    }
}
