import FoundationEssentials
import ScanModel
import SwiftASN1
import X509

/// How Go finds paths (`Certificate.Verify` in `crypto/x509/verify.go`, read in 1.19 and 1.27).
///
/// Every path is tried, until a hundred signatures were looked at; any certificate of the store ends one, the
/// server's own included. Dates and extended key usage count for the anchor too.
struct GoPath: PathSearch {
    private let question: PathQuestion
    private let served: StoreIndex
    private var outcome = PathOutcome()
    private var signatures = 0

    /// `maxChainSignatureChecks`.
    private static let mostSignatures = 100

    static func search(_ question: PathQuestion, _ library: inout CertificateLibrary) -> PathOutcome {
        var search = GoPath(question)
        let leaf = question.leaf
        if let failure = search.failure(of: leaf, below: [], isAnchor: false) { return .failed(failure) }
        if question.store.contains(leaf) {
            search.finish([leaf])
        } else {
            search.extend([leaf], &library)
        }
        // Nothing that was missed on the way counts once there is a path.
        if !search.outcome.paths.isEmpty { search.outcome.failure = nil }
        return search.outcome
    }

    private init(_ question: PathQuestion) {
        self.question = question
        served = StoreIndex(question.served, names: .exact)
    }

    private mutating func extend(_ path: [PathCertificate], _ library: inout CertificateLibrary) {
        guard let tip = path.last else { return }
        let anchors = parents(of: tip, in: question.store)
        let others = parents(of: tip, in: served)
        if anchors.isEmpty, others.isEmpty { outcome.miss(question.dead(end: tip)) }
        for (candidates, isAnchor) in [(anchors, true), (others, false)] {
            for candidate in candidates where !isRepeated(candidate, path) {
                signatures += 1
                guard signatures <= Self.mostSignatures else { return outcome.miss(.tooComplex) }
                if let failure = failure(below: candidate, tip, &library)
                    ?? failure(of: candidate, below: path, isAnchor: isAnchor)
                {
                    outcome.miss(failure)
                } else if isAnchor {
                    finish(path + [candidate])
                } else {
                    extend(path + [candidate], &library)
                }
            }
        }
    }

    /// Those whose key identifier fits come first: it matters where the search is cut off.
    private func parents(of child: PathCertificate, in pool: StoreIndex) -> [PathCertificate] {
        let wanted = child.traits.authorityKey?.keyIdentifier.map { Array($0) } ?? []
        let candidates = pool.named(child.traits.issuer)
        func rank(_ candidate: PathCertificate) -> Int {
            let own = candidate.traits.subjectKeyID ?? []
            return own == wanted ? 0 : own.isEmpty != wanted.isEmpty ? 1 : 2
        }
        return (0...2).flatMap { wantedRank in candidates.filter { rank($0) == wantedRank } }
    }

    /// `CheckSignatureFrom`.
    private func failure(
        below issuer: PathCertificate, _ child: PathCertificate, _ library: inout CertificateLibrary
    ) -> ChainFailure? {
        let traits = issuer.traits
        if traits.isAuthority == false || (traits.isVersion3 && traits.isAuthority == nil) || !traits.maySign {
            return .notAnAuthority(name: issuer.name)
        }
        if let digest = child.traits.weakDigest { return .weakSignature(name: child.name, algorithm: digest) }
        return library.isSigned(child, by: issuer) ? nil : .lookAlike(name: issuer.name)
    }

    /// `isValid`.
    private func failure(
        of certificate: PathCertificate, below path: [PathCertificate], isAnchor: Bool
    ) -> ChainFailure? {
        let traits = certificate.traits
        if !traits.criticalExtensions.isSubset(of: Self.understood) || hasUnknownConstraint(traits) {
            return .unknownCriticalExtension(name: certificate.name)
        }
        guard traits.isValid(at: question.date) else {
            return isAnchor
                ? .anchorExpired(name: certificate.name, until: traits.notAfter)
                : .certificateExpired(name: certificate.name, until: traits.notAfter)
        }
        guard let leaf = path.first else { return nil }
        if let constraints = traits.nameConstraints {
            for other in [leaf, certificate] {
                let isServer = other.identity == leaf.identity
                if !NameConstraintRules.go.permit(other.traits, isServer: isServer, by: constraints) {
                    return .nameNotPermitted(name: other.name, by: certificate.name)
                }
            }
        }
        if !isAnchor, traits.isAuthority != true { return .notAnAuthority(name: certificate.name) }
        if let most = traits.maxPathLength, path.count - 1 > most { return .pathTooLong(name: certificate.name) }
        return nil
    }

    /// Extended key usage nests: it counts on every certificate of the path.
    private mutating func finish(_ path: [PathCertificate]) {
        for certificate in path {
            let usages = certificate.traits.extendedUsages ?? []
            if !usages.isEmpty, usages.isDisjoint(with: [.ExtendedKeyUsage.serverAuth, .ExtendedKeyUsage.any]) {
                return outcome.miss(.notForServers(name: certificate.name))
            }
        }
        outcome.paths.append(path)
    }

    private static let understood: Set<ASN1ObjectIdentifier> = [
        .X509ExtensionID.keyUsage, .X509ExtensionID.basicConstraints, .X509ExtensionID.subjectAlternativeName,
        .X509ExtensionID.nameConstraints, [2, 5, 29, 31], .X509ExtensionID.authorityKeyIdentifier,
        .X509ExtensionID.extendedKeyUsage, .X509ExtensionID.subjectKeyIdentifier, [2, 5, 29, 32],
    ]

    /// Go refuses critical constraints on kinds of names that it does not check.
    private func hasUnknownConstraint(_ traits: CertificateTraits) -> Bool {
        guard let constraints = traits.nameConstraints,
            traits.criticalExtensions.contains(.X509ExtensionID.nameConstraints)
        else { return false }
        return (constraints.permittedSubtrees + constraints.excludedSubtrees).contains { subtree in
            switch subtree {
            case .dnsName, .ipAddress, .rfc822Name, .uniformResourceIdentifier: false
            default: true
            }
        }
    }

    private func isRepeated(_ candidate: PathCertificate, _ path: [PathCertificate]) -> Bool {
        path.contains {
            $0.traits.subject.exact == candidate.traits.subject.exact && $0.key == candidate.key
                && $0.traits.alternativeNames == candidate.traits.alternativeNames
        }
    }
}
