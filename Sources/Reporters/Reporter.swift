package import ScanModel

/// One output format: a report in, text out.
///
/// Pure: a reporter neither prints nor reads the clock, so that every format can be compared with a file.
package protocol Reporter: Sendable {
    /// The value of `--output`, such as `json`.
    static var name: String { get }

    /// Puts the whole report into text.
    ///
    /// - Parameters:
    ///   - report: what the scan found.
    ///   - style: how text for people looks; formats for machines ignore it.
    /// - Returns: the text, with a newline at its end.
    /// - Throws: where the report cannot be put into this format.
    static func render(_ report: Report, style: TextStyle) throws -> String
}

/// Every format, in the order of the help: one line a file of `Formats`.
package let reporters: [any Reporter.Type] = [
    Table.self,
    Wide.self,
    JSON.self,
    Name.self,
]

/// The format of that name; nil where there is none.
package func reporter(named name: String) -> (any Reporter.Type)? {
    reporters.first { $0.name == name }
}
