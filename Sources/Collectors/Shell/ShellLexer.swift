/// Cuts a POSIX shell's script into tokens.
///
/// Never fails: what is not closed ends with the text.
struct ShellLexer {
    private let text: [Character]
    private var position = 0
    private var tokens: [ShellToken] = []
    private var word: ShellWord?
    /// Here-documents whose text begins behind this line: the token's position, the line that ends it, and how it is read.
    private var documents: [(token: Int, end: String, isLiteral: Bool, dropsTabs: Bool)] = []

    static func tokens(of script: String) -> [ShellToken] {
        var lexer = ShellLexer(text: Array(script))
        lexer.run()
        return lexer.tokens
    }

    /// The content of a here-document, in which variables count and quotes do not.
    static func document(_ text: String) -> ShellWord {
        var lexer = ShellLexer(text: Array(text))
        lexer.quoted(until: nil)
        return lexer.word ?? ShellWord(literal: "")
    }

    private init(text: [Character]) { self.text = text }

    private var next: Character? { position < text.count ? text[position] : nil }

    private mutating func run() {
        while let character = next {
            position += 1
            switch character {
            case "'": quotedLiterally()
            case "\"":
                word = word ?? ShellWord()
                quoted(until: "\"")
            case "\\": escape()
            case "$", "`": substitution(character, isQuoted: false)
            case "#" where word == nil: skipLine()
            case ">", "<": redirection(character)
            case "&" where next == ">":
                endWord()
                position += 1
                tokens.append(.output(appends: take(">"), isOutput: true))
            case ";", "&", "|":
                endWord()
                // `|&` is a pipe too.
                let isDouble = take(character)
                if character == "|", !isDouble { _ = take("&") }
                tokens.append(.sign(isDouble ? "\(character)\(character)" : String(character)))
            case "(", ")":
                endWord()
                tokens.append(.sign(String(character)))
            case _ where character.isNewline:
                endWord()
                tokens.append(.sign("\n"))
                readDocuments()
            case _ where character.isWhitespace: endWord()
            default: append(String(character), isQuoted: false)
            }
        }
        endWord()
    }

    private mutating func take(_ character: Character) -> Bool {
        guard next == character else { return false }
        position += 1
        return true
    }

    private mutating func append(_ text: String, isQuoted: Bool) {
        if word == nil { word = ShellWord() }
        word?.append(text, isQuoted: isQuoted)
    }

    private mutating func endWord() {
        if let word { tokens.append(.word(word)) }
        word = nil
    }

    private mutating func quotedLiterally() {
        let content = text[position...].prefix { $0 != "'" }
        append(String(content), isQuoted: true)
        position = min(content.endIndex + 1, text.count)
    }

    /// Reads on to the closing quote, or to the end.
    private mutating func quoted(until end: Character?) {
        while let character = next, character != end {
            position += 1
            switch character {
            case "\\":
                guard let escaped = next else { return append("\\", isQuoted: true) }
                if escaped.isNewline {
                    position += 1
                } else if "$`\\".contains(escaped) || escaped == end {
                    append(String(escaped), isQuoted: true)
                    position += 1
                } else {
                    append("\\", isQuoted: true)
                }
            case "$", "`": substitution(character, isQuoted: true)
            default: append(String(character), isQuoted: true)
            }
        }
        position = min(position + 1, text.count)
    }

    private mutating func escape() {
        guard let escaped = next else { return }
        position += 1
        if !escaped.isNewline { append(String(escaped), isQuoted: true) }
    }

    private mutating func skipLine() {
        while let character = next, !character.isNewline { position += 1 }
    }

    private mutating func substitution(_ sign: Character, isQuoted: Bool) {
        let start = position - 1
        if word == nil { word = ShellWord() }
        if sign == "`" {
            position = min((text[position...].firstIndex(of: "`") ?? text.count - 1) + 1, text.count)
            word?.parts.append(.unknown(String(text[start..<position])))
            return
        }
        switch next {
        case "(":
            skipParentheses()
            word?.parts.append(.unknown(String(text[start..<position])))
        case "{":
            let end = text[position...].firstIndex(of: "}") ?? text.count
            let content = String(text[(position + 1)..<max(end, position + 1)])
            position = min(end + 1, text.count)
            word?.parts.append(Self.expansion(content, isQuoted: isQuoted))
        case "'" where !isQuoted:
            position += 1
            let content = String(text[position...].prefix { $0 != "'" })
            position = min(position + content.count + 1, text.count)
            append(content.replacing("\\n", with: "\n"), isQuoted: true)
        default:
            let name = String(text[position...].prefix { $0.isLetter || $0.isNumber || $0 == "_" })
            if !name.isEmpty, name.first?.isNumber == false {
                position += name.count
                word?.parts.append(.variable(name, fallback: nil, isQuoted: isQuoted))
            } else if let special = next, special.isNumber || "@*#?$!-".contains(special) {
                position += 1
                word?.parts.append(.unknown("$\(special)"))
            } else {
                append("$", isQuoted: true)
            }
        }
    }

    /// `${NAME}`, `${NAME:-fallback}` and `${NAME-fallback}`; every other operator is a running shell's.
    private static func expansion(_ content: String, isQuoted: Bool) -> ShellWord.Part {
        let name = content.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        guard let first = name.first, !first.isNumber else { return .unknown("${\(content)}") }
        let rest = content.dropFirst(name.count)
        if rest.isEmpty { return .variable(String(name), fallback: nil, isQuoted: isQuoted) }
        let fallback = rest.hasPrefix(":-") ? rest.dropFirst(2) : rest.hasPrefix("-") ? rest.dropFirst() : nil
        guard let fallback, !fallback.contains("$"), !fallback.contains("`") else { return .unknown("${\(content)}") }
        let text = fallback.filter { $0 != "\"" && $0 != "'" }
        return .variable(String(name), fallback: text, isQuoted: isQuoted)
    }

    /// From an opening parenthesis to behind the one that closes it.
    private mutating func skipParentheses() {
        var depth = 0
        while let character = next {
            position += 1
            switch character {
            case "(": depth += 1
            case ")":
                depth -= 1
                if depth == 0 { return }
            case "'", "\"":
                position = min((text[position...].firstIndex(of: character) ?? text.count - 1) + 1, text.count)
            case "\\": position = min(position + 1, text.count)
            default: break
            }
        }
    }

    private mutating func redirection(_ sign: Character) {
        // `2>`: the number is the stream's.
        var stream: String?
        if let number = word?.plainText, number.allSatisfy(\.isNumber) {
            stream = number
            word = nil
        }
        endWord()
        guard sign == ">" else { return input() }
        let appends = take(">")
        if !appends { _ = take("|") }
        if take("&") {
            // The stream's number, or `-`.
            while let character = next, character.isNumber || character == "-" { position += 1 }
            tokens.append(.duplicate)
        } else {
            tokens.append(.output(appends: appends, isOutput: stream == nil || stream == "1"))
        }
    }

    private mutating func input() {
        guard take("<") else {
            tokens.append(take("&") ? .duplicate : .input)
            return
        }
        if take("<") { return tokens.append(.hereString) }
        let dropsTabs = take("-")
        while let character = next, character.isWhitespace, !character.isNewline { position += 1 }
        let name = text[position...].prefix { !$0.isWhitespace && !";&|<>()".contains($0) }
        position = name.endIndex
        let end = String(name.filter { !"'\"\\".contains($0) })
        documents.append((tokens.count, end, end.count != name.count, dropsTabs))
        tokens.append(.document(ShellWord(literal: "")))
    }

    private mutating func readDocuments() {
        for document in documents {
            var lines: [String] = []
            while position < text.count {
                var line = String(text[position...].prefix { !$0.isNewline })
                position = min(position + line.count + 1, text.count)
                if document.dropsTabs { line = String(line.drop { $0 == "\t" }) }
                if line == document.end { break }
                lines.append(line)
            }
            let content = lines.map { $0 + "\n" }.joined()
            tokens[document.token] = .document(
                document.isLiteral ? ShellWord(literal: content) : Self.document(content))
        }
        documents = []
    }
}
