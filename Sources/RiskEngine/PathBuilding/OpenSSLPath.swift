import FoundationEssentials
import ScanModel

/// How OpenSSL 1.1.0 and later find a path (`build_chain` in `crypto/x509/x509_vfy.c`, read in 3.0).
///
/// The store comes first at every step, and the first issuer that looks right and is valid today is taken for good:
/// by name, key identifiers and kind of key, never by signature. A wrong choice is not taken back.
struct OpenSSLPath: PathSearch {
    private let question: PathQuestion
    private var path: [PathCertificate]
    /// How many certificates of the path came from the server.
    private var untrusted = 1
    /// What the server sent and the path has not taken yet.
    private var offered: [PathCertificate]

    /// `X509_VERIFY_PARAM` of the default profile.
    static let longestPath = 100

    static func search(_ question: PathQuestion, _ library: inout CertificateLibrary) -> PathOutcome {
        var search = OpenSSLPath(question)
        if let failure = search.build() { return .failed(failure) }
        let checks = OpenSSLChecks(
            path: search.path, untrusted: search.untrusted, rules: question.rules, date: question.date)
        if let failure = checks.failure(&library) { return .failed(failure) }
        // Where the server's own certificate is the anchor, the rest of the path is checked all the same.
        return PathOutcome(paths: [search.untrusted == 0 ? [search.path[0]] : search.path])
    }

    private init(_ question: PathQuestion) {
        self.question = question
        path = [question.leaf]
        offered = [question.leaf] + question.served
    }

    private var endsAnywhere: Bool { question.rules.anchors == .any }

    /// - Returns: why the path has no anchor; nil where it has one.
    private mutating func build() -> ChainFailure? {
        var asksServer = true
        while path.count <= Self.longestPath + 1, let tip = path.last {
            if let issuer = issuer(of: tip, among: question.store.named(tip.traits.issuer)) {
                let first: Int
                if !tip.looksSelfSigned(question.rules) {
                    first = path.count
                    path.append(issuer)
                } else if issuer.identity == tip.identity {
                    // Sent by the server, and in the store: the store's counts.
                    untrusted -= 1
                    first = untrusted
                    path[untrusted] = issuer
                } else {
                    // The store's is another of that name.
                    return lastResort()
                }
                asksServer = false
                switch trust(from: first) {
                case .trusted: return nil
                case .rejected: return .intermediateIsNoAnchor(name: issuer.name)
                case .undecided: if !issuer.looksSelfSigned(question.rules) { continue }
                }
            }
            guard asksServer else { break }
            if !tip.looksSelfSigned(question.rules), let issuer = issuer(of: tip, among: offeredBeyondPath(tip)) {
                offered.removeAll { $0.identity == issuer.identity }
                path.append(issuer)
                untrusted += 1
            } else {
                asksServer = false
            }
        }
        return lastResort()
    }

    /// A store that holds the server's own certificate is enough where any certificate ends a path.
    private mutating func lastResort() -> ChainFailure? {
        guard path.count <= Self.longestPath + 1 else { return .beyondDepthLimit(limit: Self.longestPath) }
        if endsAnywhere, untrusted == path.count, let own = question.store.entry(of: question.leaf) {
            if own.form == .notTrustedForServers { return .intermediateIsNoAnchor(name: own.name) }
            path[0] = own
            untrusted = 0
            return nil
        }
        let held = path.last { question.store.contains($0) }
        guard let tip = path.last else { return .emptyStore }
        let end = question.dead(end: tip)
        if let held, case .noAnchor = end { return .intermediateIsNoAnchor(name: held.name) }
        return end
    }

    /// What the server sent, without what the path holds already. A leaf that names itself as its issuer may stand
    /// twice.
    private func offeredBeyondPath(_ tip: PathCertificate) -> [PathCertificate] {
        if tip.isSelfIssued, path.count == 1 { return offered }
        return offered.filter { candidate in !path.contains { $0.identity == candidate.identity } }
    }

    private func trust(from first: Int) -> OpenSSLTrust {
        for certificate in path[first...] {
            let trust = OpenSSLTrust(certificate, looksSelfSigned: certificate.looksSelfSigned(question.rules))
            if trust != .undecided { return trust }
        }
        return endsAnywhere ? .trusted : .undecided
    }

    /// The first that looks right and is valid; else the one that was valid last, or before 3.0 simply the last.
    private func issuer(of child: PathCertificate, among candidates: [PathCertificate]) -> PathCertificate? {
        var latest: PathCertificate?
        for candidate in candidates where candidate.mayHaveIssued(child, question.rules) {
            if candidate.traits.isValidInOpenSSL(at: question.date) { return candidate }
            let isLater = latest.map { candidate.traits.notAfter > $0.traits.notAfter } ?? true
            if isLater || question.rules.isBeforeOpenSSL3 { latest = candidate }
        }
        return latest
    }
}
