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
    }

    package var name: String
    package var title: String
    package var version: String
    package var sources: [String]
    package var service: String?
    /// Host name globs.
    package var endpoints: [String]
    package var schedule: [Step]
    /// When the rotation is complete; the last step of the schedule where the profile does not say.
    package var until: Date?
    package var before: [ServedChain]
    package var after: [ServedChain]
    /// The smallest set of roots that the service asks for.
    package var minimumRoots: [StoreCertificate]
    /// The set that also survives the changes to come.
    package var fullRoots: [StoreCertificate]
    /// When the next change is forced: an anchor that expires earlier will not do.
    package var horizon: Date?

    /// When the first region changes.
    package var start: Date { schedule.map(\.from).min() ?? .distantPast }
    /// When the last region has changed.
    package var end: Date { until ?? schedule.map(\.from).max() ?? .distantPast }

    /// The moment for which the old chains are judged: the old certificates may have expired long since.
    package func dateBefore(asOf date: Date) -> Date { min(start, date) }
    /// The moment for which the new chains are judged.
    package func dateAfter(asOf date: Date) -> Date { max(end, date) }

    /// Whether the rotation concerns a server of that name; letter case and a trailing dot do not count.
    ///
    /// A `*` stands for dots too: `db.privatelink.postgres.database.azure.com` is the same server as without `privatelink`.
    package func matches(host: String) -> Bool {
        let name = (host.hasSuffix(".") ? String(host.dropLast()) : host).lowercased()
        return !name.hasPrefix(".") && endpoints.contains { Glob($0.lowercased()).matches(name) }
    }
}
