/// Text of no known format: its connection URLs, or all of it where it is one line (a value mounted as a file).
///
/// Where the text speaks of TLS outside of its URLs (`<connection-property name="sslmode">`, a PHP array) the mode of a URL that
/// names none is left open, as `{{…}}`: the client's default would be a guess.
enum PlainText: ConfigFormat {
    private static let schemes = [
        "jdbc:", "r2dbc:", "postgres://", "postgresql://", "postgresql+", "postgis://", "pgsql:", "mysql://",
        "mysql2://", "mariadb://",
    ]
    private static let modeWords = ["sslmode", "ssl_mode", "ssl-mode", "sslfactory", "rejectunauthorized"]

    static func recognizes(key: String, text: String) -> Bool { true }

    static func entries(_ text: String, key: String) throws(ConfigFileError) -> [ConfigEntry] {
        let line = text.trimmed
        if !line.contains(where: \.isNewline) { return line.isEmpty ? [] : [ConfigEntry(name: key, value: line)] }
        return urls(in: text, key: key)
    }

    /// The connection URLs in a text; of several, the later ones' names are numbered.
    static func urls(in text: String, key: String) -> [ConfigEntry] {
        var entries: [ConfigEntry] = []
        var remainder = ""
        for line in text.textLines {
            var rest = Substring(line)
            while let start = schemes.compactMap({ rest.firstRange(of: $0)?.lowerBound }).min() {
                remainder += rest[..<start]
                let url = rest[start...].prefix { !$0.isWhitespace && !"\"'`<>".contains($0) }
                let name = entries.isEmpty ? key : "\(key)[\(entries.count)]"
                entries.append(ConfigEntry(name: name, value: String(url)))
                rest = url.endIndex < rest.endIndex ? rest[rest.index(after: url.endIndex)...] : ""
            }
            remainder += rest + "\n"
        }
        let other = remainder.lowercased()
        guard modeWords.contains(where: { other.firstRange(of: $0) != nil }) else { return entries }
        return entries.map { ConfigEntry(name: $0.name, value: withOpenMode($0.value, key: key)) }
    }

    private static func withOpenMode(_ url: String, key: String) -> String {
        guard !modeWords.contains(where: { url.lowercased().firstRange(of: $0) != nil }) else { return url }
        let separator = url.hasPrefix("pgsql:") && !url.contains("://") ? ";" : url.contains("?") ? "&" : "?"
        return "\(url)\(separator)sslmode={{\(key)}}"
    }

    static func render(_ entries: [ConfigEntry]) -> String {
        entries.map(\.value).joined(separator: "\n")
    }
}
