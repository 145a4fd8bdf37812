package import FoundationEssentials
package import ScanModel

/// What came of a chain in one store: the anchors that end it, or why none does.
package struct ChainResult: Hashable, Sendable {
    /// The certificates of the store at which the paths end that the client finds, in the order of the store.
    ///
    /// One, as a rule. Go finds several; and where the client stops at a pin, the root is among them that would carry
    /// the chain without it.
    package var anchors: [StoreCertificate]
    /// Set where there is no anchor.
    package var failure: ChainFailure?
    /// The first path that the client finds, the server's certificate (where it is known) first, the anchor last.
    package var path: [StoreCertificate] = []

    package var isTrusted: Bool { !anchors.isEmpty }

    /// Whether the store holds on by pins alone: every anchor is an intermediate or a server certificate.
    package var isPinned: Bool { isTrusted && anchors.allSatisfy { !$0.isSelfSigned } }
}

/// Why no path was found, the nearest miss first.
package enum ChainFailure: Hashable, Sendable {
    /// A path ends at a certificate of the store whose dates do not include the day.
    case anchorExpired(name: String, until: Date)
    /// A path holds a certificate that is not valid on the day.
    case certificateExpired(name: String, until: Date)
    /// A path holds a certificate that may not sign certificates (RFC 5280, sections 4.2.1.3 and 4.2.1.9).
    case notAnAuthority(name: String)
    /// A path is longer than one of its certificates allows (RFC 5280, section 4.2.1.9).
    case pathTooLong(name: String)
    /// The store holds a certificate of the path, which this client never takes as an anchor.
    case intermediateIsNoAnchor(name: String)
    /// A certificate of the path is signed with an algorithm that the client no longer accepts (SHA-1, MD5).
    case weakSignature(name: String, algorithm: String)
    /// A key of the path is shorter than the client accepts.
    case weakKey(name: String)
    /// The path is longer than the client's own limit (Java: five intermediates).
    case beyondDepthLimit(limit: Int)
    /// A rule of RFC 5280 that only strict clients hold to (`X509_V_FLAG_X509_STRICT`).
    case breaksStrictRule(name: String, rule: String)
    /// A certificate of the path is restricted to other uses than servers (RFC 5280, section 4.2.1.12).
    case notForServers(name: String)
    /// A certificate of the path has a critical extension that the client does not know (RFC 5280, section 4.2).
    case unknownCriticalExtension(name: String)
    /// An authority of the path may not issue for a name below it (RFC 5280, section 4.2.1.10).
    case nameNotPermitted(name: String, by: String)
    /// The store holds a certificate with the wanted common name, and another key or another full name.
    case lookAlike(name: String)
    /// The store's certificates are too many and too alike to search.
    case tooComplex
    /// The issuer that the path ends at is not in the store.
    case noAnchor(issuer: String)
    case emptyStore

    package var words: String {
        switch self {
        case .anchorExpired(let name, let until):
            "the anchor \"\(name)\" is not valid then (until \(Timestamp.dayText(until)))"
        case .certificateExpired(let name, let until):
            "\"\(name)\" of the chain is not valid then (until \(Timestamp.dayText(until)))"
        case .notAnAuthority(let name): "\"\(name)\" may not sign certificates"
        case .pathTooLong(let name): "the chain is longer than \"\(name)\" allows"
        case .intermediateIsNoAnchor(let name): "this client never takes the intermediate \"\(name)\" as an anchor"
        case .weakSignature(let name, let algorithm):
            "\"\(name)\" is signed with \(algorithm), which this client does not accept"
        case .weakKey(let name): "the key of \"\(name)\" is too short for this client"
        case .beyondDepthLimit(let limit): "the chain is longer than this client follows (\(limit))"
        case .breaksStrictRule(let name, let rule): "\"\(name)\" \(rule), which this client does not accept"
        case .notForServers(let name): "\"\(name)\" is not meant for servers"
        case .unknownCriticalExtension(let name): "\"\(name)\" has a critical extension that this client does not know"
        case .nameNotPermitted(let name, let issuer): "\"\(issuer)\" may not issue for \"\(name)\""
        case .lookAlike(let name):
            "the store's \"\(name)\" only looks like the chain's: another key, or another full name"
        case .tooComplex: "the store's certificates are too alike to search"
        case .noAnchor(let issuer): "\"\(issuer)\" is not in the store"
        case .emptyStore: "the store is empty"
        }
    }

    /// Smaller is nearer to a working chain.
    var distance: Int {
        switch self {
        case .anchorExpired: 0
        case .certificateExpired: 1
        case .notAnAuthority: 2
        case .pathTooLong: 3
        case .weakSignature: 4
        case .weakKey: 5
        case .breaksStrictRule: 6
        case .notForServers: 7
        case .unknownCriticalExtension: 8
        case .nameNotPermitted: 9
        case .beyondDepthLimit: 10
        case .intermediateIsNoAnchor: 11
        case .tooComplex: 12
        case .lookAlike: 13
        case .noAnchor: 14
        case .emptyStore: 15
        }
    }
}
