/// Reads a POSIX shell's script: pipelines, `&&` and `||`, groups, `if`, `for`, `while`, `case`, functions.
///
/// Enough of the grammar to see which files are copied where. Never fails: what does not fit is passed over.
struct ShellParser {
    private let tokens: [ShellToken]
    private var position = 0
    private var depth = 0
    /// A script that nests deeper is nobody's, or an attack.
    private static let deepest = 64

    static func statements(of script: String) -> [ShellStatement] {
        var parser = ShellParser(tokens: ShellLexer.tokens(of: script))
        var result: [ShellStatement] = []
        while parser.position < parser.tokens.count {
            result += parser.list(until: [])
            // A word that closes nothing.
            parser.position += 1
        }
        return result
    }

    private init(tokens: [ShellToken]) { self.tokens = tokens }

    private var next: ShellToken? { position < tokens.count ? tokens[position] : nil }

    /// The reserved word or plain word that comes next.
    private var plainWord: String? {
        guard case .word(let word)? = next else { return nil }
        return word.plainText
    }

    private mutating func takeSign(_ sign: String) -> Bool {
        guard next == .sign(sign) else { return false }
        position += 1
        return true
    }

    private mutating func takeWord(_ text: String) -> Bool {
        guard plainWord == text else { return false }
        position += 1
        return true
    }

    /// Statements up to one of the reserved words, a closing parenthesis or `;;`, which stay.
    private mutating func list(until ends: Set<String>) -> [ShellStatement] {
        var result: [ShellStatement] = []
        while let token = next {
            if case .sign(let sign) = token {
                if sign == ")" || sign == ";;" { return result }
                position += 1
                if sign != "(" { continue }
                position -= 1
            }
            if let word = plainWord, ends.contains(word) { return result }
            let before = position
            result += chain()
            if position == before { position += 1 }
        }
        return result
    }

    /// Pipelines joined by `&&` and `||`.
    private mutating func chain() -> [ShellStatement] {
        var result = [ShellStatement(pipeline: pipeline())]
        var isCertain = true
        while let token = next {
            if token == .sign("&&") {
                isCertain = isCertain && result.last?.pipeline.last?.isTest == false
            } else if token == .sign("||") {
                isCertain = false
            } else {
                break
            }
            position += 1
            while takeSign("\n") {}
            result.append(ShellStatement(pipeline: pipeline(), isCertain: isCertain))
        }
        return result.filter { !$0.pipeline.isEmpty }
    }

    private mutating func pipeline() -> [ShellCommand] {
        var result: [ShellCommand] = []
        while true {
            if let command = command() { result.append(command) }
            guard takeSign("|") else { return result }
            while takeSign("\n") {}
        }
    }

    private mutating func command() -> ShellCommand? {
        guard depth < Self.deepest else { return nil }
        depth += 1
        defer { depth -= 1 }
        if takeSign("(") {
            let body = list(until: [])
            _ = takeSign(")")
            return redirected(ShellCommand(.group(body, isSubshell: true)))
        }
        switch plainWord {
        case "{":
            position += 1
            let body = list(until: ["}"])
            _ = takeWord("}")
            return redirected(ShellCommand(.group(body, isSubshell: false)))
        case "if":
            position += 1
            return redirected(ShellCommand(condition()))
        case "while", "until":
            position += 1
            let test = list(until: ["do"])
            return redirected(ShellCommand(.branch(test, alternatives: [block()])))
        case "for", "select":
            position += 1
            return redirected(ShellCommand(loop()))
        case "case":
            position += 1
            return redirected(ShellCommand(cases()))
        case "function":
            position += 1
            guard let name = plainWord else { return simple() }
            position += 1
            if takeSign("(") { _ = takeSign(")") }
            return function(name)
        default: return simple()
        }
    }

    /// `do … done`
    private mutating func block() -> [ShellStatement] {
        _ = takeWord("do")
        let body = list(until: ["done"])
        _ = takeWord("done")
        return body
    }

    private mutating func condition() -> ShellCommand.Body {
        var tests = list(until: ["then"])
        var alternatives: [[ShellStatement]] = []
        while takeWord("then") {
            alternatives.append(list(until: ["elif", "else", "fi"]))
            if takeWord("elif") {
                tests += list(until: ["then"])
            } else if takeWord("else") {
                alternatives.append(list(until: ["fi"]))
            }
        }
        _ = takeWord("fi")
        return .branch(tests, alternatives: alternatives)
    }

    private mutating func loop() -> ShellCommand.Body {
        guard let name = plainWord else { return .branch([], alternatives: [block()]) }
        position += 1
        var words: [ShellWord]?
        if takeWord("in") {
            var list: [ShellWord] = []
            while case .word(let word)? = next {
                list.append(word)
                position += 1
            }
            words = list
        }
        while takeSign(";") || takeSign("\n") {}
        return .loop(name, in: words, block())
    }

    /// `case WORD in PATTERN) … ;; esac`
    private mutating func cases() -> ShellCommand.Body {
        var alternatives: [[ShellStatement]] = []
        while let token = next, !takeWord("in") {
            position += 1
            if token == .sign("\n") || token == .sign(";") { break }
        }
        while next != nil, !takeWord("esac") {
            while let token = next, token != .sign(")") {
                if plainWord == "esac" { break }
                position += 1
            }
            guard takeSign(")") else { continue }
            alternatives.append(list(until: ["esac"]))
            _ = takeSign(";;")
        }
        return .branch([], alternatives: alternatives)
    }

    private mutating func simple() -> ShellCommand? {
        var words: [ShellWord] = []
        var command = ShellCommand(.simple([]))
        loop: while let token = next {
            switch token {
            case .word(let word):
                words.append(word)
                position += 1
            case .sign("("):
                // `name() { … }`
                guard words.count == 1, let name = words[0].plainText else { break loop }
                position += 1
                _ = takeSign(")")
                return function(name)
            case .sign: break loop
            default: redirect(&command)
            }
        }
        guard !words.isEmpty || command.output != nil || command.input != nil else { return nil }
        command.body = .simple(words)
        return command
    }

    private mutating func function(_ name: String) -> ShellCommand {
        while takeSign("\n") {}
        return ShellCommand(.function(name, command().map { [ShellStatement(pipeline: [$0])] } ?? []))
    }

    private mutating func redirected(_ command: ShellCommand) -> ShellCommand {
        var command = command
        while let token = next {
            switch token {
            case .word, .sign: return command
            default: redirect(&command)
            }
        }
        return command
    }

    private mutating func redirect(_ command: inout ShellCommand) {
        guard let token = next else { return }
        position += 1
        if case .document(let content) = token {
            command.input = .text(content)
            return
        }
        if token == .duplicate { return }
        guard case .word(let word)? = next else { return }
        position += 1
        switch token {
        case .output(let appends, true): command.output = ShellCommand.Output(file: word, appends: appends)
        case .input: command.input = .file(word)
        case .hereString: command.input = .text(word)
        default: break
        }
    }
}
