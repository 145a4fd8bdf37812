package import ScanModel

/// The report for people (product.md, "What a person sees"): where am I, what is covered, how bad is it, where, why,
/// what do I do, what do I not know.
package enum Table: Reporter {
    package typealias Style = TextStyle

    package static let name = "table"

    package static func render(_ report: Report, style: TextStyle) -> String {
        render(report, style: style, isWide: false)
    }

    /// Both tables: the wide one lists what the other only counts: low workloads, further reasons, what each store holds.
    static func render(_ report: Report, style: TextStyle, isWide: Bool) -> String {
        var page = Page(style: style)
        page.header(of: report, isWide: isWide)
        page.matrix(of: report, isWide: isWide)
        page.workloads(of: report, isWide: isWide)
        page.notEvaluated(in: report, isWide: isWide)
        if style.explainsEvidence { page.evidence(of: report) }
        page.closing(of: report)
        return page.text
    }
}
