package import FoundationEssentials
package import ScanModel

/// Finds the path that a given TLS stack would build from a served chain into a store, and the anchor it ends at.
///
/// Own search, because swift-certificates' verifier tries every path and takes any certificate of the store as an
/// anchor: no client's stack does both. A path that exists helps nobody whose stack does not find it. Signatures and
/// extensions are read once, however many stores are asked.
package struct ChainBuilder: Sendable {
    private var library = CertificateLibrary()
    /// How many searches were made.
    package private(set) var searches = 0

    package init() {}

    /// - Parameters:
    ///   - leaf: the server's own certificate; nil where only its issuer is known, as in profiles: one that is right in
    ///     all else is then assumed below the first that is served.
    ///   - served: what else the server sends, in wire order.
    ///   - store: what the client sees of its store, in its order.
    ///   - rules: which certificates end a chain, and whose search is followed.
    ///   - date: the moment of the handshake.
    /// - Returns: the anchors that carry the chain, or the nearest miss.
    package mutating func build(
        leaf: StoreCertificate? = nil, served: [StoreCertificate], store: [StoreCertificate], rules: ChainRules,
        at date: Date
    ) -> ChainResult {
        searches += 1
        let visible = Self.visible(store, rules)
        guard !visible.isEmpty, leaf != nil || !served.isEmpty else {
            return ChainResult(anchors: [], failure: .emptyStore)
        }
        var result = search(leaf, served, visible, rules, date)
        guard result.isPinned else { return result }
        // Pins were found first. Would the roots beside them do without?
        let roots = visible.filter(\.isSelfSigned)
        guard !roots.isEmpty else { return result }
        let alone = search(leaf, served, roots, rules, date)
        result.anchors = visible.filter { result.anchors.contains($0) || alone.anchors.contains($0) }
        return result
    }

    /// Without what is never an anchor and never helps.
    private static func visible(_ store: [StoreCertificate], _ rules: ChainRules) -> [StoreCertificate] {
        (rules.reader == .firstPEM ? Array(store.prefix(1)) : store).filter { $0.form != .keyEntryChain }
    }

    /// What searches for some chains can meet.
    mutating func reach(of chains: [[StoreCertificate]]) -> SearchReach { SearchReach(chains, &library) }

    /// What counts of a store in searches that go no further than `reach`.
    mutating func part(of store: [StoreCertificate], _ reach: SearchReach, _ rules: ChainRules) -> StorePart {
        let visible = Self.visible(store, rules)
        return StorePart(
            met: reach.part(of: visible, names: rules.pathBuilding.names, &library), stranger: visible.first)
    }

    private mutating func search(
        _ leaf: StoreCertificate?, _ served: [StoreCertificate], _ store: [StoreCertificate], _ rules: ChainRules,
        _ date: Date
    ) -> ChainResult {
        let sent = served.map { library.certificate($0) }
        guard let first = leaf.map({ library.certificate($0) }) ?? sent.first.map(PathCertificate.init(serverBelow:))
        else { return ChainResult(anchors: [], failure: .emptyStore) }
        let question = PathQuestion(
            leaf: first, served: sent, store: library.index(store, names: rules.pathBuilding.names), rules: rules,
            date: date)
        let outcome = rules.pathBuilding.search.search(question, &library)
        let ends = Set(outcome.paths.compactMap(\.last?.identity))
        var seen: Set<String> = []
        return ChainResult(
            anchors: store.filter { ends.contains($0.sha256) && seen.insert($0.sha256).inserted },
            failure: outcome.paths.isEmpty ? outcome.failure : nil,
            path: outcome.paths.first?.compactMap(\.entry) ?? [])
    }
}

/// What counts of a store: where it is the same in two stores, so are the answers of every search.
struct StorePart: Hashable {
    /// What a search can meet, in the order of the store.
    let met: [StoreCertificate]
    /// Whether the whole store is empty to the client.
    let isEmpty: Bool
    /// For the searches: what can be met, or any other certificate of a store of which nothing can.
    let certificates: [StoreCertificate]

    init(met: [StoreCertificate], stranger: StoreCertificate?) {
        self.met = met
        isEmpty = stranger == nil
        certificates = met.isEmpty ? stranger.map { [$0] } ?? [] : met
    }

    static func == (left: StorePart, right: StorePart) -> Bool {
        left.met == right.met && left.isEmpty == right.isEmpty
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(met)
        hasher.combine(isEmpty)
    }
}

extension ChainRules.PathBuilding {
    fileprivate var search: any PathSearch.Type {
        switch self {
        case .openSSL: OpenSSLPath.self
        case .openSSL102: OpenSSL102Path.self
        case .java: JavaPath.self
        case .go: GoPath.self
        case .dotNet: DotNetPath.self
        }
    }

    fileprivate var names: NameKeys.Form {
        switch self {
        case .openSSL, .openSSL102, .dotNet: .folded
        case .java: .foldedByJava
        case .go: .exact
        }
    }
}
