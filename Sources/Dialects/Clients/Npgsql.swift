import ScanModel

/// Npgsql, the .NET driver. Read from the source of 10.x, not measured.
///
/// `Prefer` and `Require` trust anything; `VerifyCA` and `VerifyFull` use Root Certificate, PGSSLROOTCERT, the home file, else the
/// platform's store. `PGSSLMODE` and `PGHOST` are not read.
enum Npgsql: ClientDialect {
    static let name = "npgsql"

    static func behaviour(mode: String?, store: StoreDelivery) -> ClientBehaviour {
        let rules = ChainRules.dotNet
        // .NET's enum parser ignores case; hyphens are libpq's spelling, which applications translate.
        switch (mode ?? "Prefer").lowercased().filter({ $0.isLetter }) {
        case "disable": return ClientBehaviour(opening: .plaintext, verification: .none, rules: rules)
        case "allow": return ClientBehaviour(opening: .plaintextThenTLS, verification: .none, rules: rules)
        case "prefer": return ClientBehaviour(opening: .tlsIfOffered, verification: .none, rules: rules)
        case "require": return ClientBehaviour(opening: .tls, verification: .none, rules: rules)
        case "verifyca": return ClientBehaviour(opening: .tls, verification: .chain, rules: rules)
        case "verifyfull": return ClientBehaviour(opening: .tls, verification: .chainAndName, rules: rules)
        default:
            return ClientBehaviour(
                opening: .tls, verification: .chainAndName, rules: rules,
                invalid: "invalid SSL Mode \"\((mode ?? "").prefix(32))\"")
        }
    }

    static func reading(of lookup: OptionLookup, version: String?) -> ClientReading {
        var lookup = lookup
        let mode = lookup.mode()
        let behaviour = behaviour(mode: mode?.value, store: .system)
        guard behaviour.verification != .none else {
            return ClientReading(
                mode: lookup.modeWords(mode, default: "Prefer"), behaviour: behaviour, undetermined: lookup.undetermined
            )
        }
        let named = lookup.option("sslrootcert", environment: ["PGSSLROOTCERT"]).flatMap { $0.value.isEmpty ? nil : $0 }
        let file = named.map { lookup.store(named: $0) } ?? lookup.mountedHomeFile
        return ClientReading(
            mode: lookup.modeWords(mode, default: "Prefer"), behaviour: behaviour,
            stores: file.map { [$0] } ?? lookup.operatingSystemStores, undetermined: lookup.undetermined,
            readsStoreOnce: file == nil)
    }
}
