import ScanModel

extension ScriptRun {
    /// What `echo` and `printf` print.
    func printed(by command: String, _ words: [ShellWord]) -> FileContent {
        command == "echo"
            ? echoed(words[...]) : formatted(words.first?.plainText == "--" ? words.dropFirst() : words[...])
    }

    private func echoed(_ words: ArraySlice<ShellWord>) -> FileContent {
        var words = words
        var resolvesEscapes = false
        var endsLine = true
        while let flag = words.first?.plainText, ["-n", "-e", "-ne", "-en", "-E"].contains(flag) {
            resolvesEscapes = resolvesEscapes || flag.contains("e")
            endsLine = endsLine && !flag.contains("n")
            words = words.dropFirst()
        }
        let content: FileContent
        if words.count > 1 {
            // Blanks between the words would break a certificate: only plain words are put together.
            let texts = words.map { variables.text(of: $0) }
            guard texts.allSatisfy(\.isKnown) else { return end("echo prints") }
            content = literal(texts.map(\.text).joined(separator: " "))
        } else {
            content = words.first.map { printed($0) } ?? .nothing
        }
        guard case .known(let parts) = content else { return content }
        let end = endsLine ? literal("\n") : .nothing
        if resolvesEscapes { return content.made(.resolvedEscapes) + end }
        // dash's echo makes line ends of `\n`, bash's does not.
        let holdsEscapes = parts.contains { text(at: $0)?.contains("\\n") == true }
        return holdsEscapes ? self.end("echo makes of a text with \\n") : content + end
    }

    private func formatted(_ words: ArraySlice<ShellWord>) -> FileContent {
        guard let format = words.first else { return .nothing }
        // The text itself is the format.
        guard words.count > 1 else { return printed(format).made(.resolvedEscapes) }
        let text = variables.text(of: format)
        guard text.isKnown, ["%s", "%s\\n", "%b", "%b\\n"].contains(text.text) else {
            return end("printf makes by a format")
        }
        return words.dropFirst().reduce(.nothing) { before, word in
            let content = text.text.hasPrefix("%b") ? printed(word).made(.resolvedEscapes) : printed(word)
            return before + content + (text.text.hasSuffix("n") ? literal("\n") : .nothing)
        }
    }

    private func literal(_ text: String) -> FileContent {
        .known([.literal(text: text, origin: "the script of \(who)")])
    }

    /// The content of a word: what a variable holds where it is nothing else, or the text itself.
    func printed(_ word: ShellWord) -> FileContent {
        if let variable = word.onlyVariable, let location = variables.location(of: variable.name) {
            let isMultiline = text(at: location).map { $0.trimmed.contains(where: \.isNewline) }
            // Without quotes the shell turns its line ends into blanks.
            if !variable.isQuoted, isMultiline != false { return end("echo makes of $\(variable.name) without quotes") }
            return .known([location])
        }
        let text = variables.text(of: word)
        return text.isKnown ? literal(text.text) : end("prints \(text.text.prefix(64))")
    }

    /// A here-document or here-string: with a line end behind it.
    func document(_ word: ShellWord) -> FileContent { printed(word) + literal("\n") }

    /// The text at a location; nil where it was not read, or is none.
    func text(at location: TrustStoreLocation) -> String? {
        guard case .bytes(let bytes) = content(location) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    /// The content of a file that a command reads.
    func read(_ file: ShellText) -> FileContent {
        guard file.isKnown || file.isBuiltInStore, let path = file.isBuiltInStore ? file.text : absolute(file.text)
        else {
            return .unknown(how: "copied from \(file.text), which is not known")
        }
        return files.content(at: path) ?? .unknown(how: "copied from \(path), of which nothing is known")
    }

    /// Writes what a command prints.
    mutating func write(_ content: FileContent, to file: ShellText, appends: Bool = false) {
        if file.text.hasPrefix("/dev/std") || file.text == "/dev/null" { return }
        guard file.isKnown || file.isBuiltInStore, let path = file.isBuiltInStore ? file.text : absolute(file.text)
        else {
            return spoil(file, how: "that \(who) writes")
        }
        let before = appends ? files.content(at: path) ?? .nothing : .nothing
        files.write(before + content, at: path)
    }

    /// A command that is not understood may have changed the file.
    mutating func spoil(_ file: ShellText, how: String) {
        if file.isKnown, let path = absolute(file.text) {
            files.spoil(path, how: how)
        } else if file.pattern.contains(where: { $0 != "*" }) {
            let isRooted = file.pattern.hasPrefix("/") || file.pattern.hasPrefix("*")
            files.spoil(matching: isRooted ? file.pattern : "*/" + file.pattern, how: how)
        }
    }
}

extension ShellText {
    /// Whether it is the JRE's own store, wherever the image has it: `$JAVA_HOME/lib/security/cacerts`.
    var isBuiltInStore: Bool { !isKnown && text.hasSuffix("/lib/security/cacerts") }
}
