import FoundationEssentials
import ScanModel

/// How OpenSSL 1.0.2 finds a path (`X509_verify_cert` of that branch).
///
/// The server's certificates come first and the store's after them; where that ends nowhere, ever shorter beginnings
/// are tried with the store alone. Dates play no part in the choice: an expired copy that stands first in the store
/// is taken, and fails (clients.md, finding 4).
struct OpenSSL102Path: PathSearch {
    private let question: PathQuestion
    private var path: [PathCertificate]
    private var untrusted = 1

    static func search(_ question: PathQuestion, _ library: inout CertificateLibrary) -> PathOutcome {
        var search = OpenSSL102Path(question)
        if let failure = search.build() { return .failed(failure) }
        let checks = OpenSSLChecks(
            path: search.path, untrusted: search.untrusted, rules: question.rules, date: question.date)
        if let failure = checks.failure(&library) { return .failed(failure) }
        return PathOutcome(paths: [search.path])
    }

    private init(_ question: PathQuestion) {
        self.question = question
        path = [question.leaf]
    }

    private mutating func build() -> ChainFailure? {
        takeServed()
        var shortest = path.count
        while true {
            if let last = path.last, last.looksSelfSigned(question.rules) {
                if path.count > 1 {
                    path.removeLast()
                    untrusted -= 1
                    shortest -= 1
                } else if storedIssuer(of: last)?.identity == last.identity {
                    untrusted = 0
                } else {
                    return question.dead(end: last)
                }
            }
            takeStored()
            switch trust {
            case .trusted: return nil
            case .rejected: return .intermediateIsNoAnchor(name: path.last?.name ?? "")
            case .undecided: break
            }
            guard shorten(&shortest) else { break }
        }
        let held = path.last { question.store.contains($0) }
        guard let tip = path.last else { return .emptyStore }
        let end = question.dead(end: tip)
        if let held, case .noAnchor = end { return .intermediateIsNoAnchor(name: held.name) }
        return end
    }

    private mutating func takeServed() {
        var offered = [question.leaf] + question.served
        while path.count <= OpenSSLPath.longestPath, let tip = path.last, !tip.looksSelfSigned(question.rules),
            let next = offered.firstIndex(where: { $0.mayHaveIssued(tip, question.rules) })
        {
            path.append(offered.remove(at: next))
            untrusted += 1
        }
    }

    private mutating func takeStored() {
        while path.count <= OpenSSLPath.longestPath, let tip = path.last, !tip.looksSelfSigned(question.rules),
            let issuer = storedIssuer(of: tip)
        {
            path.append(issuer)
        }
    }

    /// Drops what stands above the highest certificate whose issuer is in the store.
    private mutating func shorten(_ shortest: inout Int) -> Bool {
        while shortest > 1 {
            shortest -= 1
            guard storedIssuer(of: path[shortest - 1]) != nil else { continue }
            path.removeSubrange(shortest...)
            untrusted = shortest
            return true
        }
        return false
    }

    private var trust: OpenSSLTrust {
        for certificate in path[untrusted...] {
            let trust = OpenSSLTrust(certificate, looksSelfSigned: certificate.looksSelfSigned(question.rules))
            if trust != .undecided { return trust }
        }
        return question.rules.anchors == .any && untrusted < path.count ? .trusted : .undecided
    }

    /// What the path holds already is taken again: two authorities that certify each other make it endless.
    private func storedIssuer(of child: PathCertificate) -> PathCertificate? {
        question.store.named(child.traits.issuer).first { $0.mayHaveIssued(child, question.rules) }
    }
}
