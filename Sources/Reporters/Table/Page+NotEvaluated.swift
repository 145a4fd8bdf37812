import ScanModel

extension Page {
    /// What is not known, grouped by why, each with the one thing that would settle it.
    mutating func notEvaluated(in report: Report, isWide: Bool) {
        unknownContainers(in: report, isWide: isWide)
        unreadObjects(in: report, isWide: isWide)
    }

    private mutating func unknownContainers(in report: Report, isWide: Bool) {
        let unknown = report.namespaces.flatMap { namespace in
            namespace.workloads.flatMap(\.containers).filter { $0.verdict == .unknown }.compactMap { container in
                container.findings.first { $0.verdict == .unknown }.map { (namespace: namespace.name, finding: $0) }
            }
        }
        guard !unknown.isEmpty else { return }
        blank()
        paragraph("", "Could not be evaluated (\(count(unknown.count, "container")))")
        let codes = unknown.map(\.finding.code).unique
        let groups = codes.map { code in unknown.filter { $0.finding.code == code } }
        for group in groups.sorted(by: { $0.count > $1.count }) {
            guard let finding = group.first?.finding else { continue }
            let namespaces = group.map(\.namespace).unique
            let place = "in \(namespaces.listed(upTo: isWide ? .max : 4, rest: "more namespaces"))"
            paragraph(
                "  " + String(group.count).aligned(to: 4) + "  " + finding.code.visible + "  ",
                "\(finding.title) · \(place)")
            let remedies = group.compactMap(\.finding.remedy.first).unique
            for remedy in remedies.prefix(isWide ? .max : 1) {
                let more = isWide || remedies.count == 1 ? "" : " (and \(remedies.count - 1) like it)"
                paragraph("        settle ", remedy + more)
            }
        }
    }

    /// Single objects that were not read: they matter where a finding above says so.
    private mutating func unreadObjects(in report: Report, isWide: Bool) {
        let gaps = report.coverage.gaps.filter(\.isObject)
        guard !gaps.isEmpty else { return }
        blank()
        paragraph("", "Not read (\(count(gaps.count, "object")))")
        for reason in gaps.map(\.reason).unique {
            let members = gaps.filter { $0.reason == reason }
            paragraph(
                "  " + String(members.count).aligned(to: 4) + "  ",
                "\(reason.words): \(members.map(\.resource).unique.listed(upTo: isWide ? .max : 4))")
        }
    }
}
