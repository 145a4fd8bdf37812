/// Text of no known format: its connection URLs, or all of it where it is one line (a value mounted as a file).
enum PlainText: ConfigFormat {
    private static let schemes = ["jdbc:", "r2dbc:", "postgres://", "postgresql://", "postgresql+", "postgis://"]

    static func recognizes(key: String, text: String) -> Bool { true }

    static func entries(_ text: String, key: String) throws(ConfigFileError) -> [ConfigEntry] {
        let line = text.trimmed
        if !line.contains(where: \.isNewline) { return line.isEmpty ? [] : [ConfigEntry(name: key, value: line)] }
        var entries: [ConfigEntry] = []
        for line in text.textLines {
            var rest = Substring(line)
            while let start = schemes.compactMap({ rest.firstRange(of: $0)?.lowerBound }).min() {
                let url = rest[start...].prefix { !$0.isWhitespace && !"\"'`<>".contains($0) }
                let name = entries.isEmpty ? key : "\(key)[\(entries.count)]"
                entries.append(ConfigEntry(name: name, value: String(url)))
                rest = url.endIndex < rest.endIndex ? rest[rest.index(after: url.endIndex)...] : ""
            }
        }
        return entries
    }

    static func render(_ entries: [ConfigEntry]) -> String {
        entries.map(\.value).joined(separator: "\n")
    }
}
