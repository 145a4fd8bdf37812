import FoundationEssentials
import ScanModel
import SwiftASN1
import X509

/// What OpenSSL checks of a path once it is built (`check_extensions`, `check_auth_level`, `internal_verify` and
/// `check_name_constraints` in `crypto/x509/x509_vfy.c`).
struct OpenSSLChecks {
    let path: [PathCertificate]
    /// How many certificates of the path came from the server.
    let untrusted: Int
    let rules: ChainRules
    let date: Date

    private var isOld: Bool { rules.pathBuilding == .openSSL102 }

    func failure(_ library: inout CertificateLibrary) -> ChainFailure? {
        extensionFailure ?? digestFailure ?? signatureFailure(&library) ?? nameFailure
    }

    /// `X509_supported_extension`.
    private static let understood: Set<ASN1ObjectIdentifier> = [
        [2, 16, 840, 1, 113730, 1, 1], .X509ExtensionID.keyUsage, .X509ExtensionID.subjectAlternativeName,
        .X509ExtensionID.basicConstraints, [2, 5, 29, 32], [2, 5, 29, 31], .X509ExtensionID.extendedKeyUsage,
        [1, 3, 6, 1, 5, 5, 7, 1, 7], [1, 3, 6, 1, 5, 5, 7, 1, 8], [1, 3, 6, 1, 5, 5, 7, 48, 1, 5], [2, 5, 29, 36],
        .X509ExtensionID.nameConstraints, [2, 5, 29, 33], [2, 5, 29, 54],
    ]
    private static let understoodSince11: Set<ASN1ObjectIdentifier> = [
        .X509ExtensionID.subjectKeyIdentifier, .X509ExtensionID.authorityKeyIdentifier,
    ]

    private var extensionFailure: ChainFailure? {
        var below = 0
        // 1.0.2 takes what the store holds as it is.
        for (depth, certificate) in path.prefix(isOld ? untrusted : path.count).enumerated() {
            let traits = certificate.traits
            let understood = isOld ? Self.understood : Self.understood.union(Self.understoodSince11)
            if !traits.criticalExtensions.isSubset(of: understood) {
                return .unknownCriticalExtension(name: certificate.name)
            }
            if let failure = authorityFailure(of: certificate, depth: depth) { return failure }
            let isLast = depth == path.count - 1
            if rules.isStrict, path.count > 1, let rule = StrictRule.broken(by: certificate, isLast: isLast) {
                return .breaksStrictRule(name: certificate.name, rule: rule)
            }
            if let failure = purposeFailure(of: certificate, depth: depth) { return failure }
            if depth > 1, let most = traits.maxPathLength, below > most {
                return .pathTooLong(name: certificate.name)
            }
            if depth > 0, !certificate.isSelfIssued { below += 1 }
        }
        return nil
    }

    private func authorityFailure(of certificate: PathCertificate, depth: Int) -> ChainFailure? {
        let grade = certificate.authorityGrade(rules)
        if depth == 0 { return rules.isStrict && grade > 1 ? .notAnAuthority(name: certificate.name) : nil }
        let mustBePlain = rules.isStrict || (!isOld && depth + 1 < path.count)
        return grade == 0 || (mustBePlain && grade != 1) ? .notAnAuthority(name: certificate.name) : nil
    }

    /// Purpose "SSL server" on every certificate; trust settings of the store go before it.
    private func purposeFailure(of certificate: PathCertificate, depth: Int) -> ChainFailure? {
        let traits = certificate.traits
        if depth >= untrusted, !isOld {
            if certificate.form == .trustedForServers { return nil }
            if certificate.form == .notTrustedForServers { return .notForServers(name: certificate.name) }
        }
        guard traits.namesServers else { return .notForServers(name: certificate.name) }
        if depth == 0, let usage = traits.keyUsage,
            !usage.digitalSignature, !usage.keyEncipherment, !usage.keyAgreement
        {
            return .notForServers(name: certificate.name)
        }
        return nil
    }

    /// Security level 2, Debian's and upstream's default from 3.2. Earlier builds of upstream, and Node's, have level
    /// 1, which refuses SHA-1 just so from 3.0 on and takes it before. The anchor's own signature does not count. 1.0.2 has no
    /// levels, and no Ed25519. Keys of RSA below 2048 bits do not get here: swift-certificates does not read them.
    private var digestFailure: ChainFailure? {
        if isOld {
            let later = path.dropLast().first { $0.traits.signingKey == .ed25519 || $0.traits.key == .ed25519 }
            return later.map { .weakSignature(name: $0.name, algorithm: "Ed25519") }
        }
        for certificate in path.dropLast() where !rules.acceptsSHA1 {
            if let digest = certificate.traits.weakDigest {
                return .weakSignature(name: certificate.name, algorithm: digest)
            }
        }
        return nil
    }

    /// Signatures and dates from the top. Where the last certificate is an anchor by trust settings alone, its dates
    /// are not looked at.
    private func signatureFailure(_ library: inout CertificateLibrary) -> ChainFailure? {
        guard var depth = path.indices.last else { return .emptyStore }
        var issuer = path[depth]
        if !issuer.mayHaveIssued(issuer, rules), rules.anchors == .selfSigned {
            guard depth > 0 else { return .noAnchor(issuer: issuer.issuerName) }
            depth -= 1
        }
        for index in path.indices.reversed() where index <= depth {
            let certificate = path[index]
            let isAnchor = index == path.count - 1
            if !isAnchor {
                guard isOld || issuer.traits.maySign else { return .notAnAuthority(name: issuer.name) }
                guard library.isSigned(certificate, by: issuer) else {
                    return index + 1 < untrusted
                        ? .noAnchor(issuer: certificate.issuerName) : .lookAlike(name: issuer.name)
                }
            }
            if !certificate.traits.isValidInOpenSSL(at: date) {
                let until = certificate.traits.notAfter
                return isAnchor && untrusted > 0 && index >= untrusted
                    ? .anchorExpired(name: certificate.name, until: until)
                    : .certificateExpired(name: certificate.name, until: until)
            }
            issuer = certificate
        }
        return nil
    }

    private var nameFailure: ChainFailure? {
        for (depth, certificate) in path.enumerated() where depth == 0 || !certificate.isSelfIssued {
            for authority in path[(depth + 1)...] {
                guard let constraints = authority.traits.nameConstraints else { continue }
                let names: NameConstraintRules = isOld ? .openSSL102 : .openSSL
                if !names.permit(certificate.traits, isServer: depth == 0, by: constraints) {
                    return .nameNotPermitted(name: certificate.name, by: authority.name)
                }
            }
        }
        return nil
    }
}
