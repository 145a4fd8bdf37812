/// Lines of `NAME=value` with or without quotes, as os-release(5) and the `release` file of a JRE have them.
struct ReleaseFile {
    private var values: [String: String] = [:]

    init(_ text: String) {
        for line in text.textLines {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].hasPrefix("#") else { continue }
            values[parts[0].trimmed] = Self.unquoted(parts[1].trimmed)
        }
    }

    subscript(name: String) -> String? { values[name] }

    private static func unquoted(_ text: String) -> String {
        guard text.count >= 2, let quote = text.first, quote == text.last, quote == "\"" || quote == "'" else {
            return text
        }
        return String(text.dropFirst().dropLast())
    }
}
