extension String {
    /// The text with every character that a terminal would act on, or not show, written out: `\u{1b}`, `\n`.
    ///
    /// Names and values come from a cluster that others write to. An escape sequence in one of them must not colour,
    /// move or hide a line of the report, and a bidirectional control must not reorder it (Unicode TR 36, section 2.5).
    var visible: String {
        if utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) { return self }
        var result = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.isInvisible: result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension Unicode.Scalar {
    fileprivate var isInvisible: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
