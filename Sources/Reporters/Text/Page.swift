import ScanModel

/// Text under construction: makes everything visible, wraps for a terminal, colours last.
///
/// Every word of a report passes ``paragraph(_:_:)``, so that no format can forget to make a name harmless.
struct Page {
    /// A piece of a line's beginning.
    struct Label {
        var text: String
        var verdict: Verdict?

        init(_ text: String, _ verdict: Verdict? = nil) {
            self.text = text
            self.verdict = verdict
        }
    }

    /// Below this a hanging indent leaves no readable column.
    private static let narrowest = 24
    private static let fallbackIndent = 18

    /// A space at which no line breaks; written as an ordinary one.
    static let glue = "\u{a0}"

    let style: TextStyle
    private(set) var text = ""

    init(style: TextStyle) {
        self.style = style
    }

    mutating func blank() {
        text += "\n"
    }

    /// One line, or on a terminal as many as it takes: the labels, then the words, hanging below their own beginning.
    mutating func paragraph(_ labels: [Label], _ words: String = "") {
        let indent = labels.reduce(0) { $0 + $1.text.visible.displayWidth }
        let beginning = labels.map { painted($0) }.joined()
        if let width = style.width, width - indent < Self.narrowest, indent > Self.fallbackIndent, !words.isEmpty {
            // No readable column is left beside the labels: the words go below them.
            text += beginning.trimmedEnd + "\n"
            return paragraph([Label(String(repeating: " ", count: Self.fallbackIndent))], words)
        }
        let lines = wrapped(words.visible, indent: indent).map { $0.replacing(Self.glue, with: " ") }
        guard let first = lines.first, !first.isEmpty else {
            text += beginning.trimmedEnd + "\n"
            return
        }
        text += beginning + first + "\n"
        for line in lines.dropFirst() {
            text += String(repeating: " ", count: indent) + line + "\n"
        }
    }

    mutating func paragraph(_ label: String, _ words: String = "") {
        paragraph([Label(label)], words)
    }

    private func wrapped(_ words: String, indent: Int) -> [String] {
        guard let width = style.width else { return [words] }
        let room = max(width - indent, Self.narrowest)
        guard words.displayWidth > room else { return [words] }
        var lines: [String] = []
        var line = ""
        for piece in words.split(separator: " ").map(String.init) {
            // Glue that no line can hold gives way.
            let loosens = piece.displayWidth > room
            for word in loosens ? piece.split(separator: Self.glue).map(String.init) : [piece] {
                if !line.isEmpty, line.displayWidth + 1 + word.displayWidth > room {
                    lines.append(line)
                    line = ""
                }
                line += line.isEmpty ? word : " " + word
            }
        }
        return lines + [line]
    }

    private func painted(_ label: Label) -> String {
        let text = label.text.visible
        guard style.color, let verdict = label.verdict else { return text }
        return "\u{1b}[\(verdict.colour)m" + text.trimmedEnd + "\u{1b}[0m" + text.dropFirst(text.trimmedEnd.count)
    }
}

extension String {
    /// The words as one, where a line can hold them.
    var glued: String { replacing(" ", with: Page.glue) }

    fileprivate var trimmedEnd: String {
        var result = self
        while result.last == " " { result.removeLast() }
        return result
    }
}

extension Verdict {
    /// The word in the table.
    var word: String {
        switch self {
        case .notApplicable: "n/a"
        case .low, .medium, .unknown, .high: rawValue.uppercased()
        }
    }

    /// ANSI attributes that stay apart for people who do not tell red from green: weight and underline as well.
    fileprivate var colour: String {
        switch self {
        case .high: "1;31"
        case .unknown: "1;35"
        case .medium: "33"
        case .low: "32"
        case .notApplicable: "2"
        }
    }
}
