import FoundationEssentials
import ScanModel
import X509

/// What OpenSSL thinks of a single certificate (`crypto/x509/v3_purp.c`).
extension PathCertificate {
    /// What `X509_check_ca` answers: 0 for no authority, 1 for one, more for those that it tolerates at the top of a
    /// path.
    func authorityGrade(_ rules: ChainRules) -> Int {
        if !traits.maySign { return 0 }
        if let isAuthority = traits.isAuthority { return isAuthority ? 1 : 0 }
        if !traits.isVersion3, looksSelfSigned(rules) { return 3 }
        return traits.keyUsage == nil ? 0 : 4
    }

    /// Self-signed by its looks, which is all that OpenSSL asks for in an anchor: the signature is not verified.
    ///
    /// So a server's own certificate whose key usage does not let it sign is an anchor since 3.0 alone.
    func looksSelfSigned(_ rules: ChainRules) -> Bool { isSelfIssued && mayHaveIssued(self, rules) }

    /// Whether it might have issued the other: names and key identifiers, not the signature; from 3.0 on the kind of
    /// key, before that key usage (`X509_check_issued`, `ossl_x509_likely_issued`).
    func mayHaveIssued(_ child: PathCertificate, _ rules: ChainRules) -> Bool {
        traits.subject.folded == child.traits.issuer.folded && !traits.isMalformed && !child.traits.isMalformed
            && hasKeyThat(child.traits.authorityKey, wants: traits)
            && (rules.isBeforeOpenSSL3 ? traits.maySign : traits.key == child.traits.signingKey)
    }

    /// `X509_check_akid`: what is missing on either side fits.
    private func hasKeyThat(_ authority: AuthorityKeyIdentifier?, wants traits: CertificateTraits) -> Bool {
        guard let authority else { return true }
        if let wanted = authority.keyIdentifier, let own = traits.subjectKeyID, Array(wanted) != own { return false }
        if let wanted = authority.authorityCertSerialNumber, Array(wanted.bytes) != traits.serial { return false }
        for case .directoryName(let name) in authority.authorityCertIssuer ?? [] {
            return NameKeys(name).folded == traits.issuer.folded
        }
        return true
    }
}

/// Trust settings of a store's certificate, as a client that wants a server's certificate asks (`X509_check_trust`).
enum OpenSSLTrust {
    case trusted, rejected, undecided

    /// - Parameters:
    ///   - certificate: one of the store's.
    ///   - looksSelfSigned: which is enough where the store says nothing of it.
    init(_ certificate: PathCertificate, looksSelfSigned: Bool) {
        switch certificate.form {
        case .trustedForServers: self = .trusted
        case .notTrustedForServers: self = .rejected
        case .plain, .x509, .afterByteOrderMark, .trusted, .keyEntryChain:
            self = looksSelfSigned ? .trusted : .undecided
        }
    }
}

extension ChainRules {
    /// 1.0.2 and 1.1; the latter is known by its reader.
    var isBeforeOpenSSL3: Bool { pathBuilding == .openSSL102 || reader == .openSSL1 }
}
