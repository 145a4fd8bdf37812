import ScanModel

extension Page {
    /// Which cluster, which rotation, which scope, how much of it was decided.
    mutating func header(of report: Report, isWide: Bool) {
        paragraph("Cluster   ", report.cluster.words)
        for (index, rotation) in report.rotations.enumerated() {
            paragraph(index == 0 ? "Rotation  " : "          ", rotation.words)
        }
        if report.rotations.isEmpty {
            paragraph("Rotation  ", "none: nothing was judged")
        }
        paragraph("Scope     ", report.scope.words)
        paragraph("Coverage  ", report.coverage.words)
        for limit in limits(of: report, isWide: isWide) {
            paragraph([Label("LIMITED   ", .unknown)], limit)
        }
    }

    /// What could not be listed: without it the figures below are about a part of the cluster only.
    private func limits(of report: Report, isWide: Bool) -> [String] {
        let gaps = report.coverage.gaps.filter { !$0.isObject }
        let groups = gaps.map { LimitGroup(resource: $0.resource, reason: $0.reason) }.unique
        let members = Dictionary(grouping: gaps) { LimitGroup(resource: $0.resource, reason: $0.reason) }
        let lines = groups.map { group in
            let members = members[group] ?? []
            var rest = ""
            let namespaces = members.compactMap(\.namespace).unique
            if members.contains(where: { $0.namespace == nil }) {
                rest += group.isKubernetesResource ? " in all namespaces" : ""
            } else {
                rest += " in " + namespaces.listed(upTo: isWide ? .max : 4, rest: "more namespaces")
            }
            rest += ": \(group.reason.words)"
            let details = members.map(\.detail).unique
            if let detail = details.first, details.count == 1, isWide || group.reason != .forbidden, !detail.isEmpty {
                rest += ", \(detail)"
            }
            return LimitLine(resource: group.resource, rest: rest)
        }
        // Eight kinds that are denied in one namespace are one line.
        let resources = Dictionary(grouping: lines, by: \.rest)
        return lines.map(\.rest).unique.map { rest in
            (resources[rest] ?? []).map(\.resource).joined(separator: ", ") + rest
        }
    }
}

private struct LimitLine {
    var resource: String
    var rest: String
}

private struct LimitGroup: Hashable {
    var resource: String
    var reason: GapReason

    /// `cronjobs` or `cronjobs.batch`, and not the path of a file.
    var isKubernetesResource: Bool {
        reason != .unreadableFile && resource.utf8.allSatisfy { (0x61...0x7a).contains($0) || $0 == 0x2e }
    }
}

extension Gap {
    /// Whether it is about one object (`Secret shop/ledger-db`) and not about a list or a file.
    var isObject: Bool {
        guard let space = resource.firstIndex(of: " ") else { return false }
        let kind = resource[..<space]
        return kind.first?.isUppercase == true && kind.allSatisfy { $0.isASCII && $0.isLetter }
    }
}

extension Report.Cluster {
    fileprivate var words: String {
        let facts = [uid.map { "kube-system \($0.prefix(8))" }, version, context.map { "context \($0)" }].compactMap(
            \.self)
        return facts.isEmpty ? server : "\(server)  (\(facts.joined(separator: ", ")))"
    }
}

extension Report.Rotation {
    fileprivate var words: String {
        var parts = [id, title].filter { !$0.isEmpty }
        switch (from, until) {
        case (let from?, let until?) where from != until: parts.append("from \(from.day), last region \(until.day)")
        case (let from?, _): parts.append("from \(from.day)")
        case (nil, let until?): parts.append("last region \(until.day)")
        case (nil, nil): break
        }
        return parts.joined(separator: " · ")
    }
}

extension Report.Scope {
    fileprivate var words: String {
        var parts: [String] = []
        switch namespaces.count {
        case 0: parts.append("all namespaces")
        case 1: parts.append("namespace \(namespaces[0])")
        default: parts.append("namespaces \(namespaces.joined(separator: ", "))")
        }
        if !excludedNamespaces.isEmpty { parts.append("without \(excludedNamespaces.joined(separator: ", "))") }
        if let selector { parts.append("selector \(selector)") }
        let looks = "exec \(exec)" + (registry == "never" ? "" : ", registry \(registry)")
        let known = imagesKnown > 0 ? ", \(imagesKnown) of them before" : ""
        parts.append(looks + (imagesRead > 0 ? ": \(count(imagesRead, "image")) read\(known)" : ""))
        parts.append(secrets ? "Secrets read by name" : "Secrets not read")
        return parts.joined(separator: " · ")
    }
}

extension Report.Coverage {
    fileprivate var words: String {
        guard containers > 0 else { return "nothing in scope: 0 % coverage" }
        return "\(decided) of \(count(containers, "container")) decided (\(percentWords))"
    }

    /// Rounded down to a tenth: 99.96 is not 100.
    private var percentWords: String {
        let tenths = Int((percent * 10 + 1e-6).rounded(.down))
        return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
    }
}

extension String {
    /// The day of an RFC 3339 time.
    var day: String { String(prefix { $0 != "T" }) }
}
