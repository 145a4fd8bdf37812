extension ClientBehaviour {
    /// The stores that the client loads in place of those it was given: one of its own where they do not exist
    /// (``insteadOfMissing``) or are empty (``insteadOfEmpty``).
    ///
    /// - Parameter stores: what the settings or defaults lead to, in order; those that the client brings along stay.
    /// - Returns: nil where it loads what it was given.
    package func replacement(for stores: [StoreEvidence]) -> [StoreEvidence]? {
        guard insteadOfMissing != nil || insteadOfEmpty != nil else { return nil }
        let given = stores.filter { !$0.isBuiltIn }
        guard !given.isEmpty else { return nil }
        let own: BuiltInStore
        if let instead = insteadOfMissing, given.allSatisfy(\.isMissing) {
            own = instead
        } else if let instead = insteadOfEmpty, given.allSatisfy({ $0.isIgnored(by: rules.reader) }) {
            own = instead
        } else {
            return nil
        }
        let others = stores.filter(\.isBuiltIn)
        if others.contains(where: { $0.reference == .builtIn(own) }) { return others }
        return [StoreEvidence(reference: .builtIn(own), location: nil, reading: nil)] + others
    }
}

extension StoreEvidence {
    fileprivate var isBuiltIn: Bool {
        if case .builtIn = reference { return true }
        return false
    }

    fileprivate var isMissing: Bool {
        if case .missing? = reading { return true }
        return false
    }

    fileprivate func isIgnored(by reader: ChainRules.FileReader) -> Bool {
        guard case .read(let store)? = reading, case .ignored = store.reading(by: reader) else { return false }
        return true
    }
}
