/// The words of a command, told apart into options and operands.
struct CommandOptions {
    private(set) var operands: [ShellText] = []
    private var values: [String: [ShellText]] = [:]
    private(set) var flags: Set<String> = []

    /// - Parameters:
    ///   - words: without the command's name.
    ///   - valued: options whose value is the next word, such as `-t` and `--target-directory`.
    ///   - clustersFlags: whether `-rf` is `-r -f`, and `-m0644` is `-m 0644`.
    init(_ words: [ShellText], valued: Set<String> = [], clustersFlags: Bool = true) {
        var rest = words[...]
        while let word = rest.popFirst() {
            guard word.isFlag else {
                operands.append(word)
                continue
            }
            if word.text == "--" {
                operands += rest
                return
            }
            if valued.contains(word.text) {
                if let value = rest.popFirst() { values[word.text, default: []].append(value) }
            } else if let equals = word.text.firstIndex(of: "="), word.text.hasPrefix("--") {
                let name = String(word.text[..<equals])
                values[name, default: []].append(word.behind(word.text[...equals].count))
            } else if clustersFlags, !word.text.hasPrefix("--") {
                let letters = word.text.dropFirst()
                for (index, letter) in letters.enumerated() {
                    guard valued.contains("-\(letter)") else {
                        flags.insert("-\(letter)")
                        continue
                    }
                    let value = word.behind(index + 2)
                    if !value.text.isEmpty {
                        values["-\(letter)", default: []].append(value)
                    } else if let next = rest.popFirst() {
                        values["-\(letter)", default: []].append(next)
                    }
                    break
                }
            } else {
                flags.insert(word.text)
            }
        }
    }

    /// The value of the first of these options that has one.
    func value(_ names: String...) -> ShellText? { names.lazy.compactMap { values[$0]?.last }.first }

    func has(_ names: String...) -> Bool { names.contains { flags.contains($0) } }
}

extension ShellText {
    /// Without the first characters; of the pattern too, as far as it is the text.
    fileprivate func behind(_ count: Int) -> ShellText {
        var rest = self
        rest.text = String(text.dropFirst(count))
        rest.pattern = isKnown ? rest.text : "*" + (pattern.split(separator: "*").last.map(String.init) ?? "")
        return rest
    }
}
