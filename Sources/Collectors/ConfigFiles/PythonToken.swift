/// A piece of Python source, as far as literals need it (language reference, "Lexical analysis").
enum PythonToken: Hashable {
    /// A string literal's content.
    case text(String)
    /// A name, a number, a dotted name; an f-string or a string with an escape that is not understood.
    case code(String)
    /// Any other character.
    case mark(Character)

    /// As it may stand in source again.
    var source: String {
        switch self {
        case .text(let text): "\"\(text)\""
        case .code(let code): code
        case .mark(let mark): String(mark)
        }
    }

    /// Comments and blanks are dropped; never fails, because what is not closed runs to the end.
    static func tokens(of text: String) -> [PythonToken] {
        var tokens: [PythonToken] = []
        var rest = text[...]
        while let character = rest.first {
            if character == "#" {
                rest = rest.drop { !$0.isNewline }
            } else if character.isWhitespace || character == "\\" {
                rest = rest.dropFirst()
            } else if character == "\"" || character == "'" {
                tokens.append(string(&rest, prefix: ""))
            } else if character.isLetter || character.isNumber || character == "_" {
                let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
                rest = rest.dropFirst(word.count)
                if word.count < 3, rest.first == "\"" || rest.first == "'", word.allSatisfy({ "rRbBuUfF".contains($0) })
                {
                    tokens.append(string(&rest, prefix: word.lowercased()))
                } else {
                    tokens.append(.code(String(word)))
                }
            } else {
                tokens.append(.mark(character))
                rest = rest.dropFirst()
            }
        }
        return tokens
    }

    private static func string(_ rest: inout Substring, prefix: String) -> PythonToken {
        guard let quote = rest.first else { return .code("") }
        let triple = String(repeating: quote, count: 3)
        let isTriple = rest.hasPrefix(triple)
        rest = rest.dropFirst(isTriple ? 3 : 1)
        var content = ""
        var isPlain = !prefix.contains("f")
        while let character = rest.first {
            if isTriple ? rest.hasPrefix(triple) : (character == quote || character.isNewline) { break }
            rest = rest.dropFirst()
            guard character == "\\", !prefix.contains("r"), let escaped = rest.popFirst() else {
                content.append(character)
                continue
            }
            switch escaped {
            case "n": content.append("\n")
            case "\"", "'", "\\": content.append(escaped)
            default: isPlain = false
            }
        }
        rest = rest.dropFirst(isTriple ? 3 : 1)
        return isPlain ? .text(content) : .code("f")
    }
}
