import FoundationEssentials
package import ScanModel

/// Schema version 1 of the report, the contract that scripts rely on; `Schema/report-v1.schema.json` describes it.
///
/// Keys are sorted and every key is there, with `null` where nothing is known: the same report is the same bytes.
package enum JSON: Reporter {
    package static let name = "json"

    package static func render(_ report: Report, style: TextStyle) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(report), as: UTF8.self) + "\n"
    }
}
