import ScanModel

extension Page {
    /// What each verdict rests on: every store once, how it was read, when, and how much of it (`--explain-evidence`).
    mutating func evidence(of report: Report) {
        var order: [StoreLine] = []
        var users: [StoreLine: [String]] = [:]
        for namespace in report.namespaces {
            for workload in namespace.workloads {
                for finding in workload.containers.flatMap(\.findings) {
                    for store in finding.stores {
                        let line = StoreLine(store, readAt: report.finishedAt, basis: finding.basis)
                        if users[line] == nil { order.append(line) }
                        users[line, default: []].append("\(namespace.name) \(workload.kind)/\(workload.name)")
                    }
                }
            }
        }
        guard !order.isEmpty else { return }
        blank()
        paragraph("", "Evidence (\(count(order.count, "store")))")
        for line in order {
            paragraph("  ", line.title)
            paragraph("           read   ", line.reading)
            paragraph("           for    ", (users[line] ?? []).unique.listed(upTo: 4, rest: "more workloads"))
        }
    }

    /// A store as one reading of it shows it.
    private struct StoreLine: Hashable {
        var title: String
        var reading: String

        init(_ store: Finding.Store, readAt: String, basis: Basis) {
            title = [store.source, store.path, store.format].compactMap(\.self).unique.joined(separator: " · ")
            let isRead = store.format != nil || store.evidence != nil || !store.certificates.isEmpty
            guard isRead else {
                reading =
                    basis == .prior ? "by nobody: the level is the risk matrix's" : "not: the finding says why"
                return
            }
            let way =
                switch store.evidence {
                case let evidence?: "by \(evidence.via.rawValue) in \(evidence.place), \(evidence.at)"
                case nil: "through the API, \(readAt)"
                }
            let whole = store.complete ? "whole" : "not all of it could be understood"
            reading = "\(way) · \(count(store.certificates.count, "certificate")), \(whole)"
        }
    }
}
