import ScanModel

extension Page {
    /// One line for each namespace, worst first. Namespaces that have nothing to do with the rotation share a line, so
    /// that the columns add up and the others are not lost among them.
    mutating func matrix(of report: Report, isWide: Bool) {
        blank()
        guard !report.namespaces.isEmpty else {
            let advice =
                report.coverage.gaps.isEmpty
                ? "Check the namespaces and selectors above." : "What could not be read stands above."
            paragraph("", "No workload is in scope, so nothing was decided. \(advice)")
            return
        }
        let quiet = isWide ? [] : report.namespaces.filter { $0.verdict == .notApplicable }
        let folds = quiet.count > 3
        let named = report.worstFirst.filter { !folds || $0.verdict != .notApplicable }
        var rows = named.map { MatrixRow(name: $0.name, summary: $0.summary) }
        if folds {
            rows.append(MatrixRow(name: "(\(quiet.count) others)", summary: quiet.map(\.summary).total))
        }
        rows.append(MatrixRow(name: "TOTAL", summary: report.summary))

        let names = ["NAMESPACE"] + rows.map(\.name.visible)
        let first = names.map(\.displayWidth).max() ?? 0
        paragraph(names[0].padded(to: first) + MatrixRow.headings.map { "   " + $0 }.joined())
        for row in rows {
            paragraph(row.name.visible.padded(to: first) + row.cells.joined())
        }
        sentence(on: report)
    }

    private mutating func sentence(on report: Report) {
        guard report.summary.workloads == report.summary.notApplicable else { return }
        let caveat =
            report.coverage.gaps.isEmpty
            ? "" : ", as far as could be read: \(count(report.coverage.gaps.count, "thing")) could not"
        blank()
        paragraph("", "No workload in scope talks to a server of the rotation\(caveat).")
    }
}

private struct MatrixRow {
    static let headings = ["WORKLOADS", "HIGH", "MEDIUM", "LOW", "UNKNOWN", "N/A"]

    var name: String
    var summary: Report.Summary

    /// Each under its heading, right-aligned.
    var cells: [String] {
        let figures = [
            summary.workloads, summary.high, summary.medium, summary.low, summary.unknown, summary.notApplicable,
        ]
        return zip(Self.headings, figures).map { String($1).aligned(to: $0.count + 3) }
    }
}

extension Report {
    /// Namespaces by their worst workload, then by name: the order of the table.
    var worstFirst: [Namespace] {
        namespaces.enumerated()
            .sorted { ($1.element.verdict, $0.offset) < ($0.element.verdict, $1.offset) }
            .map(\.element)
    }
}

extension Report.Namespace {
    /// That of its worst workload.
    var verdict: Verdict { workloads.map(\.verdict).max() ?? .notApplicable }
}

extension [Report.Summary] {
    fileprivate var total: Report.Summary {
        reduce(into: Report.Summary()) { total, summary in
            total.high += summary.high
            total.medium += summary.medium
            total.low += summary.low
            total.unknown += summary.unknown
            total.notApplicable += summary.notApplicable
        }
    }
}
