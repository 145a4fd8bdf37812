/// INI and what looks like it: `pg_service.conf`, `pgbouncer.ini`, `pgpool.conf`, `.cfg`, simple TOML. Names are `section.key`.
enum INIFile: ConfigFormat {
    private static let endings = [".ini", ".cfg", ".conf", ".cnf", ".toml"]

    static func recognizes(key: String, text: String) -> Bool {
        let key = key.lowercased()
        if key == "pg_service" || key.hasSuffix(".ini") { return true }
        let lines = text.textLines.lazy.map(\.trimmed).filter { !$0.isEmpty && !isComment($0) }
        // A service file may have any name (`PGSERVICEFILE`).
        guard endings.contains(where: { key.hasSuffix($0) }) || (!key.contains(".") && isSection(lines.first ?? ""))
        else {
            return false
        }
        // A `.conf` may be anything, nginx's blocks too.
        return lines.allSatisfy { $0.hasPrefix("[") || $0.contains("=") }
    }

    private static func isSection(_ line: String) -> Bool {
        line.hasPrefix("[") && line.hasSuffix("]") && !line.contains(where: { "{}\",:".contains($0) })
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
        // The empty section lets a file of any name be recognised again.
        "[]\n" + entries.map { "\($0.name) = \($0.value.textLines.joined(separator: " "))\n" }.joined()
    }

    private static func isComment(_ line: String) -> Bool { line.hasPrefix("#") || line.hasPrefix(";") }

    private static func unquoted(_ value: String) -> String {
        guard let quote = value.first, quote == "\"" || quote == "'" else { return value }
        let body = value.dropFirst()
        guard let end = body.firstIndex(of: quote) else { return value }
        // A comment may follow the closing quote; text with quotes inside is no quoted text.
        let rest = body[body.index(after: end)...].trimmed
        return rest.isEmpty || isComment(rest) ? String(body[..<end]) : value
    }
}
