/// How text for people looks; the caller knows whether a terminal reads it.
package struct TextStyle: Hashable, Sendable {
    /// Whether verdicts are coloured with ANSI escapes. Nothing but colour depends on it.
    package var color: Bool
    /// Columns of the terminal; nil where the output is piped: data is never wrapped then.
    package var width: Int?
    /// Whether the tables say of every store how it was read.
    package var explainsEvidence: Bool

    package init(color: Bool = false, width: Int? = nil, explainsEvidence: Bool = false) {
        self.color = color
        self.width = width
        self.explainsEvidence = explainsEvidence
    }

    /// For pipes and files.
    package static let plain = TextStyle()
}
