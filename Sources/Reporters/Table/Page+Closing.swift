import ScanModel

extension Page {
    /// The last lines, which stay on the screen when everything else has scrolled away.
    mutating func closing(of report: Report) {
        guard !report.namespaces.isEmpty else { return }
        let workloads = report.namespaces.flatMap(\.workloads)
        let findings = workloads.flatMap(\.containers).flatMap(\.findings)
        blank()
        if findings.contains(where: { $0.basis == .prior && $0.verdict != .unknown }) {
            paragraph(
                "by prior  ",
                "nobody looked into that store: the level is the risk matrix's for such clients, not evidence")
        }
        if let words = securityWords(workloads) { paragraph("Security  ", words) }
        let limits = report.coverage.gaps.filter { !$0.isObject }.count
        let caveat = limits == 0 ? "" : "; LIMITED: \(count(limits, "thing")) could not be listed or read"
        paragraph("Result    ", resultWords(report.summary) + caveat)
    }

    private func resultWords(_ summary: Report.Summary) -> String {
        let figures = [
            (summary.high, "high"), (summary.unknown, "unknown"), (summary.medium, "medium"), (summary.low, "low"),
            (summary.notApplicable, "not applicable"),
        ]
        let words = figures.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
        return count(summary.workloads, "workload") + (words.isEmpty ? "" : ": \(words)")
    }

    /// The second axis, never mixed into the first: who would accept any server, rotation or not.
    private func securityWords(_ workloads: [Report.Workload]) -> String? {
        let clients = workloads.map { $0.containers.flatMap(\.findings) }.filter { !$0.isEmpty }
        guard !clients.isEmpty else { return nil }
        let plaintext = clients.filter { $0.contains { $0.before == .connectsPlaintext } }
        let unverified = clients.filter {
            !$0.contains { $0.before == .connectsPlaintext } && $0.contains { $0.before == .connectsUnverified }
        }
        let chainOnly = clients.filter { $0.contains { $0.security == .moderate } }
        var parts: [String] = []
        if plaintext.isEmpty && unverified.isEmpty {
            parts.append("no workload is known to connect without verifying its server")
        } else {
            let careless = plaintext.count + unverified.count
            parts.append(
                "\(careless) of \(count(clients.count, "workload")) with a database client "
                    + (careless == 1 ? "connects" : "connect") + " without verifying the server"
                    + (plaintext.isEmpty ? "" : ", \(plaintext.count) of them in plaintext"))
        }
        if !chainOnly.isEmpty {
            parts.append(
                "\(chainOnly.count) \(chainOnly.count == 1 ? "checks" : "check") the chain and not the host name")
        }
        return parts.joined(separator: "; ")
    }
}
