import ScanModel

/// pgx 4 and 5, Go: any certificate is an anchor; without a root file the operating system's store.
///
/// Measured: prefer, allow and the default never verify; a named file that does not exist is an error in every mode.
enum Pgx: ClientDialect {
    static let name = "pgx"

    static func behaviour(mode: String?, store: StoreDelivery) -> ClientBehaviour {
        let hasFile = store == .named || store == .home
        switch mode ?? "prefer" {
        case "disable": return ClientBehaviour(opening: .plaintext, verification: .none, rules: .go)
        case "allow": return ClientBehaviour(opening: .plaintextThenTLS, verification: .none, rules: .go)
        case "prefer": return ClientBehaviour(opening: .tlsIfOffered, verification: .none, rules: .go)
        case "require":
            return ClientBehaviour(
                opening: .tls, verification: hasFile ? .chain : .none,
                missingStore: store == .home ? .skipsVerification : .fails, rules: .go)
        case "verify-ca": return ClientBehaviour(opening: .tls, verification: .chain, rules: .go)
        case "verify-full": return ClientBehaviour(opening: .tls, verification: .chainAndName, rules: .go)
        case let other:
            return ClientBehaviour(
                opening: .tls, verification: .chainAndName, rules: .go,
                invalid: "invalid sslmode \"\(other.prefix(32))\"")
        }
    }

    static func reading(of lookup: OptionLookup, version: String?) -> ClientReading {
        var lookup = lookup
        let named = lookup.option("sslrootcert", environment: ["PGSSLROOTCERT"]).flatMap { $0.value.isEmpty ? nil : $0 }
        let mode = lookup.mode(environment: ["PGSSLMODE"]).flatMap { $0.value.isEmpty ? nil : $0 }
        let isSystem = named?.value == "system"
        let file = isSystem ? nil : named.map { lookup.store(named: $0) } ?? lookup.mountedHomeFile
        let delivery: StoreDelivery = named != nil ? .named : file != nil ? .home : .none
        var behaviour = behaviour(mode: mode?.value, store: delivery)
        if let named, behaviour.opening != .plaintext, behaviour.verification == .none,
            lookup.facts.coverage(of: named.value) == .absent
        {
            behaviour.invalid = "sslrootcert names \(named.value), which does not exist"
        }
        if file == nil, !isSystem, behaviour.verification != .none { _ = lookup.option("sslrootcert", decides: true) }
        return ClientReading(
            mode: lookup.modeWords(mode, default: "prefer"), behaviour: behaviour,
            stores: behaviour.verification == .none ? [] : file.map { [$0] } ?? lookup.operatingSystemStores,
            undetermined: lookup.undetermined, readsStoreOnce: true)
    }
}
