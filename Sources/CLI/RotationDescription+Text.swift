import Foundation
import RiskEngine
import ScanModel

extension RotationDescription.Certificate {
    init(_ certificate: StoreCertificate) {
        self.init(
            subject: certificate.subject, issuer: certificate.issuer, sha256: certificate.sha256,
            notBefore: Timestamp.text(certificate.validity.from),
            notAfter: Timestamp.text(certificate.validity.until), shortName: certificate.shortName)
    }
}

extension RotationDescription {
    /// For people: what changes when, for whom, from which chains to which, and who says so.
    func text(asOf date: Date) -> String {
        var lines = ["\(rotation.id)  \(rotation.title)", ""]
        let days = schedule.map { "\($0.from.prefix(10))  \($0.region)" }
        lines += block("Version", [rotation.version])
        lines += block("Service", [rotation.service ?? "any"])
        lines += block("State", ["\(rotation.state) on \(Timestamp.dayText(date))"])
        lines += block("Schedule", days + ["\(rotation.complete)  complete"])
        lines += block("Horizon", [rotation.horizon ?? "not known"])
        lines += block(
            "Servers",
            rotation.endpoints.isEmpty && chains.allSatisfy { $0.region == nil }
                ? ["every server, where --rotation names this rotation"] : rotation.endpoints)
        lines += block("Except", except)
        if !publiclyTrusted { lines += block("Roots", ["in no public store"]) }
        if chains.allSatisfy({ $0.region != nil }) {
            lines += block("Not held", ["the chains of servers in other regions, which are judged unknown"])
        }
        for part in chains {
            if let region = part.region {
                lines += ["", "Region \(region)  \((part.endpoints ?? []).joined(separator: ", "))"]
            }
            lines += section("Before: what servers send besides their own certificate", part.before.map(chain))
            lines += section("After", part.after.map(chain))
            lines += section("Roots to trust, at the least", part.recommendedRoots.minimum.map { [root($0)] })
            lines += section("Roots to trust, at best", part.recommendedRoots.full.map { [root($0)] })
        }
        lines += section("Sources", sources.map { ["  \($0)"] })
        lines += section(
            "What it states, and who says so",
            docs.map { ["  \($0.claim)", "    " + ($0.source ?? $0.inferred.map { "inferred: \($0)" } ?? "")] })
        return lines.joined(separator: "\n") + "\n"
    }

    private func block(_ name: String, _ values: [String]) -> [String] {
        values.enumerated().map { ($0 == 0 ? name : "").padding(toLength: 10, withPad: " ", startingAt: 0) + $1 }
    }

    private func section(_ title: String, _ entries: [[String]]) -> [String] {
        entries.isEmpty ? [] : ["", title] + entries.flatMap(\.self)
    }

    private func chain(_ certificates: [Certificate]) -> [String] {
        certificates.enumerated().flatMap { index, certificate in
            [
                (index == 0 ? "  - " : "    ") + "\(certificate.shortName), until \(certificate.notAfter.prefix(10))",
                "      issued by \(certificate.issuer)", "      sha256 \(certificate.sha256)",
            ]
        }
    }

    private func root(_ certificate: Certificate) -> String {
        "  - \(certificate.shortName), until \(certificate.notAfter.prefix(10)), sha256 \(certificate.sha256)"
    }
}
