import ScanModel

/// A certificate at its place in a path: what is known of it, and how the store wrote it.
struct PathCertificate: Sendable {
    /// Nil for the server certificate that is assumed where a profile knows its issuer alone.
    let entry: StoreCertificate?
    let traits: CertificateTraits
    /// SHA-256 of the certificate; empty for the assumed one.
    let identity: String
    /// SHA-256 of its SubjectPublicKeyInfo; for the assumed one of its issuer's.
    let key: String

    init(_ entry: StoreCertificate, _ traits: CertificateTraits) {
        self.entry = entry
        self.traits = traits
        identity = entry.sha256
        key = entry.spkiSHA256
    }

    /// The server certificate that is assumed below an issuer.
    init(serverBelow issuer: PathCertificate) {
        entry = nil
        traits = CertificateTraits(serverBelow: issuer.traits)
        identity = ""
        key = issuer.key
    }

    /// For sentences.
    var name: String { entry?.shortName ?? "the server's certificate" }
    var issuerName: String { entry?.issuerShortName ?? "the server's issuer" }
    var form: StoreCertificate.Form { entry?.form ?? .plain }

    /// Subject and issuer are one name to OpenSSL.
    var isSelfIssued: Bool { traits.subject.folded == traits.issuer.folded }
}

/// A store's certificates by subject, each certificate once: the first entry of a certificate counts.
struct StoreIndex: Sendable {
    let certificates: [PathCertificate]
    let names: NameKeys.Form
    private let bySubject: [String: [PathCertificate]]
    private let identities: Set<String>

    init(_ entries: [PathCertificate], names: NameKeys.Form) {
        var identities: Set<String> = []
        certificates = entries.filter { identities.insert($0.identity).inserted }
        bySubject = Dictionary(grouping: certificates) { $0.traits.subject[names] }
        self.identities = identities
        self.names = names
    }

    /// Certificates with the wanted subject, in the order of the store.
    func named(_ name: NameKeys) -> [PathCertificate] { bySubject[name[names]] ?? [] }

    func contains(_ certificate: PathCertificate) -> Bool { identities.contains(certificate.identity) }

    func entry(of certificate: PathCertificate) -> PathCertificate? {
        guard contains(certificate) else { return nil }
        return named(certificate.traits.subject).first { $0.identity == certificate.identity }
    }
}
