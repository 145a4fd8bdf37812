import ScanModel

/// lib/pq, Go. Measured with 1.10.7 and 1.12.3; where they differ the newer one's rule stands.
///
/// The default is require, which looks at a named file alone; the mode written out also at the home file.
enum GoLibPQ: ClientDialect {
    static let name = "lib-pq"

    static func behaviour(mode: String?, store: StoreDelivery) -> ClientBehaviour {
        let hasFile = store == .named || (store == .home && mode != nil)
        let optional: ClientBehaviour.Verification = hasFile ? .chain : .none
        switch mode ?? "require" {
        case "disable": return ClientBehaviour(opening: .plaintext, verification: .none, rules: .go)
        case "allow":
            return ClientBehaviour(
                opening: .plaintextThenTLS, verification: optional, missingStore: .skipsVerification, rules: .go)
        case "prefer":
            return ClientBehaviour(
                opening: .tlsIfOffered, verification: optional, missingStore: .skipsVerification,
                rejection: .retriesPlaintext, rules: .go)
        case "require":
            return ClientBehaviour(
                opening: .tls, verification: optional, missingStore: .skipsVerification, rules: .go)
        case "verify-ca": return ClientBehaviour(opening: .tls, verification: .chain, rules: .go)
        case "verify-full": return ClientBehaviour(opening: .tls, verification: .chainAndName, rules: .go)
        case let other:
            return ClientBehaviour(
                opening: .tls, verification: .chainAndName, rules: .go,
                invalid: "unsupported sslmode \"\(other.prefix(32))\"")
        }
    }

    static func reading(of lookup: OptionLookup, version: String?) -> ClientReading {
        var lookup = lookup
        let named = lookup.option("sslrootcert", environment: ["PGSSLROOTCERT"]).flatMap { $0.value.isEmpty ? nil : $0 }
        let mode = lookup.mode(environment: ["PGSSLMODE"]).flatMap { $0.value.isEmpty ? nil : $0 }
        let isSystem = named?.value == "system"
        let file = isSystem ? nil : named.map { lookup.store(named: $0) } ?? lookup.mountedHomeFile
        let behaviour = behaviour(mode: mode?.value, store: named != nil ? .named : file != nil ? .home : .none)
        if file == nil, !isSystem, behaviour.verification != .none { _ = lookup.option("sslrootcert", decides: true) }
        return ClientReading(
            mode: lookup.modeWords(mode, default: "require"), behaviour: behaviour,
            stores: behaviour.verification == .none ? [] : file.map { [$0] } ?? lookup.operatingSystemStores,
            undetermined: lookup.undetermined, readsStoreOnce: file == nil)
    }
}
