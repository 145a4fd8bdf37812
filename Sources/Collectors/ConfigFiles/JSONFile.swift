import FoundationEssentials

/// JSON, with the comments and trailing commas that .NET and Node tools accept, flattened as ``YAMLFile`` does.
enum JSONFile: ConfigFormat {
    static func recognizes(key: String, text: String) -> Bool {
        let key = key.lowercased()
        if key.hasSuffix(".json") || key.hasSuffix(".jsonc") { return true }
        let isOther = key.contains(".") && !key.hasSuffix(".txt") && !key.hasSuffix(".conf")
        return !isOther && text.first { !$0.isWhitespace } == "{" && text.contains("\"")
    }

    static func entries(_ text: String, key: String) throws(ConfigFileError) -> [ConfigEntry] {
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        do {
            var entries: [ConfigEntry] = []
            try decoder.decode(Value.self, from: Data(text.utf8)).flatten("", into: &entries)
            return entries
        } catch {
            throw ConfigFileError(line: jsonErrorLine(text), reason: "not JSON")
        }
    }

    static func render(_ entries: [ConfigEntry]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        let map = Dictionary(entries.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        guard let data = try? encoder.encode(map) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }

    private enum Value: Decodable {
        case text(String)
        case list([Value])
        case map([String: Value])
        case null

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if let flag = try? container.decode(Bool.self) {
                self = .text(flag ? "true" : "false")
            } else if let number = try? container.decode(Int.self) {
                self = .text(String(number))
            } else if let number = try? container.decode(Double.self) {
                self = .text(String(number))
            } else if let text = try? container.decode(String.self) {
                self = .text(text)
            } else if let list = try? container.decode([Value].self) {
                self = .list(list)
            } else {
                self = .map(try container.decode([String: Value].self))
            }
        }

        func flatten(_ name: String, into entries: inout [ConfigEntry]) throws {
            switch self {
            case .text(let text): entries.append(ConfigEntry(name: name, value: text))
            case .null: entries.append(ConfigEntry(name: name, value: ""))
            case .list(let values):
                for (index, value) in values.enumerated() { try value.flatten("\(name)[\(index)]", into: &entries) }
            case .map(let values):
                for (key, value) in values.sorted(by: { $0.key < $1.key }) {
                    try value.flatten(name.isEmpty ? key : "\(name).\(key)", into: &entries)
                }
            }
        }
    }
}
