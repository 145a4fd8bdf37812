/// `.env` files and scripts of `export NAME=value` lines.
enum ShellVariablesFile: ConfigFormat {
    static func recognizes(key: String, text: String) -> Bool {
        let key = key.lowercased()
        return key == "env" || key == ".env" || key.hasSuffix(".env") || key.hasPrefix(".env.") || key.hasSuffix(".sh")
            || key == "dotenv"
    }

    static func entries(_ text: String, key: String) throws(ConfigFileError) -> [ConfigEntry] {
        text.textLines.compactMap { raw in
            var line = Substring(raw.trimmed)
            if line.hasPrefix("export ") { line = line.dropFirst("export ".count).drop { $0 == " " } }
            guard let sign = line.firstIndex(of: "="), sign > line.startIndex else { return nil }
            let name = line[..<sign]
            guard name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }) else { return nil }
            return ConfigEntry(name: String(name), value: value(line[line.index(after: sign)...]))
        }
    }

    static func render(_ entries: [ConfigEntry]) -> String {
        entries.map { entry in
            let value = entry.value.map { character in
                switch character {
                case "\\": "\\\\"
                case "\"": "\\\""
                case "\n", "\r\n": "\\n"
                default: String(character)
                }
            }.joined()
            return "\(entry.name)=\"\(value)\"\n"
        }.joined()
    }

    private static func value(_ text: Substring) -> String {
        let text = text.drop { $0 == " " || $0 == "\t" }
        if text.first == "'" { return String(text.dropFirst().prefix { $0 != "'" }) }
        guard text.first == "\"" else {
            // A comment behind a bare value starts with a space.
            return (text.firstRange(of: " #").map { text[..<$0.lowerBound] } ?? text).trimmed
        }
        var result = ""
        var rest = text.dropFirst()
        while let character = rest.popFirst(), character != "\"" {
            guard character == "\\", let next = rest.popFirst() else {
                result.append(character)
                continue
            }
            result.append(next == "n" ? "\n" : next)
        }
        return result
    }
}
