import FoundationEssentials
import ScanModel

/// The JDK's path builder (`SunCertPathBuilder` and `ForwardBuilder` in `sun.security.provider.certpath`).
///
/// From the server's certificate upwards, all candidates in turn. A path ends at the first certificate that is in the
/// store, whether or not it holds there; five intermediates at most.
struct JavaPathBuilder {
    private let question: PathQuestion
    private var outcome = PathOutcome()
    /// A path ends at a certificate that is no authority: whether it or another is found first depends on where the JDK
    /// laid its objects, and where it is, the handshake fails.
    private var badEnd: ChainFailure?
    private var steps = 0

    /// `PKIXBuilderParameters.getMaxPathLength`.
    private static let longestPath = 5
    private static let mostSteps = 2_000

    init(_ question: PathQuestion) { self.question = question }

    mutating func build(_ library: inout CertificateLibrary) -> PathOutcome {
        let leaf = question.leaf
        guard leaf.traits.isValid(at: question.date) else {
            return .failed(.certificateExpired(name: leaf.name, until: leaf.traits.notAfter))
        }
        guard leaf.traits.criticalExtensions.isSubset(of: JavaPath.understood) else {
            return .failed(.unknownCriticalExtension(name: leaf.name))
        }
        extend([leaf], authorities: 0, &library)
        if let badEnd { return .failed(badEnd) }
        if outcome.paths.isEmpty, outcome.failure == nil { outcome.miss(question.dead(end: leaf)) }
        return outcome
    }

    private mutating func extend(
        _ path: [PathCertificate], authorities: Int, _ library: inout CertificateLibrary
    ) {
        guard let tip = path.last, steps < Self.mostSteps else { return outcome.miss(.tooComplex) }
        steps += 1
        let anchors = anchors(of: tip, isFirst: path.count == 1).filter { !isRepeated($0, path) }
        let others = candidates(for: tip, authorities: authorities).filter { !isRepeated($0, path) }
        if anchors.isEmpty, others.isEmpty { outcome.miss(question.dead(end: tip)) }
        // Two self-issued certificates in a row give up the branch, and nobody knows what would have come before them.
        if isSelfIssued(tip), others.contains(where: isSelfIssued) {
            return outcome.miss(.tooComplex)
        }
        for anchor in anchors {
            finish(path, anchor, &library)
        }
        for candidate in others where mayStand(candidate) {
            extend(
                path + [candidate], authorities: authorities + (isSelfIssued(candidate) ? 0 : 1), &library)
        }
    }

    /// Trusted certificates of the wanted name. From the second step on they must be valid on the day: the selector
    /// keeps the date that it was given for the server's certificates of the first.
    private func anchors(of tip: PathCertificate, isFirst: Bool) -> [PathCertificate] {
        question.store.named(tip.traits.issuer).filter { anchor in
            let traits = anchor.traits
            let spans = traits.isValid(at: tip.traits.notBefore) && traits.isValid(at: tip.traits.notAfter)
            return (isFirst || traits.isValid(at: question.date)) && (traits.isVersion3 || spans)
        }
    }

    private func candidates(for tip: PathCertificate, authorities: Int) -> [PathCertificate] {
        guard authorities < Self.longestPath else { return [] }
        return question.served.filter { candidate in
            let traits = candidate.traits
            return traits.subject.foldedByJava == tip.traits.issuer.foldedByJava
                && !question.store.contains(candidate) && traits.isValid(at: question.date)
                && traits.isAuthority == true && traits.maxPathLength ?? .max >= authorities
        }
    }

    private mutating func mayStand(_ candidate: PathCertificate) -> Bool {
        let traits = candidate.traits
        guard traits.criticalExtensions.isSubset(of: JavaPath.understood) else {
            outcome.miss(.unknownCriticalExtension(name: candidate.name))
            return false
        }
        guard traits.maySign else {
            outcome.miss(.notAnAuthority(name: candidate.name))
            return false
        }
        return true
    }

    /// The checks that wait for the whole path.
    private mutating func finish(
        _ path: [PathCertificate], _ anchor: PathCertificate, _ library: inout CertificateLibrary
    ) {
        let whole = path + [anchor]
        for (child, issuer) in zip(whole, whole.dropFirst()) where !library.isSigned(child, by: issuer) {
            return outcome.miss(.lookAlike(name: issuer.name))
        }
        if let failure = JavaPath.constraintFailure(in: path) { return outcome.miss(failure) }
        if !JavaPath.isAuthority(anchor) {
            badEnd = .notAnAuthority(name: anchor.name)
        } else if outcome.paths.isEmpty {
            outcome.paths = [whole]
        }
    }

    private func isSelfIssued(_ certificate: PathCertificate) -> Bool {
        certificate.traits.subject.foldedByJava == certificate.traits.issuer.foldedByJava
    }

    private func isRepeated(_ candidate: PathCertificate, _ path: [PathCertificate]) -> Bool {
        path.contains {
            $0.identity == candidate.identity
                || $0.traits.subject.foldedByJava == candidate.traits.subject.foldedByJava && $0.key == candidate.key
                    && $0.traits.alternativeNames == candidate.traits.alternativeNames
        }
    }
}
