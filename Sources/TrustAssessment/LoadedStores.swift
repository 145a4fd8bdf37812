import Dialects
import RiskEngine
import ScanModel
import TrustStores

/// The stores that a client loads in one of its possible versions, out of what it was given.
struct LoadedStores {
    let use: ClientUse
    /// In the order in which the client loads them; a built-in one has no reading.
    let evidence: [StoreEvidence]
    /// What is to be said of the directories among them.
    let notes: [String]

    init(_ use: ClientUse, given stores: [Store], via: StoreDelivery) {
        self.use = use
        notes = stores.compactMap { store in
            guard via == .system, case .directory(let directory) = store.content else { return nil }
            return directory.note(for: use.behaviour.rules)
        }
        switch use.store {
        case .given: evidence = Self.given(stores, via, use.behaviour)
        case .givenBeside(let builtIn):
            let own = [Self.builtIn(builtIn)]
            let given = stores.isEmpty ? [] : Self.given(stores, via, use.behaviour)
            // The first that is missing or refused decides: a named file stops the client, an added one is lost without harm.
            evidence = via == .named ? given + own : own + given
        case .builtIn(let builtIn): evidence = [Self.builtIn(builtIn)]
        case .missing(let words):
            evidence = [
                StoreEvidence(reference: .defaultFile(path: words), location: nil, reading: .missing(words))
            ]
        case .none: evidence = []
        }
    }

    private static func given(
        _ stores: [Store], _ via: StoreDelivery, _ behaviour: ClientBehaviour
    ) -> [StoreEvidence] {
        guard !stores.isEmpty else {
            // Nobody said what the system's store or the JRE's holds; any other file is simply not there.
            if let own = behaviour.insteadOfMissing { return [builtIn(own)] }
            switch via {
            case .system: return [builtIn(.operatingSystem)]
            case .truststore: return [builtIn(.javaCacerts)]
            case .extra: return []
            case .named, .home, .none:
                let words = "no file was given"
                return [StoreEvidence(reference: .named(path: words), location: nil, reading: .missing(words))]
            }
        }
        let evidence = stores.flatMap { store in
            let reference: StoreReference = via == .home ? .defaultFile(path: store.path) : .named(path: store.path)
            return readings(of: store, via, behaviour.rules).map {
                StoreEvidence(reference: reference, location: nil, reading: $0)
            }
        }
        return behaviour.replacement(for: evidence) ?? evidence
    }

    private static func readings(of store: Store, _ via: StoreDelivery, _ rules: ChainRules) -> [StoreReading] {
        switch store.content {
        case .file(let reading): [reading]
        case .directory(let directory) where via == .system: directory.readings(for: rules)
        case .directory: [StoreDirectory.refused("\(store.path) is a directory, and the client opens a file")]
        }
    }

    private static func builtIn(_ store: BuiltInStore) -> StoreEvidence {
        StoreEvidence(reference: .builtIn(store), location: nil, reading: nil)
    }

    /// The store that is presumed to hold the public roots, because nobody said what it holds.
    var presumed: BuiltInStore? {
        for entry in evidence {
            if case .builtIn(let store) = entry.reference, entry.reading == nil { return store }
        }
        return nil
    }

    /// What the client sees of them together.
    var view: StoreView {
        guard !evidence.isEmpty else { return .loaded([]) }
        return .joined(
            evidence.map { entry in
                switch entry.reading {
                case nil: .loaded(PublicRoots.store.certificates)
                case .read(let store)?: StoreView(store, rules: use.behaviour.rules)
                case .missing(let words)?: .missing(words)
                case .unread(let reason, let detail)?: unread(reason, detail)
                }
            })
    }

    /// A file that this program cannot read is one that the client refuses, unless it may be a key store.
    private func unread(_ reason: GapReason, _ detail: String) -> StoreView {
        let isPEMReader = use.behaviour.rules.reader != .javaKeyStore
        return isPEMReader && reason != .tooLarge ? .refused(detail) : .unclear(detail)
    }
}
