/// A part of a YAML file, and where it starts: so that one bad part loses neither the others nor its line number.
struct YAMLPiece {
    var text: String
    /// From 1.
    var firstLine: Int

    /// The documents of a file, cut at `---` lines (YAML 1.2, section 9.1.2), which no block scalar can contain in
    /// column 0.
    static func documents(_ text: String) -> [YAMLPiece] {
        let bytes = Array(text.utf8)
        var pieces: [YAMLPiece] = []
        var start = 0
        var startLine = 1
        func close(at end: Int) {
            let piece = String(decoding: bytes[start..<end], as: UTF8.self)
            let hasContent = piece.utf8.contains { $0 > UInt8(ascii: " ") }
            if hasContent { pieces.append(YAMLPiece(text: piece, firstLine: startLine)) }
        }
        for (number, line) in lineRanges(bytes).enumerated() where isMarker(bytes[line]) {
            close(at: line.lowerBound)
            // The marker stays with its document: `--- {kind: Pod}` is content.
            start = line.lowerBound
            startLine = number + 1
        }
        close(at: bytes.count)
        return pieces.filter { $0.text.trimmed != "---" }
    }

    /// The items of a list as kubectl prints it (`items:` and `- ` in column 0), and the rest of the document.
    ///
    /// A list of a whole cluster is read item by item: one at a time in memory, and one bad item is one gap.
    func listItems() -> (outer: String, items: [YAMLPiece])? {
        let bytes = Array(text.utf8)
        let lines = Self.lineRanges(bytes)
        guard
            let head = lines.firstIndex(where: {
                String(decoding: bytes[$0], as: UTF8.self).trimmed == "items:" && bytes[$0.lowerBound] != 32
            }),
            head + 1 < lines.count, Self.startsItem(bytes[lines[head + 1]])
        else { return nil }
        var items: [YAMLPiece] = []
        var outer = String(decoding: bytes[..<lines[head].lowerBound], as: UTF8.self)
        var start = head + 1
        var index = head + 2
        func close(before end: Int) {
            var item = Array(bytes[lines[start].lowerBound..<lines[end - 1].upperBound])
            item[0] = UInt8(ascii: " ")
            items.append(YAMLPiece(text: String(decoding: item, as: UTF8.self), firstLine: firstLine + start))
        }
        while index < lines.count {
            let line = bytes[lines[index]]
            if Self.startsItem(line) {
                close(before: index)
                start = index
            } else if let first = line.first, first != 32, first != 9, first != 10, first != 13, first != 35 {
                break
            }
            index += 1
        }
        close(before: index)
        if index < lines.count {
            outer += String(decoding: bytes[lines[index].lowerBound...], as: UTF8.self)
        }
        return (outer, items)
    }

    /// The lines with their ends.
    private static func lineRanges(_ bytes: [UInt8]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 10).map { $0 + 1 } ?? bytes.count
            ranges.append(start..<end)
            start = end
        }
        return ranges
    }

    private static func isMarker(_ line: ArraySlice<UInt8>) -> Bool {
        guard line.starts(with: [45, 45, 45]) else { return false }
        let next = line.dropFirst(3).first
        return next == nil || next == 10 || next == 13 || next == 32 || next == 9
    }

    private static func startsItem(_ line: ArraySlice<UInt8>) -> Bool {
        guard line.first == 45 else { return false }
        let next = line.dropFirst().first
        return next == 32 || next == 10 || next == 13
    }
}
