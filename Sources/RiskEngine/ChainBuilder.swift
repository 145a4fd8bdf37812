package import FoundationEssentials
package import ScanModel

/// Finds every anchor of a store at which a served chain can end, as a given TLS stack would.
///
/// Own search, because swift-certificates' verifier stops at the first chain and takes any certificate of the store as an
/// anchor: the question here is *which* anchors carry a client. Paths are built by name and signature, never by name
/// alone; cross-signed alternatives are all tried; every stack takes missing intermediates from the store
/// (clients.md, finding 3). Signatures and extensions are read once, however many stores are asked.
package struct ChainBuilder: Sendable {
    private struct Signature: Hashable {
        let issuerKey: String
        let child: String
    }

    /// Longer than any real chain; stops hostile stores.
    private static let longestPath = 10
    private static let mostSteps = 2_000

    private var signatures: [Signature: Bool] = [:]
    private var traits: [String: CertificateTraits] = [:]
    /// How many searches were made.
    package private(set) var searches = 0

    package init() {}

    /// - Parameters:
    ///   - leaf: the server's own certificate; nil where only its issuer is known, as in profiles. Any edition of the
    ///     issuer (same name and key) may then stand at the start.
    ///   - served: what else the server sends, the leaf's issuer first.
    ///   - store: what the client sees of its store.
    ///   - rules: which certificates end a chain, and whose dates count.
    ///   - date: the moment of the handshake.
    /// - Returns: every anchor that ends a valid path, or the nearest miss.
    package mutating func build(
        leaf: StoreCertificate? = nil, served: [StoreCertificate], store: [StoreCertificate], rules: ChainRules,
        at date: Date
    ) -> ChainResult {
        searches += 1
        let visible = rules.readsFirstCertificateOnly ? Array(store.prefix(1)) : store
        guard !visible.isEmpty else { return ChainResult(anchors: [], failure: .emptyStore) }
        var search = Search(leaf: leaf, store: visible, rules: rules, date: date)
        for certificate in served + visible { search.add(certificate) }
        let starts: [StoreCertificate]
        if let leaf {
            starts = [leaf]
        } else if let issuer = served.first {
            starts = (search.pool[issuer.subject] ?? []).filter { $0.spkiSHA256 == issuer.spkiSHA256 }
        } else {
            return ChainResult(anchors: [], failure: .emptyStore)
        }
        for start in starts { extend([start], &search) }
        let anchors = visible.filter { search.anchors.remove($0.sha256) != nil }
        return ChainResult(anchors: anchors, failure: anchors.isEmpty ? search.nearest : nil)
    }

    private struct Search {
        let leaf: StoreCertificate?
        let rules: ChainRules
        let date: Date
        let trusted: [String: StoreCertificate]
        /// By subject; each certificate once.
        var pool: [String: [StoreCertificate]] = [:]
        var anchors: Set<String> = []
        var nearest: ChainFailure?
        var steps = 0

        init(leaf: StoreCertificate?, store: [StoreCertificate], rules: ChainRules, date: Date) {
            self.leaf = leaf
            self.rules = rules
            self.date = date
            trusted = Dictionary(store.map { ($0.sha256, $0) }) { first, _ in first }
        }

        mutating func add(_ certificate: StoreCertificate) {
            if pool[certificate.subject]?.contains(where: { $0.sha256 == certificate.sha256 }) == true { return }
            pool[certificate.subject, default: []].append(certificate)
        }

        mutating func miss(_ failure: ChainFailure) {
            if nearest.map({ failure.distance < $0.distance }) ?? true { nearest = failure }
        }

        /// Whether the store makes the certificate an anchor; nil where it is not in the store.
        func isAnchor(_ certificate: StoreCertificate) -> Bool? {
            guard let entry = trusted[certificate.sha256] else { return nil }
            switch entry.form {
            case .keyEntryChain, .notTrustedForServers: return false
            case .trustedForServers: return true
            case .plain, .x509, .afterByteOrderMark, .trusted: return rules.anchors == .any || entry.isSelfSigned
            }
        }
    }

    private mutating func extend(_ path: [StoreCertificate], _ search: inout Search) {
        guard let tip = path.last, search.steps < Self.mostSteps, path.count <= Self.longestPath else {
            return search.miss(.tooComplex)
        }
        search.steps += 1
        switch search.isAnchor(tip) {
        case true?:
            if let failure = failure(of: path, search) {
                search.miss(failure)
            } else {
                search.anchors.insert(tip.sha256)
            }
        case false?: search.miss(.intermediateIsNoAnchor(name: tip.shortName))
        case nil: break
        }
        if tip.isSelfSigned {
            if search.trusted[tip.sha256] == nil { search.miss(.noAnchor(issuer: tip.shortName)) }
            return
        }
        let issuers = (search.pool[tip.issuer] ?? []).filter { issuer in
            !path.contains { $0.spkiSHA256 == issuer.spkiSHA256 && $0.subject == issuer.subject }
                && signed(tip, by: issuer)
        }
        if issuers.isEmpty { search.miss(.noAnchor(issuer: tip.issuerShortName)) }
        for issuer in issuers { extend(path + [issuer], &search) }
    }

    private mutating func signed(_ child: StoreCertificate, by issuer: StoreCertificate) -> Bool {
        let pair = Signature(issuerKey: issuer.spkiSHA256, child: child.sha256)
        if let known = signatures[pair] { return known }
        let isValid = child.isSigned(by: issuer)
        signatures[pair] = isValid
        return isValid
    }

    private mutating func traits(of certificate: StoreCertificate) -> CertificateTraits {
        if let known = traits[certificate.sha256] { return known }
        let read = CertificateTraits(certificate.certificate)
        traits[certificate.sha256] = read
        return read
    }

    /// The checks of RFC 5280, section 6.1, that decide here. A server certificate at the start need not be an authority.
    private mutating func failure(of path: [StoreCertificate], _ search: Search) -> ChainFailure? {
        var authoritiesBelow = 0
        for (index, certificate) in path.enumerated() {
            let traits = traits(of: certificate)
            let isAnchor = index == path.count - 1
            if !isAnchor || search.rules.checksAnchorDates, !traits.isValid(at: search.date) {
                let name = certificate.shortName
                return isAnchor
                    ? .anchorExpired(name: name, until: traits.notAfter)
                    : .certificateExpired(name: name, until: traits.notAfter)
            }
            if index == 0, search.leaf != nil { continue }
            let isOldRoot = isAnchor && traits.isAuthority == nil && certificate.isSelfSigned
            guard traits.isAuthority == true || isOldRoot, traits.maySign else {
                return .notAnAuthority(name: certificate.shortName)
            }
            if let most = traits.maxPathLength, authoritiesBelow > most {
                return .pathTooLong(name: certificate.shortName)
            }
            if certificate.subject != certificate.issuer { authoritiesBelow += 1 }
        }
        return nil
    }
}
