import ScanModel

extension Page {
    /// Each namespace that needs somebody, then one block for those that need nobody.
    mutating func workloads(of report: Report, isWide: Bool) {
        let shown: Set<Verdict> = isWide ? [.high, .unknown, .medium, .low] : [.high, .unknown, .medium]
        let namesRotation = report.rotations.count > 1
        for namespace in report.worstFirst where shown.contains(namespace.verdict) {
            let entries = Entry.entries(of: namespace, verdicts: shown)
            let low = isWide ? [] : LowGroup.groups(of: namespace)
            let names = entries.compactMap(\.workloads.first?.visible) + low.map(\.subject)
            let column = min(names.map(\.displayWidth).max() ?? 0, 44)
            blank()
            paragraph("", namespace.name)
            for entry in entries {
                self.entry(entry, column: column, namesRotation: namesRotation, isWide: isWide)
            }
            if !isWide { counted(namespace, low: low, column: column) }
        }
        if !isWide { nothingToDo(in: report) }
    }

    private mutating func entry(_ entry: Entry, column: Int, namesRotation: Bool, isWide: Bool) {
        let finding = entry.finding
        let word = Label("  " + finding.verdict.word.padded(to: 9), finding.verdict)
        let name = (entry.workloads.first ?? "").visible
        let summary = entry.summary(namesRotation: namesRotation)
        if let width = style.width, 11 + column + 2 > width / 2 || name.displayWidth > column {
            // No room for a second column: the summary gets a line of its own.
            paragraph([word], name)
            line("", summary)
        } else {
            paragraph([word, Label(name.padded(to: column) + "  ")], summary)
        }
        line(finding.code, finding.reasons.first ?? finding.title)
        if isWide {
            for reason in finding.reasons.dropFirst() { line("", reason) }
            details(of: entry)
        }
        let remedies = isWide ? finding.remedy[...] : finding.remedy.prefix(1)
        for (index, remedy) in remedies.enumerated() {
            line(index == 0 ? finding.verdict.remedyWord : "or", remedy)
        }
        let others = entry.workloads.dropFirst()
        if !others.isEmpty {
            let sharing =
                finding.stores.isEmpty ? "" : others.count == 1 ? " uses the same store" : " use the same store"
            line("also", others.listed(upTo: isWide ? .max : 8, rest: "more (-o json has all)") + sharing)
        }
    }

    private mutating func line(_ label: String, _ words: String) {
        paragraph("           " + label.visible.padded(to: 6) + " ", words)
    }

    /// What the wide table adds: the server, the outcomes, the image, each store and what it holds.
    private mutating func details(of entry: Entry) {
        let finding = entry.finding
        if let endpoint = finding.endpoint { line("server", endpoint) }
        line("client", "\(finding.client.source) · mode from \(finding.mode.source)")
        if let before = finding.before, let after = finding.after {
            let posture = finding.security.map { " · security \($0.rawValue)" } ?? ""
            line("before", "\(before.rawValue), after: \(after.rawValue)\(posture)")
        }
        line("image", entry.container.image)
        for fact in entry.container.facts ?? [] { line("", "\(fact.name) \(fact.value) (\(fact.source))") }
        for store in finding.stores {
            let manager = store.managedBy.map { "managed by \($0)" }
            line(
                "store",
                [store.path, store.source, store.format, manager].compactMap(\.self).unique.joined(separator: " · "))
            if let evidence = store.evidence {
                line("", "read by \(evidence.via.rawValue) in \(evidence.place), \(evidence.at)")
                let path = evidence.path == store.path ? nil : evidence.path
                let more = [path, evidence.changed.map { "last changed \($0)" }].compactMap(\.self)
                if !more.isEmpty { line("", more.joined(separator: " · ")) }
            }
            if store.integrity == .unchecked {
                line("", "its integrity was not checked: no password that is known fits")
            }
            for certificate in store.certificates {
                line("", "- \(certificate.shortName) (\(certificate.role), until \(certificate.notAfter.day))")
            }
            for entry in store.rejected {
                line("", "- entry \(entry.index + 1) rejected (\(entry.reason.words)): \(entry.detail)")
            }
        }
    }

    /// Low and not-applicable workloads of a namespace that has others: counted, not listed.
    private mutating func counted(_ namespace: Report.Namespace, low: [LowGroup], column: Int) {
        for (index, group) in low.enumerated() {
            let word = index == 0 ? Label("  LOW      ", .low) : Label("           ")
            paragraph([word, Label("\(group.subject.padded(to: column))  \(group.code)  ")], group.title)
        }
        let others = namespace.summary.notApplicable
        if others > 0 {
            paragraph(
                [Label("  n/a      ", .notApplicable), Label(count(others, "workload").padded(to: column) + "  ")],
                "nothing there talks to a server of the rotation")
        }
    }

    /// One line a namespace: proof that it was looked at, and no more.
    private mutating func nothingToDo(in report: Report) {
        let calm = report.namespaces.filter { $0.verdict == .low }
        guard !calm.isEmpty else { return }
        let rows = calm.map { (name: $0.name.visible, groups: LowGroup.groups(of: $0)) }
        let column = min(rows.map(\.name.displayWidth).max() ?? 0, 44)
        let subjects = min(rows.flatMap(\.groups).map(\.subject.displayWidth).max() ?? 0, 44)
        blank()
        paragraph(
            "", "Nothing to do for the rotation (\(count(calm.count, "namespace")), -o wide has the evidence)")
        for row in rows {
            for (index, group) in row.groups.enumerated() {
                let word = index == 0 ? Label("  LOW      ", .low) : Label("           ")
                let name = (index == 0 ? row.name : "").padded(to: column)
                paragraph(
                    [word, Label("\(name)  \(group.subject.padded(to: subjects))  \(group.code)  ")], group.title)
            }
        }
    }
}

/// Low workloads of one namespace with the same code.
private struct LowGroup {
    /// The workload where it is one, else how many.
    var subject: String
    var code: String
    var title: String

    static func groups(of namespace: Report.Namespace) -> [LowGroup] {
        let low = namespace.workloads.filter { $0.verdict == .low }.compactMap { workload in
            workload.containers.flatMap(\.findings).first { $0.verdict == .low }.map {
                (workload: workload, finding: $0)
            }
        }
        return low.map(\.finding.code).unique.sorted().compactMap { code in
            let members = low.filter { $0.finding.code == code }
            guard let first = members.first else { return nil }
            let subject =
                members.count == 1
                ? "\(first.workload.kind)/\(first.workload.name)".visible : count(members.count, "workload")
            return LowGroup(subject: subject, code: code.visible, title: first.finding.title)
        }
    }
}

extension Verdict {
    /// What the first remedy is for.
    var remedyWord: String {
        switch self {
        case .unknown: "settle"
        case .low: "advice"
        case .high, .medium, .notApplicable: "fix"
        }
    }
}

extension Finding.Store.Certificate {
    /// The common name in RFC 4514 text, else all of it.
    fileprivate var shortName: String {
        guard let start = subject.firstRange(of: "CN=")?.upperBound else { return subject }
        var name = ""
        var isEscaped = false
        for character in subject[start...] {
            if !isEscaped, character == "," || character == "+" { break }
            isEscaped = !isEscaped && character == "\\"
            if !isEscaped { name.append(character) }
        }
        return name
    }
}
