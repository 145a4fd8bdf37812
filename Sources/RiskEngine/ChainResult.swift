package import FoundationEssentials
package import ScanModel

/// What came of a chain in one store: the anchors that end it, or why none does.
package struct ChainResult: Hashable, Sendable {
    /// Every certificate of the store at which some valid path ends, in the order of the store.
    package var anchors: [StoreCertificate]
    /// Set where there is no anchor.
    package var failure: ChainFailure?

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
    /// A path holds a certificate that may not sign certificates (RFC 5280, sections 4.2.1.3, 4.2.1.9 and 4.2.1.12).
    case notAnAuthority(name: String)
    /// A path is longer than one of its certificates allows (RFC 5280, section 4.2.1.9).
    case pathTooLong(name: String)
    /// The store holds a certificate of the path, which this client never takes as an anchor.
    case intermediateIsNoAnchor(name: String)
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
        case .intermediateIsNoAnchor: 4
        case .tooComplex: 5
        case .noAnchor: 6
        case .emptyStore: 7
        }
    }
}
