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

    let reading: StoreReading?
    let prior: Prior

    init(_ evidence: StoreEvidence) {
        reading = evidence.reading
        switch (evidence.reference, evidence.location) {
        case (.builtIn(let store), _): prior = .builtIn(store)
        case (.defaultFile, nil), (.defaultFile, .container?): prior = .home
        case (.defaultFile, _), (.named, _), (.inline, _): prior = .none
        }
    }

    /// Nil where it was not read.
    func view(rules: ChainRules) -> StoreView? {
        switch reading {
        case .read(let store)?: StoreView(store, rules: rules)
        case .missing(let detail)?: .missing(detail)
        case .unread?, nil: nil
        }
    }

    /// What it means that this store, on which the client depends, was not read.
    func codeWhileUnread(_ behaviour: ClientBehaviour) -> FindingCode {
        switch prior {
        case .builtIn(.operatingSystem): return .imageStoreNotRead
        case .builtIn(.windows): return .windowsStoreNotRead
        case .builtIn(.javaCacerts): return .javaCacertsNotRead
        case .builtIn(.certifi): return .certifiNotRead
        case .builtIn(.node): return .nodeListNotRead
        case .home: return behaviour.missingStore == .skipsVerification ? .optionalStoreNotRead : .homeRootNotRead
        case .none: break
        }
        guard case .unread(let reason, _)? = reading else { return .namedStoreNotRead }
        switch reason {
        case .unsupportedFormat: return .unsupportedFormat
        case .forbidden: return .storeForbidden
        default: return .namedStoreNotRead
        }
    }
}
