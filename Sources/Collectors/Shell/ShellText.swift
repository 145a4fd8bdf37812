/// A word of a script with its variables replaced.
struct ShellText: Hashable {
    /// What could not be resolved stands as it was written.
    var text: String
    /// The same with `*` for what could not be resolved.
    var pattern: String
    var isKnown: Bool
    /// Whether it has `*` or `?` outside of quotes.
    var isGlob: Bool

    init(_ text: String) { (self.text, pattern, isKnown, isGlob) = (text, text, true, false) }

    var isFlag: Bool { text.hasPrefix("-") && text != "-" }
}
