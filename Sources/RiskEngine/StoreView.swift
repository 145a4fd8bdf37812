package import ScanModel

/// What a client makes of the stores it loads together.
package enum StoreView: Hashable, Sendable {
    /// The certificates it sees, in order.
    case loaded([StoreCertificate])
    /// There is no file: the words say which.
    case missing(String)
    /// There is a file, and the client refuses it.
    case refused(String)
    /// There is a file, and whether the client reads all of it is not known.
    case unclear(String)

    /// What a client with such a file reader sees of a store (clients.md, "File forms" and finding 11).
    package init(_ store: TrustStore, rules: ChainRules) {
        let damage = store.rejected.first
        if damage?.reason == .badDER, rules.reader != .go {
            self = .unclear("entry \(damage?.index ?? 0) could not be read: \(damage?.detail ?? "")")
            return
        }
        switch (store.format, rules.reader) {
        case ("PEM", .openSSL), ("PEM", .dotNet), ("PEM", .java), ("JKS", .java):
            if let damage {
                self = .refused(
                    "entry \(damage.index) is damaged (\(damage.detail)), and the client refuses the whole file over it"
                )
            } else if rules.reader == .java, store.format == "PEM", store.holdsPrivateKey {
                self = .refused("it holds a private key, and Java refuses such a file")
            } else {
                self = .loaded(store.certificates.filter { Self.isSeen($0.form, by: rules.reader) })
            }
        case ("PEM", .node):
            self = .loaded(Array(store.certificates.prefix(damage?.index ?? store.certificates.count)))
        case ("PEM", .go):
            self = .loaded(store.certificates.filter { Self.isSeen($0.form, by: .go) })
        case ("DER", .java), ("DER", .dotNet):
            self = .loaded(store.certificates)
        default:
            self = .refused("it is a \(store.format) file, which the client does not read")
        }
    }

    private static func isSeen(_ form: StoreCertificate.Form, by reader: ChainRules.FileReader) -> Bool {
        switch (reader, form) {
        case (.openSSL, _), (.node, _): true
        case (.go, .plain), (.java, .plain), (.java, .x509), (.java, .trusted), (.java, .keyEntryChain): true
        case (.dotNet, .plain), (.dotNet, .afterByteOrderMark): true
        default: false
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
