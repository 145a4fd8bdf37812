import FoundationEssentials
import ScanModel
import SwiftASN1
import X509

/// How a JDK finds a path (`sun.security.validator.PKIXValidator`, read in 17 and 25).
///
/// A served chain that is in order is not searched: it is cut at the first certificate whose name and key are
/// trusted, or ends below a trusted name, and then it is right or the handshake fails. Only a chain that is out of
/// order, or whose end has no trusted issuer, goes to the path builder. Anchors are trusted as they are: neither
/// their dates nor their path length or name constraints count, but they must be authorities.
struct JavaPath: PathSearch {
    /// `jdk.tls.client.maxInboundCertificateChainLength`.
    static let mostServed = 10
    static let understood: Set<ASN1ObjectIdentifier> = [
        .X509ExtensionID.basicConstraints, .X509ExtensionID.nameConstraints, [2, 5, 29, 32], [2, 5, 29, 33],
        [2, 5, 29, 36], [2, 5, 29, 54], .X509ExtensionID.subjectAlternativeName, .X509ExtensionID.keyUsage,
        .X509ExtensionID.extendedKeyUsage,
    ]

    static func search(_ question: PathQuestion, _ library: inout CertificateLibrary) -> PathOutcome {
        let chain = [question.leaf] + question.served
        if chain.count > mostServed { return .failed(.beyondDepthLimit(limit: mostServed)) }
        // A pinned server certificate is not looked at any further.
        if question.store.contains(question.leaf) { return PathOutcome(paths: [[question.leaf]]) }
        var outcome: PathOutcome
        if let ordered = orderedBeginning(chain, question) {
            outcome = validate(ordered, question, &library)
        } else {
            var builder = JavaPathBuilder(question)
            outcome = builder.build(&library)
        }
        if !outcome.paths.isEmpty, let failure = serverFailure(question.leaf) { outcome = .failed(failure) }
        return outcome
    }

    /// The part of the chain below the first trusted certificate.
    ///
    /// - Returns: nil where the path builder is asked instead.
    private static func orderedBeginning(
        _ chain: [PathCertificate], _ question: PathQuestion
    ) -> [PathCertificate]? {
        for index in chain.indices.dropFirst() {
            let certificate = chain[index]
            let subject = certificate.traits.subject
            guard subject.foldedByJava == chain[index - 1].traits.issuer.foldedByJava else { return nil }
            if question.store.named(subject).contains(where: { $0.key == certificate.key }) {
                return Array(chain[..<index])
            }
        }
        guard let last = chain.last, !question.store.named(last.traits.issuer).isEmpty else { return nil }
        return chain
    }

    /// `PKIXCertPathValidator`: any anchor will do that the whole chain is right below.
    private static func validate(
        _ chain: [PathCertificate], _ question: PathQuestion, _ library: inout CertificateLibrary
    ) -> PathOutcome {
        var outcome = PathOutcome()
        guard let top = chain.last else { return .failed(.emptyStore) }
        var anchors: [PathCertificate] = []
        for anchor in question.store.named(top.traits.issuer) where hasKeyThat(top, wants: anchor) {
            guard library.isSigned(top, by: anchor) else {
                outcome.miss(.lookAlike(name: anchor.name))
                continue
            }
            if let failure = failure(below: anchor, chain, question, &library) {
                outcome.miss(failure)
            } else {
                anchors.append(anchor)
            }
        }
        // The first that fits is taken, in an order that nobody knows, and only then must it be an authority.
        if let bad = anchors.first(where: { !isAuthority($0) }) { return .failed(.notAnAuthority(name: bad.name)) }
        outcome.paths = anchors.prefix(1).map { chain + [$0] }
        if anchors.isEmpty { outcome.miss(question.dead(end: top)) }
        return outcome
    }

    private static func failure(
        below anchor: PathCertificate, _ chain: [PathCertificate], _ question: PathQuestion,
        _ library: inout CertificateLibrary
    ) -> ChainFailure? {
        for (depth, certificate) in chain.enumerated() {
            if !certificate.traits.isValid(at: question.date) {
                return .certificateExpired(name: certificate.name, until: certificate.traits.notAfter)
            }
            if !certificate.traits.criticalExtensions.isSubset(of: understood) {
                return .unknownCriticalExtension(name: certificate.name)
            }
            if depth > 0, !certificate.traits.maySign { return .notAnAuthority(name: certificate.name) }
            if depth + 1 < chain.count, !library.isSigned(certificate, by: chain[depth + 1]) {
                return .noAnchor(issuer: certificate.issuerName)
            }
        }
        return constraintFailure(in: chain)
    }

    /// `ConstraintsChecker`, from the top: path lengths and name constraints of all but the anchor.
    static func constraintFailure(in chain: [PathCertificate]) -> ChainFailure? {
        var most = chain.count
        var constraints: [NameConstraints] = []
        for (depth, certificate) in chain.enumerated().reversed() {
            let traits = certificate.traits
            let isSelfIssued = traits.subject.foldedByJava == traits.issuer.foldedByJava
            if depth == 0 || !isSelfIssued {
                for constraint in constraints
                where !NameConstraintRules.java.permit(traits, isServer: depth == 0, by: constraint) {
                    return .nameNotPermitted(name: certificate.name, by: chain[depth].issuerName)
                }
            }
            if let constraint = traits.nameConstraints { constraints.append(constraint) }
            guard depth > 0 else { break }
            let isOldRoot = !traits.isVersion3 && depth == chain.count - 1 && isSelfIssued
            guard isOldRoot || (traits.isVersion3 && traits.isAuthority == true) else {
                return .notAnAuthority(name: certificate.name)
            }
            if !isSelfIssued {
                if most <= 0 { return .pathTooLong(name: certificate.name) }
                most -= 1
            }
            if !isOldRoot, let own = traits.maxPathLength { most = min(most, own) }
        }
        return nil
    }

    /// `verifyTrustAnchor`.
    static func isAuthority(_ anchor: PathCertificate) -> Bool {
        !anchor.traits.isVersion3 || (anchor.traits.isAuthority == true && anchor.traits.maySign)
    }

    /// `AdaptableX509CertSelector`: key identifier and serial number, where both sides have them.
    private static func hasKeyThat(_ child: PathCertificate, wants anchor: PathCertificate) -> Bool {
        guard let authority = child.traits.authorityKey else { return true }
        if let wanted = authority.keyIdentifier, let own = anchor.traits.subjectKeyID, Array(wanted) != own {
            return false
        }
        if let wanted = authority.authorityCertSerialNumber, anchor.traits.isVersion3,
            Array(wanted.bytes) != anchor.traits.serial
        {
            return false
        }
        return true
    }

    /// `EndEntityChecker`: every cipher suite of today signs with the server's key.
    private static func serverFailure(_ leaf: PathCertificate) -> ChainFailure? {
        let usage = leaf.traits.keyUsage
        let isForServers = leaf.traits.namesServers || leaf.traits.namesAnyUsage
        return isForServers && usage?.digitalSignature ?? true ? nil : .notForServers(name: leaf.name)
    }
}
