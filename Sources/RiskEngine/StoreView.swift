package import ScanModel

/// What a client makes of the stores it loads together.
package enum StoreView: Hashable, Sendable {
    /// The certificates it sees, in order.
    case loaded([StoreCertificate])
    /// There is no file, or none for the client: the words say which.
    case missing(String)
    /// There is a file, and the client refuses it.
    case refused(String)
    /// There is a file, and whether the client reads all of it is not known.
    case unclear(String)

    /// What a client with such a file reader sees of a store.
    package init(_ store: TrustStore, rules: ChainRules) {
        switch store.reading(by: rules.reader) {
        case .loaded(let certificates): self = .loaded(certificates)
        case .refused(let words):
            self = .refused(store.rejected.first.map { "\(words) (entry \($0.index), \($0.detail))" } ?? words)
        case .ignored(let words): self = .missing(words)
        case .unclear(let words): self = .unclear(words)
        }
    }

    /// Several stores loaded together. Where the deciding one is missing or refused, the others do not make up for it.
    package static func joined(_ views: [StoreView]) -> StoreView {
        guard var result = views.first else { return .missing("the client loads no store") }
        for view in views.dropFirst() {
            switch (result, view) {
            case (.loaded(let left), .loaded(let right)): result = .loaded(left + right)
            case (.loaded, .unclear): result = view
            default: break
            }
        }
        return result
    }
}
