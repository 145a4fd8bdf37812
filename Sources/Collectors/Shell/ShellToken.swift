/// What a script is made of.
enum ShellToken: Hashable {
    case word(ShellWord)
    /// `;`, `&`, `&&`, `||`, `|`, `(`, `)`, `;;`, or a line end.
    case sign(String)
    /// `>`, `>>`; the file is the next word. False for a stream that is not the command's output.
    case output(appends: Bool, isOutput: Bool)
    /// `<`; the file is the next word.
    case input
    /// A here-document.
    case document(ShellWord)
    /// `<<<`; the text is the next word.
    case hereString
    /// `2>&1`
    case duplicate
}
