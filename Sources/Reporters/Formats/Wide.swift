package import ScanModel

/// The table with everything that it only counts: low workloads, every reason, what each store holds.
package enum Wide: Reporter {
    package static let name = "wide"

    package static func render(_ report: Report, style: TextStyle) -> String {
        Table.render(report, style: style, isWide: true)
    }
}
