package import ScanModel

/// `namespace/Kind/name` of each workload that needs somebody (high, unknown, medium), worst first: for `xargs` and tickets.
package enum Name: Reporter {
    package static let name = "name"

    package static func render(_ report: Report, style: TextStyle) -> String {
        let lines = [Verdict.high, .unknown, .medium].flatMap { verdict in
            report.namespaces.flatMap { namespace in
                namespace.workloads.filter { $0.verdict == verdict }
                    .map { "\(namespace.name)/\($0.kind)/\($0.name)".visible + "\n" }
            }
        }
        return lines.joined()
    }
}
