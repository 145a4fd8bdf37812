/// One simple command of a shell script.
struct ShellCommand: Hashable {
    var words: [String] = []
    /// Where its output goes, and whether it is appended.
    var output: String?
    var appends = false
}

/// The simple commands of a script, in order: enough of a POSIX shell's grammar to see which files are copied where.
///
/// Conditions and loops are not understood: their words stand in the commands, and make them unknown ones.
/// A variable for which `value` is nil stays as text.
func shellCommands(_ script: String, value: @escaping (String) -> String?) -> [ShellCommand] {
    var scanner = ShellScanner(Array(script), value)
    return scanner.commands()
}

private struct ShellScanner {
    private let text: [Character]
    private let value: (String) -> String?
    private var position = 0
    private var result: [ShellCommand] = []
    private var command = ShellCommand()
    private var word: String?
    /// Set behind `>`: the next word is a file.
    private var redirect: (isOutput: Bool, appends: Bool)?

    init(_ text: [Character], _ value: @escaping (String) -> String?) {
        self.text = text
        self.value = value
    }

    mutating func commands() -> [ShellCommand] {
        while position < text.count {
            let character = text[position]
            position += 1
            switch character {
            case "'":
                word = (word ?? "") + String(text[position...].prefix { $0 != "'" })
                position = (text[position...].firstIndex(of: "'") ?? text.count - 1) + 1
            case "\"": quoted()
            case "\\":
                if position < text.count {
                    if !text[position].isNewline { word = (word ?? "") + String(text[position]) }
                    position += 1
                }
            case "$":
                let text = variable()
                word = (word ?? "") + text
            case "#" where word == nil:
                while position < text.count, !text[position].isNewline { position += 1 }
            case ">": redirection()
            case "<":
                endWord()
                redirect = (false, false)
            case ";", "&", "|", "(", ")": endCommand()
            case _ where character.isNewline: endCommand()
            case _ where character.isWhitespace: endWord()
            default: word = (word ?? "") + String(character)
            }
        }
        endCommand()
        return result
    }

    private mutating func quoted() {
        word = word ?? ""
        while position < text.count, text[position] != "\"" {
            let character = text[position]
            position += 1
            if character == "\\", position < text.count, "\"\\$`".contains(text[position]) {
                word?.append(text[position])
                position += 1
            } else if character == "$" {
                let text = variable()
                word?.append(text)
            } else {
                word?.append(character)
            }
        }
        position += 1
    }

    private mutating func variable() -> String {
        guard position < text.count else { return "$" }
        if text[position] == "{", let close = text[position...].firstIndex(of: "}") {
            let name = String(text[(position + 1)..<close])
            position = close + 1
            return value(name) ?? "${\(name)}"
        }
        let name = String(text[position...].prefix { $0.isLetter || $0.isNumber || $0 == "_" })
        position += name.count
        return name.isEmpty ? "$" : value(name) ?? "$\(name)"
    }

    private mutating func redirection() {
        // `2>` is not where the output goes.
        let isOther = word.map { $0 == "2" } ?? false
        if isOther || word == "1" { word = nil }
        endWord()
        var appends = false
        if position < text.count, text[position] == ">" {
            appends = true
            position += 1
        }
        if position < text.count, text[position] == "&" {
            position += 1
            redirect = (false, false)
        } else {
            redirect = (!isOther, appends)
        }
    }

    private mutating func endWord() {
        guard let finished = word else { return }
        word = nil
        if let target = redirect {
            redirect = nil
            if target.isOutput {
                command.output = finished
                command.appends = target.appends
            }
        } else {
            command.words.append(finished)
        }
    }

    private mutating func endCommand() {
        endWord()
        if !command.words.isEmpty || command.output != nil { result.append(command) }
        command = ShellCommand()
        redirect = nil
    }
}
