package import ScanModel

/// What a client does with the store it was given.
package enum StoreInUse: Hashable, Sendable {
    /// It loads that store and nothing else.
    case given
    /// It loads that store beside one of its own.
    case givenBeside(BuiltInStore)
    /// It does not look there, and loads one of its own.
    case builtIn(BuiltInStore)
    /// It does not look there, and the file that it looks for does not exist: the words say which.
    case missing(String)
    /// It loads no store in this mode.
    case none
}

/// What a client does in answer to a ``ClientRequest``.
package struct ClientUse: Hashable, Sendable {
    package var behaviour: ClientBehaviour
    package var store: StoreInUse
    /// Where the request leaves open which of several versions it is: what this answer supposes, such as `Python 3.13 or later`.
    package var supposing: String?

    package init(behaviour: ClientBehaviour, store: StoreInUse, supposing: String? = nil) {
        self.behaviour = behaviour
        self.store = store
        self.supposing = supposing
    }

    /// An answer of a mode that may not touch a store: one that verifies nothing and opens nothing has none in use.
    init(_ behaviour: ClientBehaviour, _ store: StoreInUse, supposing: String? = nil) {
        let isUntouched = behaviour.verification == .none && !behaviour.loadsStoreUnverified
        self.init(behaviour: behaviour, store: isUntouched ? .none : store, supposing: supposing)
    }

    /// Whether nothing that the client does tells the two apart; how chains are built is idle where none is looked at.
    private func comesToTheSame(as other: ClientUse) -> Bool {
        var behaviour = other.behaviour
        if store == .none, self.behaviour.verification == .none { behaviour.rules = self.behaviour.rules }
        return self.behaviour == behaviour && store == other.store
    }

    /// Equal answers as one: where every version does the same there is nothing to suppose.
    static func distinct(_ uses: [ClientUse]) -> [ClientUse] {
        var distinct: [ClientUse] = []
        for use in uses {
            if let index = distinct.firstIndex(where: { $0.comesToTheSame(as: use) }) {
                let words = [distinct[index].supposing, use.supposing].compactMap(\.self)
                distinct[index].supposing = words.isEmpty ? nil : words.joined(separator: " or ")
            } else {
                distinct.append(use)
            }
        }
        if distinct.count == 1 { distinct[0].supposing = nil }
        return distinct
    }
}
