package import ScanModel

/// The answers of `assess` as a table: a line for each client and mode, and below it what to do about the worst.
package struct AssessmentMatrix {
    /// One combination.
    package struct Row: Hashable, Sendable {
        /// With its version, where one was given.
        package var client: String
        package var mode: String
        package var store: String
        package var rotation: String
        package var before: Outcome?
        package var after: Outcome?
        package var verdict: Verdict
        package var code: String
        package var reasons: [String]
        package var remedy: [String]

        package init(
            client: String, mode: String, store: String, rotation: String, before: Outcome?, after: Outcome?,
            verdict: Verdict, code: String, reasons: [String], remedy: [String]
        ) {
            self.client = client
            self.mode = mode
            self.store = store
            self.rotation = rotation
            self.before = before
            self.after = after
            self.verdict = verdict
            self.code = code
            self.reasons = reasons
            self.remedy = remedy
        }

        /// Client and mode; in the notes.
        fileprivate var name: String { "\(client) \(mode)" }
    }

    /// As text for people.
    ///
    /// - Parameters:
    ///   - rows: the answers, in the order of the table.
    ///   - heading: what they are about, each with its label, such as `Store`.
    ///   - style: how the text looks.
    /// - Returns: lines, each with its end.
    package static func render(_ rows: [Row], heading: [(label: String, words: String)], style: TextStyle) -> String {
        var page = Page(style: style)
        for line in heading { page.paragraph(line.label.padded(to: 10), line.words) }
        page.blank()
        page.table(of: rows)
        page.notes(on: rows)
        return page.text
    }
}

extension Page {
    /// Columns that are the same in every line are left out, but for the client and the mode.
    fileprivate mutating func table(of rows: [AssessmentMatrix.Row]) {
        let optional: [(String, (AssessmentMatrix.Row) -> String)] = [("ROTATION", \.rotation), ("STORE", \.store)]
        let columns =
            optional.filter { Set(rows.map($0.1)).count > 1 } + [
                ("CLIENT", \.client), ("MODE", \.mode), ("BEFORE", { $0.before?.rawValue ?? "not known" }),
                ("AFTER", { $0.after?.rawValue ?? "not known" }),
            ]
        let widths = columns.map { column in
            rows.map { column.1($0).visible.displayWidth }.reduce(column.0.displayWidth, max)
        }
        let heading = zip(columns, widths).map { $0.0.padded(to: $1) }.joined(separator: "   ")
        paragraph(heading + "   VERDICT   CODE")
        for row in rows {
            let cells = zip(columns, widths).map { $0.1(row).visible.padded(to: $1) }.joined(separator: "   ")
            paragraph([Label(cells + "   "), Label(row.verdict.word.padded(to: 10), row.verdict), Label(row.code)])
        }
    }

    /// What the worst rows have in common is said once.
    fileprivate mutating func notes(on rows: [AssessmentMatrix.Row]) {
        guard let worst = rows.map(\.verdict).max() else { return }
        let groups = rows.filter { $0.verdict == worst }.grouped { [$0.code, $0.store, $0.rotation] + $0.reasons }
        for group in groups {
            guard let first = group.first else { continue }
            blank()
            let store = Set(rows.map(\.store)).count > 1 ? " · \(first.store)" : ""
            let names = group.map(\.name.glued).unique.listed(upTo: 6) + store
            paragraph([Label("\(worst.word)  ", worst)], names)
            for (index, reason) in first.reasons.enumerated() { note(index == 0 ? first.code : "", reason) }
            for (index, step) in first.remedy.enumerated() { note(index == 0 ? worst.remedyWord : "or", step) }
        }
        let others = rows.filter { $0.verdict != worst }.map(\.code).unique.sorted()
        guard !others.isEmpty else { return }
        blank()
        paragraph("", "The other codes, which explain tells more of: \(others.joined(separator: ", "))")
    }

    private mutating func note(_ label: String, _ words: String) {
        paragraph("      " + label.padded(to: 6) + " ", words)
    }
}

extension Sequence {
    /// The elements of equal keys together, in the order of their first appearance.
    fileprivate func grouped<Key: Hashable>(by key: (Element) -> Key) -> [[Element]] {
        var order: [Key] = []
        var groups: [Key: [Element]] = [:]
        for element in self {
            let key = key(element)
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(element)
        }
        return order.compactMap { groups[$0] }
    }
}
