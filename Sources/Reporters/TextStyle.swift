/// How text for people looks; the caller knows whether a terminal reads it.
package struct TextStyle: Hashable, Sendable {
    /// Whether verdicts are coloured with ANSI escapes. Nothing but colour depends on it.
    package var color: Bool
    /// Columns of the terminal; nil where the output is piped: data is never wrapped then.
    package var width: Int?

    package init(color: Bool = false, width: Int? = nil) {
        self.color = color
        self.width = width
    }

    /// For pipes and files.
    package static let plain = TextStyle()
}
