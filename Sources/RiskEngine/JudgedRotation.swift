import FoundationEssentials
import ScanModel

/// A profile as the judge works with it: the days it is judged for, and what its certificates are, looked up once.
struct JudgedRotation {
    /// A certificate authority is its name and its key; certificates of it may be many (cross-signs, editions).
    struct Authority: Hashable {
        let subject: String
        let key: String

        init(_ certificate: StoreCertificate) {
            subject = certificate.subject
            key = certificate.spkiSHA256
        }
    }

    /// Narrowed to the servers that share its chains.
    let profile: RotationProfile
    /// What the profile was narrowed from: what a certificate is to the rotation does not depend on the server.
    private let whole: RotationProfile
    let dateBefore: Date
    let dateAfter: Date
    /// The chains that can be served on those days.
    let before: [RotationProfile.ServedChain]
    let after: [RotationProfile.ServedChain]
    /// The authorities of the profile, by common name.
    private let authorities: [String: Set<Authority>]
    /// The recommended roots, each once.
    let roots: [StoreCertificate]
    private var roles: [StoreCertificate.ID: CertificateRole] = [:]
    private var lookAlikes: [StoreCertificate.ID: Bool] = [:]
    private var serverCertificates: [StoreCertificate.ID: Bool] = [:]
    /// For each of the roots the chains that it carries alone, the new ones first.
    private var carried: [Int: Set<Int>]?
    private var reach: SearchReach?

    init(_ profile: RotationProfile, of whole: RotationProfile, asOf: Date) {
        self.profile = profile
        self.whole = whole
        dateBefore = profile.dateBefore(asOf: asOf)
        dateAfter = profile.dateAfter(asOf: asOf)
        before = profile.chainsBefore(asOf: asOf)
        after = profile.chainsAfter(asOf: asOf)
        roots = (profile.minimumRoots + profile.fullRoots).unique
        var authorities: [String: Set<Authority>] = [:]
        for certificate in roots + (profile.before + profile.after).flatMap(\.certificates) {
            authorities[certificate.shortName, default: []].insert(Authority(certificate))
        }
        self.authorities = authorities
    }

    /// As ``RotationProfile/role(of:)``, looked up once for each certificate.
    mutating func role(of certificate: StoreCertificate) -> CertificateRole {
        if let known = roles[certificate.id] { return known }
        let role = whole.role(of: certificate)
        roles[certificate.id] = role
        return role
    }

    /// Whether the certificate has the common name of one of the profile's authorities, and is none of them.
    mutating func isLookAlike(_ certificate: StoreCertificate) -> Bool {
        if let known = lookAlikes[certificate.id] { return known }
        let namesakes = authorities[certificate.shortName]
        let isLookAlike = namesakes.map { !$0.contains(Authority(certificate)) } ?? false
        lookAlikes[certificate.id] = isLookAlike
        return isLookAlike
    }

    /// Whether one of the profile's issuers issued it, and it is no authority itself.
    mutating func isServerCertificate(_ certificate: StoreCertificate) -> Bool {
        if let known = serverCertificates[certificate.id] { return known }
        let isServerCertificate =
            (profile.before + profile.after).contains { certificate.isSigned(by: $0.issuer) }
            && CertificateTraits(certificate.certificate).isAuthority != true
        serverCertificates[certificate.id] = isServerCertificate
        return isServerCertificate
    }

    /// What counts of a store where the rotation's chains are looked for in it.
    mutating func part(
        of store: [StoreCertificate], _ rules: ChainRules, _ builder: inout ChainBuilder
    ) -> StorePart {
        let reach = self.reach ?? builder.reach(of: (before + after).map(\.certificates))
        self.reach = reach
        return builder.part(of: store, reach, rules)
    }

    /// The fewest recommended roots that carry every new chain in any client, and every old one where that is asked for and
    /// possible; the recommended minimum where they carry no such set.
    ///
    /// By OpenSSL's rules: an anchor there is an anchor everywhere.
    mutating func cover(withBefore: Bool, _ builder: inout ChainBuilder) -> [StoreCertificate] {
        let carried = self.carried ?? chainsCarried(&builder)
        self.carried = carried
        let new = Set(after.indices)
        let all = new.union((0..<before.count).map { $0 + after.count })
        let found = (withBefore ? Self.cover(all, carried) : nil) ?? Self.cover(new, carried)
        return found.map { $0.sorted().map { roots[$0] } } ?? profile.minimumRoots
    }

    private func chainsCarried(_ builder: inout ChainBuilder) -> [Int: Set<Int>] {
        let chains = after.map { ($0, dateAfter) } + before.map { ($0, dateBefore) }
        var carried: [Int: Set<Int>] = [:]
        for (number, root) in roots.enumerated() {
            for (index, (chain, date)) in chains.enumerated()
            where builder.build(served: chain.certificates, store: [root], rules: .openSSL, at: date).isTrusted {
                carried[number, default: []].insert(index)
            }
        }
        return carried
    }

    /// Greedy: the root that carries most of what is left; among equals the one that carries most at all, then the first.
    private static func cover(_ needed: Set<Int>, _ carried: [Int: Set<Int>]) -> [Int]? {
        var left = needed
        var chosen: [Int] = []
        while !left.isEmpty {
            let best = carried.max { one, two in
                let (first, second) = (one.value.intersection(left).count, two.value.intersection(left).count)
                return (first, one.value.count, -one.key) < (second, two.value.count, -two.key)
            }
            guard let best, !best.value.isDisjoint(with: left) else { return nil }
            left.subtract(best.value)
            chosen.append(best.key)
        }
        return chosen
    }
}
