extension StringProtocol {
    /// Without white space and line ends at both ends.
    var trimmed: String {
        let start = firstIndex { !$0.isWhitespace } ?? endIndex
        guard start < endIndex, let end = lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[start...end])
    }

    /// Lines without their ends; CRLF and CR count as one end each.
    var textLines: [Substring] {
        Substring(self).split(omittingEmptySubsequences: false) { $0.isNewline }
    }
}
