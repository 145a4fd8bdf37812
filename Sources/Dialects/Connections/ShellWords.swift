/// The simple commands of a shell script as words: quotes removed, nothing expanded (POSIX shell, section 2.2).
struct ShellWords {
    private(set) var commands: [[String]] = []

    init(_ script: String) {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var characters = script[...]
        func flushedWords(_ words: [String], _ word: String?) -> [String] { words + (word.map { [$0] } ?? []) }
        while let character = characters.popFirst() {
            if let open = quote {
                if character == open {
                    quote = nil
                } else if character == "\\", open == "\"", let next = characters.popFirst() {
                    word = (word ?? "") + String(next)
                } else {
                    word = (word ?? "") + String(character)
                }
                continue
            }
            switch character {
            case "'", "\"":
                quote = character
                word = word ?? ""
            case "\\":
                guard let next = characters.popFirst() else { break }
                if next != "\n" { word = (word ?? "") + String(next) }
            case ";", "|", "&", "\n":
                words = flushedWords(words, word)
                if !words.isEmpty { commands.append(words) }
                words = []
                word = nil
            case " ", "\t", "\r":
                words = flushedWords(words, word)
                word = nil
            default:
                word = (word ?? "") + String(character)
            }
        }
        words = flushedWords(words, word)
        if !words.isEmpty { commands.append(words) }
    }
}
