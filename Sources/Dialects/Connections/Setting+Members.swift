import FoundationEssentials
import ScanModel

extension Setting {
    /// The members of a value that is a JSON object, as settings of their own: `DB_CONFIG.host`.
    ///
    /// Spring takes the members of `SPRING_APPLICATION_JSON` for properties, so those keep their bare names. Without this a
    /// `{"spring":{"datasource":…}}` would show its URL and hide the properties beside it. A credential among them is dropped
    /// by the initializer, as anywhere.
    var membersOfJSON: [Setting] {
        let text = value.trimmingBlanks
        guard text.hasPrefix("{"), text.hasSuffix("}"), text.utf8.count < 65_536 else { return [] }
        guard let root = try? JSONDecoder().decode(JSONMember.self, from: Data(text.utf8)) else { return [] }
        let isSpring = SettingName(name).words.joined() == "springapplicationjson"
        return root.flattened(isSpring ? "" : name).compactMap { Setting(name: $0.0, value: $0.1, source: source) }
    }

    /// The name inside its configuration file: of two files with one name in it, the later one's key stands before it.
    var nameInFile: String {
        guard case .file(_, _, let key) = source, name.hasPrefix(key + ":") else { return name }
        return String(name.dropFirst(key.count + 1))
    }

    /// The last component of the configuration file's path; nil where it comes from no file.
    var fileName: String? { source.filePath.map(ToolCommand.baseName) }
}

extension SettingSource {
    /// Where the configuration file is mounted; nil where the setting comes from none.
    var filePath: String? {
        guard case .file(let path, _, _) = self else { return nil }
        return path
    }
}

/// JSON as far as settings need it; numbers are ports.
private enum JSONMember: Decodable {
    case text(String)
    case members([String: JSONMember])
    case list([JSONMember])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let flag = try? container.decode(Bool.self) {
            self = .text(flag ? "true" : "false")
        } else if let number = try? container.decode(Int.self) {
            self = .text(String(number))
        } else if let members = try? container.decode([String: JSONMember].self) {
            self = .members(members)
        } else if let list = try? container.decode([JSONMember].self) {
            self = .list(list)
        } else {
            self = .text("")
        }
    }

    func flattened(_ name: String) -> [(String, String)] {
        switch self {
        case .text(let text): [(name, text)]
        case .members(let members):
            members.sorted { $0.key < $1.key }.flatMap { $1.flattened(name.isEmpty ? $0 : "\(name).\($0)") }
        case .list(let list): list.enumerated().flatMap { $1.flattened("\(name)[\($0)]") }
        }
    }
}
