/// `.properties`, with the separators, continuations and escapes of java.util.Properties.
enum PropertiesFile: ConfigFormat {
    static func recognizes(key: String, text: String) -> Bool { key.lowercased().hasSuffix(".properties") }

    static func entries(_ text: String, key: String) throws(ConfigFileError) -> [ConfigEntry] {
        var entries: [ConfigEntry] = []
        var logical = ""
        var continues = false
        for line in text.textLines {
            let start = line.drop { $0 == " " || $0 == "\t" || $0 == "\u{0C}" }
            if !continues, start.isEmpty || start.hasPrefix("#") || start.hasPrefix("!") { continue }
            logical += start
            // An odd number of backslashes at the end joins the next line.
            let slashes = logical.reversed().prefix { $0 == "\\" }.count
            continues = slashes % 2 == 1
            if continues {
                logical.removeLast()
                continue
            }
            entries.append(entry(logical))
            logical = ""
        }
        if !logical.isEmpty { entries.append(entry(logical)) }
        return entries
    }

    static func render(_ entries: [ConfigEntry]) -> String {
        entries.map { "\(escaped($0.name, isName: true))=\(escaped($0.value, isName: false))\n" }.joined()
    }

    private static func entry(_ line: String) -> ConfigEntry {
        var name = ""
        var rest = Substring(line)
        while let character = rest.first {
            if character == "=" || character == ":" || character == " " || character == "\t" { break }
            rest = rest.dropFirst()
            name.append(character)
            if character == "\\", let next = rest.first {
                name.append(next)
                rest = rest.dropFirst()
            }
        }
        rest = rest.drop { $0 == " " || $0 == "\t" }
        if rest.first == "=" || rest.first == ":" { rest = rest.dropFirst() }
        rest = rest.drop { $0 == " " || $0 == "\t" }
        return ConfigEntry(name: unescaped(name), value: unescaped(String(rest)))
    }

    private static func unescaped(_ text: String) -> String {
        guard text.contains("\\") else { return text }
        var result = ""
        var rest = Substring(text)
        while let character = rest.popFirst() {
            guard character == "\\", let escape = rest.popFirst() else {
                result.append(character)
                continue
            }
            switch escape {
            case "n": result.append("\n")
            case "t": result.append("\t")
            case "r": result.append("\r")
            case "f": result.append("\u{0C}")
            case "u":
                let digits = rest.prefix(4)
                if digits.count == 4, let code = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(code) {
                    result.unicodeScalars.append(scalar)
                    rest = rest.dropFirst(4)
                }
            default: result.append(escape)
            }
        }
        return result
    }

    private static func escaped(_ text: String, isName: Bool) -> String {
        var result = ""
        for (index, character) in text.enumerated() {
            switch character {
            case "\\": result += "\\\\"
            case "\n", "\r\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "=", ":", "#", "!": result += isName ? "\\\(character)" : String(character)
            case " ": result += isName || index == 0 ? "\\ " : " "
            default: result.append(character)
            }
        }
        return result
    }
}
