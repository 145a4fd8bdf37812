/// INI and what looks like it: `pg_service.conf`, `pgbouncer.ini`, `.cfg`, simple TOML. Names are `section.key`.
enum INIFile: ConfigFormat {
    private static let endings = [".ini", ".cfg", ".conf", ".cnf", ".toml"]

    static func recognizes(key: String, text: String) -> Bool {
        let key = key.lowercased()
        if key == "pg_service" || key.hasSuffix(".ini") { return true }
        // A `.conf` may be anything, nginx's blocks too.
        guard endings.contains(where: { key.hasSuffix($0) }) else { return false }
        return text.textLines.allSatisfy { line in
            let line = line.trimmed
            return line.isEmpty || isComment(line) || line.hasPrefix("[") || line.contains("=")
        }
    }

    static func entries(_ text: String, key: String) throws(ConfigFileError) -> [ConfigEntry] {
        var entries: [ConfigEntry] = []
        var section = ""
        for (number, raw) in text.textLines.enumerated() {
            let line = raw.trimmed
            if line.isEmpty || isComment(line) { continue }
            if line.hasPrefix("["), line.hasSuffix("]") {
                section = String(line.drop { $0 == "[" }.prefix { $0 != "]" }).trimmed
                continue
            }
            guard let sign = line.firstIndex(of: "=") else {
                // pgbouncer's `%include` and flags without a value.
                if line.hasPrefix("%") || !line.contains(" ") { continue }
                throw ConfigFileError(line: number + 1, reason: "neither a section nor a setting")
            }
            let name = String(line[..<sign]).trimmed
            let value = unquoted(String(line[line.index(after: sign)...]).trimmed)
            entries.append(ConfigEntry(name: section.isEmpty ? name : "\(section).\(name)", value: value))
        }
        return entries
    }

    static func render(_ entries: [ConfigEntry]) -> String {
        entries.map { "\($0.name) = \($0.value.textLines.joined(separator: " "))\n" }.joined()
    }

    private static func isComment(_ line: String) -> Bool { line.hasPrefix("#") || line.hasPrefix(";") }

    private static func unquoted(_ value: String) -> String {
        for quote in ["\"", "'"] where value.count >= 2 && value.hasPrefix(quote) && value.hasSuffix(quote) {
            let inner = value.dropFirst().dropLast()
            if !inner.contains(quote) { return String(inner) }
        }
        return value
    }
}
