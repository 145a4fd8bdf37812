import ScanModel

/// One store as the judge sees it: what was read, and what is presumed where nobody looked.
struct StoreInput: Hashable {
    /// Whose prior holds while the store is unread (product.md, "The verdict").
    enum Prior: Hashable {
        /// The settings name it, or the cluster serves it: unread means unknown.
        case none
        case home
        case builtIn(BuiltInStore)
    }

    /// As ``StoreReading``, with the store's number in the shelf.
    enum Content: Hashable {
        case read(Int)
        case missing(String)
        case unread(GapReason, String)
        case notLookedAt
    }

    let content: Content
    let prior: Prior
    /// Whether the order of its certificates changes by itself (kubelet `clustertrustbundle.normalizeTrustAnchors`).
    let isShuffled: Bool

    init(_ evidence: StoreEvidence, _ shelf: inout StoreShelf) {
        content =
            switch evidence.reading {
            case .read(let store)?: .read(shelf.number(of: store))
            case .missing(let detail)?: .missing(detail)
            case .unread(let reason, let detail)?: .unread(reason, detail)
            case nil: .notLookedAt
            }
        switch (evidence.reference, evidence.location) {
        case (.builtIn(let store), _), (.bundled(let store, _), _): prior = .builtIn(store)
        case (.defaultFile, nil), (.defaultFile, .container?): prior = .home
        case (.defaultFile, _), (.named, _), (.added, _), (.inline, _): prior = .none
        }
        switch evidence.location {
        case .clusterTrustBundle?, .clusterTrustBundles?: isShuffled = true
        default: isShuffled = false
        }
    }

    /// Nil where it was not read.
    func view(rules: ChainRules, _ shelf: StoreShelf) -> StoreView? {
        switch content {
        case .read(let number) where isShuffled && rules.reader == .firstPEM && shelf[number].certificates.count > 1:
            .unclear(
                "the kubelet writes its certificates in an order that changes, and the client reads the first alone")
        case .read(let number): StoreView(shelf[number], rules: rules)
        case .missing(let detail): .missing(detail)
        case .unread, .notLookedAt: nil
        }
    }

    /// What it means that this store, on which the client depends, was not read.
    ///
    /// - Parameters:
    ///   - behaviour: what the client does without its store.
    ///   - isPubliclyTrusted: whether default stores hold the service's roots at all.
    /// - Returns: a code of the prior, or why it is unknown.
    func codeWhileUnread(_ behaviour: ClientBehaviour, isPubliclyTrusted: Bool) -> FindingCode {
        switch prior {
        case .builtIn(.windows), .builtIn(.javaCacerts), .builtIn(.certifi), .builtIn(.node):
            if !isPubliclyTrusted { return .privateRoots }
        case .builtIn(.operatingSystem), .home, .none: break
        }
        switch prior {
        case .builtIn(.operatingSystem): return .imageStoreNotRead
        case .builtIn(.windows): return .windowsStoreNotRead
        case .builtIn(.javaCacerts): return .javaCacertsNotRead
        case .builtIn(.certifi): return .certifiNotRead
        case .builtIn(.node): return .nodeListNotRead
        case .home: return behaviour.missingStore == .skipsVerification ? .optionalStoreNotRead : .homeRootNotRead
        case .none: break
        }
        guard case .unread(let reason, _) = content else { return .namedStoreNotRead }
        switch reason {
        case .unsupportedFormat: return .unsupportedFormat
        case .forbidden: return .storeForbidden
        default: return .namedStoreNotRead
        }
    }
}
