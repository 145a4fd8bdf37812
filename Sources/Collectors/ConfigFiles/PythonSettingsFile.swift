import ScanModel

/// A Python settings module: Django's `DATABASES` as `DATABASES.default.HOST`, and connection URLs anywhere in it.
///
/// Only literals are taken, and code that does no more than read an environment variable, as `${NAME}`; any other expression
/// is `{{code}}`, a reference that nothing resolves. Where the module touches `DATABASES` a second time the TLS mode is left open.
enum PythonSettingsFile: ConfigFormat {
    static let open = "{{code}}"
    private static let name = "DATABASES"

    static func recognizes(key: String, text: String) -> Bool { key.lowercased().hasSuffix(".py") }

    static func entries(_ text: String, key: String) throws(ConfigFileError) -> [ConfigEntry] {
        let urls = PlainText.urls(in: text, key: key)
        let tokens = PythonToken.tokens(of: text)
        let mentions = tokens.indices.filter { tokens[$0] == .code(name) }
        guard
            let first = mentions.first(where: { index in
                index + 2 < tokens.count && tokens[index + 1] == .mark("=") && tokens[index + 2] == .mark("{")
            })
        else { return urls }
        var reader = PythonLiteralReader(tokens: tokens[(first + 2)...])
        var databases: [ConfigEntry] = []
        reader.read(name, into: &databases)
        // Of equal names the first one counts.
        let isTouched = mentions.count > 1
        let aliases = Set(databases.compactMap { $0.name.split(separator: ".").dropFirst().first }).sorted()
        let left = aliases.filter { alias in
            isTouched || databases.contains { $0.name.hasPrefix("\(name).\(alias).") && $0.name.hasSuffix("**") }
        }.map { ConfigEntry(name: "\(name).\($0).OPTIONS.sslmode", value: open) }
        return urls + left + databases.filter { !$0.name.hasSuffix("**") }
    }

    static func render(_ entries: [ConfigEntry]) -> String {
        let databases = entries.filter { $0.name.hasPrefix(name + ".") }
        let urls = entries.filter { !$0.name.hasPrefix(name + ".") }.map { literal($0.value) + "\n" }.joined()
        guard !databases.isEmpty else { return urls }
        let members = databases.map { (Array($0.name.split(separator: ".").dropFirst()), $0.value) }
        return urls + "\(name) = \(dictionary(members))\n"
    }

    private static func dictionary(_ members: [([Substring], String)]) -> String {
        var keys: [Substring] = []
        for member in members where member.0.first.map(keys.contains) == false { keys += member.0.prefix(1) }
        let parts = keys.map { key in
            let inside = members.filter { $0.0.first == key }.map { (Array($0.0.dropFirst()), $0.1) }
            guard let leaf = inside.first(where: { $0.0.isEmpty }) else {
                return "\(literal(key)): \(dictionary(inside))"
            }
            return "\(literal(key)): \(leaf.1 == open ? "code()" : literal(leaf.1))"
        }
        return "{" + parts.joined(separator: ", ") + "}"
    }

    private static func literal(_ text: some StringProtocol) -> String {
        "\"" + text.map { "\"\\\n".contains($0) ? ($0 == "\n" ? "\\n" : "\\\($0)") : String($0) }.joined() + "\""
    }
}

/// The literals of an expression as entries.
private struct PythonLiteralReader {
    var tokens: ArraySlice<PythonToken>

    /// Reads one value, up to the comma or bracket that ends it.
    mutating func read(_ name: String, into entries: inout [ConfigEntry], depth: Int = 0) {
        guard depth < 16, tokens.first == .mark("{") else {
            entries.append(ConfigEntry(name: name, value: scalar()))
            return
        }
        let start = tokens
        var inside: [ConfigEntry] = []
        tokens.removeFirst()
        while let token = tokens.first, token != .mark("}") {
            if token == .mark(",") {
                tokens.removeFirst()
            } else if case .text(let key) = token, tokens.dropFirst().first == .mark(":") {
                tokens.removeFirst(2)
                read("\(name).\(key)", into: &inside, depth: depth + 1)
            } else {
                // `**common`, or a key that is code.
                inside.append(ConfigEntry(name: "\(name).**", value: ""))
                _ = scalar()
            }
        }
        tokens = tokens.dropFirst()
        // `{…}.copy()`, `{…} | other`: no literal any more.
        guard let next = tokens.first, ![.mark(","), .mark("}")].contains(next), depth > 0 else {
            entries += inside
            return
        }
        tokens = start
        entries.append(ConfigEntry(name: name, value: scalar()))
    }

    private mutating func scalar() -> String {
        var parts: [PythonToken] = []
        var level = 0
        while let token = tokens.first {
            if case .mark(let mark) = token {
                if level == 0, mark == "," || mark == "}" || mark == "]" || mark == ")" { break }
                if "([{".contains(mark) { level += 1 }
                if ")]}".contains(mark) { level -= 1 }
            }
            parts.append(token)
            tokens.removeFirst()
        }
        guard parts.count != 1 else {
            switch parts[0] {
            case .text(let text): return text
            case .code("None"): return ""
            case .code(let word) where word == "True" || word == "False" || word.allSatisfy(\.isNumber): return word
            default: return PythonSettingsFile.open
            }
        }
        return CodeReference(parts.map(\.source).joined()).text ?? PythonSettingsFile.open
    }
}
