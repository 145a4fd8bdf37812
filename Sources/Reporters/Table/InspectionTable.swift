package import ScanModel

/// What `inspect` found, for people: a block for each file.
package enum InspectionTable {
    /// As text for people.
    ///
    /// - Parameters:
    ///   - inspections: one for each file, in the order given.
    ///   - style: how the text looks.
    /// - Returns: lines, each with its end.
    package static func render(_ inspections: [Inspection], style: TextStyle) -> String {
        var page = Page(style: style)
        for (index, inspection) in inspections.enumerated() {
            if index > 0 { page.blank() }
            page.heading(of: inspection)
            page.certificates(of: inspection)
            page.remarks(on: inspection)
        }
        return page.text
    }
}

extension Page {
    fileprivate mutating func heading(of inspection: Inspection) {
        paragraph("File      ", inspection.path)
        guard let format = inspection.format else {
            let why = inspection.rejected.first.map { "\($0.detail) (\($0.reason.words))" } ?? ""
            return paragraph([Label("NOT READ  ", .unknown)], why)
        }
        paragraph("Format    ", [format, inspection.integrity.words].filter { !$0.isEmpty }.joined(separator: " · "))
        let expired = inspection.certificates.count { $0.daysLeft < 0 }
        let parts = [
            count(inspection.certificates.count, "certificate"), expired > 0 ? "\(expired) expired" : "",
            inspection.complete ? "" : "\(inspection.rejected.count) not read",
        ]
        paragraph("Holds     ", parts.filter { !$0.isEmpty }.joined(separator: " · "))
    }

    fileprivate mutating func certificates(of inspection: Inspection) {
        guard !inspection.certificates.isEmpty else { return }
        blank()
        paragraph("  EXPIRES      LEFT         CERTIFICATE")
        for certificate in inspection.certificates {
            let day = String(certificate.notAfter.prefix(10)).padded(to: 13)
            paragraph(
                [Label("  " + day), Label(certificate.left.padded(to: 12), certificate.urgency), Label(" ")],
                certificate.name)
            paragraph("      role    ", certificate.roleWords)
            if let alias = certificate.alias { paragraph("      alias   ", alias) }
            paragraph(
                "      issuer  ", certificate.issuer == certificate.subject ? "itself" : certificate.issuer)
            paragraph("      serial  ", certificate.serial)
            paragraph("      sha256  ", certificate.sha256)
        }
    }

    fileprivate mutating func remarks(on inspection: Inspection) {
        guard inspection.format != nil else { return }
        if !(inspection.rejected.isEmpty && inspection.notes.isEmpty) { blank() }
        for entry in inspection.rejected {
            paragraph(
                [Label("  "), Label("NOT READ ", .unknown)],
                "entry \(entry.index): \(entry.detail) (\(entry.reason.words))")
        }
        for note in inspection.notes { paragraph("  note     ", note) }
    }
}

extension Inspection.Certificate {
    /// How long it is still good for.
    fileprivate var left: String {
        if daysLeft < 0 { return "EXPIRED" }
        return isNotYetValid ? "NOT YET" : count(daysLeft, "day")
    }

    /// A quarter of a year is what changing a store everywhere takes.
    fileprivate var urgency: Verdict? {
        if daysLeft < 0 || isNotYetValid { return .high }
        return daysLeft < 90 ? .medium : nil
    }

    /// `root in azure-postgresql-2025, azure-mysql-2025`; the roles outside a rotation are told only where there is no other.
    fileprivate var roleWords: String {
        let within = roles.filter { !["other", "other-root"].contains($0.role) }
        let words = within.map(\.role).unique.map { role in
            let rotations = within.filter { $0.role == role }.map(\.rotation).joined(separator: ", ")
            return "\(role) in \(rotations)"
        }
        return words.isEmpty ? "\(role), in no rotation" : words.joined(separator: "; ")
    }
}

extension TrustStore.Integrity {
    fileprivate var words: String {
        switch self {
        case .checked: "integrity checked"
        case .unchecked: "integrity not checked"
        case .none: ""
        }
    }
}
