/// A mode as a request or a setting writes it: the driver's own word, and the options that stand beside it.
///
/// `verify-full sslfactory=DefaultJava`, `verify-ca uselibpqcompat`, `ssl=create_default_context(cafile)`,
/// `-CAfile -partial_chain`, `ssl=true --use-system-ca`.
struct ModeWords: Hashable, Sendable {
    /// The word that names a mode; nil where the driver's default is meant.
    let mode: String?
    private let options: [String: String]
    private let flags: Set<String>

    init(_ text: String?) {
        var mode: String?
        var options: [String: String] = [:]
        var flags: Set<String> = []
        for (index, word) in Self.words(of: text ?? "").enumerated() {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, parts[0].allSatisfy({ $0.isLetter || $0.isNumber || "_-.".contains($0) }) {
                options[parts[0].lowercased()] = Self.unquoted(parts[1])
            } else if index == 0, !word.hasPrefix("-") {
                mode = Self.unquoted(word[...])
            } else {
                flags.insert(word.lowercased())
            }
        }
        if mode == "default" || mode?.isEmpty == true { mode = nil }
        self.mode = mode ?? options["sslmode"]
        self.options = options
        self.flags = flags
    }

    /// The value of an option, whose name is in lower case.
    subscript(_ option: String) -> String? { options[option] }

    /// Whether a word without a value is there, or the option of that name is on.
    func has(_ flag: String) -> Bool {
        flags.contains(flag) || ["true", "1", "on", "yes"].contains(options[flag]?.lowercased())
    }

    /// At blanks, except within brackets.
    private static func words(of text: String) -> [String] {
        var depth = 0
        return text.split { character in
            if "({[".contains(character) { depth += 1 }
            if ")}]".contains(character) { depth = max(0, depth - 1) }
            return character.isWhitespace && depth == 0
        }.map(String.init)
    }

    private static func unquoted(_ text: Substring) -> String {
        guard let first = text.first, first == text.last, "'\"".contains(first), text.count > 1 else {
            return String(text)
        }
        return String(text.dropFirst().dropLast())
    }
}
