import Foundation

/// Rows of words as a table: each column as wide as its widest word, two spaces between.
func columns(_ rows: [[String]]) -> String {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
        let cells = row.enumerated().map { column, word in
            column == row.count - 1 ? word : word.padding(toLength: widths[column], withPad: " ", startingAt: 0)
        }
        return cells.joined(separator: "  ") + "\n"
    }.joined()
}

/// JSON for scripts: sorted keys, a newline at the end.
func jsonText(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
}
