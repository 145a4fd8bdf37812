package import FoundationEssentials
package import ScanModel

/// An announced change of the chains that a service's servers send: what is served until then, and what afterwards.
package struct RotationProfile: Sendable {
    /// When a region changes.
    package struct Step: Hashable, Sendable {
        package var region: String
        package var from: Date
    }

    /// What a server sends besides its own certificate, that certificate's issuer first; each is signed by the next.
    package struct ServedChain: Hashable, Sendable {
        package var certificates: [StoreCertificate]
        /// The issuer of the servers' certificates, which tells the chain from the others.
        package var issuer: StoreCertificate

        /// - Returns: nil for an empty chain.
        package init?(certificates: [StoreCertificate]) {
            guard let issuer = certificates.first else { return nil }
            self.certificates = certificates
            self.issuer = issuer
        }

        /// Whether a server can send it on that day: none of its certificates has ended or has yet to begin.
        package func isServable(at date: Date) -> Bool {
            certificatesNotValid(at: date).isEmpty
        }

        func certificatesNotValid(at date: Date) -> [StoreCertificate] {
            certificates.filter { date < $0.validity.from || $0.validity.until < date }
        }
    }

    /// Something that the profile states, and where it is stated.
    package struct Statement: Hashable, Sendable {
        package var claim: String
        /// A document's title or address; what it is inferred from, where no document says it.
        package var source: String
        package var isInferred: Bool
    }

    /// Servers with chains of their own, told from the others by their names.
    package struct Region: Hashable, Sendable {
        package var name: String
        package var endpoints: [String]
        package var before: [ServedChain]
        package var after: [ServedChain]
        package var minimumRoots: [StoreCertificate]
        package var fullRoots: [StoreCertificate]
    }

    package var name: String
    package var title: String
    package var version: String
    package var sources: [String]
    package var statements: [Statement]
    package var service: String?
    /// Host name globs; empty where the servers cannot be told by their names, and the profile has to be asked for.
    package var endpoints: [String]
    /// Host name globs that the rotation does not touch although `endpoints` match them.
    package var exceptions: [String]
    /// Whether the default stores hold the roots. Where they do not, an unread default store promises nothing.
    package var isPubliclyTrusted: Bool
    package var schedule: [Step]
    /// When the rotation is complete; the last step of the schedule where the profile does not say.
    package var until: Date?
    /// The chains of servers that are in none of the regions.
    package var before: [ServedChain]
    package var after: [ServedChain]
    /// The smallest set of roots that the service asks for.
    package var minimumRoots: [StoreCertificate]
    /// The set that also survives the changes to come.
    package var fullRoots: [StoreCertificate]
    /// When the next change is forced: an anchor that expires earlier will not do.
    package var horizon: Date?
    package var regions: [Region]
    /// The region that this profile was narrowed to.
    package var region: String?

    /// When the first region changes.
    package var start: Date { schedule.map(\.from).min() ?? .distantPast }
    /// When the last region has changed.
    package var end: Date { until ?? schedule.map(\.from).max() ?? .distantPast }

    /// The moment for which the old chains are judged: the old certificates may have expired long since.
    package func dateBefore(asOf date: Date) -> Date { min(start, date) }
    /// The moment for which the new chains are judged.
    package func dateAfter(asOf date: Date) -> Date { max(end, date) }

    /// The old chains that can be served at ``dateBefore(asOf:)``.
    package func chainsBefore(asOf date: Date) -> [ServedChain] { servable(before, at: dateBefore(asOf: date)) }
    /// The new chains that can be served at ``dateAfter(asOf:)``.
    package func chainsAfter(asOf date: Date) -> [ServedChain] { servable(after, at: dateAfter(asOf: date)) }

    /// A server cannot live on a chain that has ended, so such a chain predicts nothing, unless nothing else is known.
    private func servable(_ chains: [ServedChain], at date: Date) -> [ServedChain] {
        let servable = chains.filter { $0.isServable(at: date) }
        return servable.isEmpty ? chains : servable
    }

    /// Whether a host's name tells that the rotation concerns it; else the profile is used only where it is named.
    package var isFoundByHost: Bool { !endpoints.isEmpty || !regions.isEmpty }

    /// Whether the rotation concerns a server of that name; letter case and a trailing dot do not count.
    ///
    /// A `*` stands for dots too: `db.privatelink.postgres.database.azure.com` is the same server as without `privatelink`.
    package func matches(host: String) -> Bool {
        let name = (host.hasSuffix(".") ? String(host.dropLast()) : host).lowercased()
        func isOne(of globs: [String]) -> Bool { globs.contains { Glob($0.lowercased()).matches(name) } }
        guard !name.isEmpty, !name.hasPrefix("."), !isOne(of: exceptions) else { return false }
        return !isFoundByHost || isOne(of: endpoints) || regions.contains { isOne(of: $0.endpoints) }
    }
}
