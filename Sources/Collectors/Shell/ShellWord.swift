/// A word of a script, before its variables are known.
struct ShellWord: Hashable {
    enum Part: Hashable {
        case text(String, isQuoted: Bool)
        /// `$NAME`, `${NAME}`, `${NAME:-fallback}`.
        case variable(String, fallback: String?, isQuoted: Bool)
        /// What only a running shell knows: a command's output, arithmetic, `$1`; as it was written.
        case unknown(String)
    }

    var parts: [Part] = []

    init(_ parts: [Part] = []) { self.parts = parts }

    /// A word in which nothing is special.
    init(literal text: String) { parts = [.text(text, isQuoted: true)] }

    /// The text of a word without quotes, variables and escapes; what reserved words and assignments are.
    var plainText: String? {
        guard parts.count == 1, case .text(let text, isQuoted: false) = parts[0] else { return nil }
        return text
    }

    /// The variable that the word is, with nothing before it, and nothing but line ends behind.
    var onlyVariable: (name: String, isQuoted: Bool)? {
        var parts = parts
        if parts.count == 2, case .text(let text, isQuoted: true) = parts[1], text.allSatisfy(\.isNewline) {
            parts.removeLast()
        }
        guard parts.count == 1, case .variable(let name, nil, let isQuoted) = parts[0] else { return nil }
        return (name, isQuoted)
    }

    /// Name and value of `NAME=value`; nil where it is no assignment.
    var assignment: (name: String, value: ShellWord)? {
        guard case .text(let text, isQuoted: false)? = parts.first, let equals = text.firstIndex(of: "="),
            equals != text.startIndex
        else { return nil }
        let name = text[..<equals]
        guard name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }), name.first?.isNumber == false else {
            return nil
        }
        let rest = String(text[text.index(after: equals)...])
        return (String(name), ShellWord((rest.isEmpty ? [] : [.text(rest, isQuoted: false)]) + parts.dropFirst()))
    }

    mutating func append(_ text: String, isQuoted: Bool) {
        if case .text(let before, isQuoted)? = parts.last {
            parts[parts.count - 1] = .text(before + text, isQuoted: isQuoted)
        } else {
            parts.append(.text(text, isQuoted: isQuoted))
        }
    }
}
