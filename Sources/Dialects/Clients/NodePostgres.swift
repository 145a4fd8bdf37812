import ScanModel

/// node-postgres (`pg` 8.x) on Node 18 to 24: in a URL every sslmode but disable and no-verify is full verification.
///
/// `PGSSLROOTCERT` and the home file are not read. Without any sign of TLS the session is plaintext.
enum NodePostgres: ClientDialect {
    static let name = "node-postgres"

    private static let plaintext = ClientBehaviour(opening: .plaintext, verification: .none, rules: .openSSL)
    private static let unverified = ClientBehaviour(opening: .tls, verification: .none, rules: .openSSL)
    private static let verified = ClientBehaviour(opening: .tls, verification: .chainAndName, rules: .openSSL)

    /// The meaning in a URL, where unknown words are TLS with verification too.
    static func behaviour(mode: String?, store: StoreDelivery) -> ClientBehaviour {
        switch mode {
        case "disable": plaintext
        // A CA file given in the URL turns TLS on.
        case nil: store == .named ? verified : plaintext
        case "no-verify": unverified
        default: verified
        }
    }

    /// The meaning with `uselibpqcompat=true`; prefer never verifies, and a missing file is always an error.
    static func compatibleBehaviour(mode: String?, store: StoreDelivery) -> ClientBehaviour {
        let chain = ClientBehaviour(opening: .tls, verification: .chain, rules: .openSSL)
        switch mode {
        case "prefer": return unverified
        case "require": return store == .named ? chain : unverified
        case "verify-ca":
            guard store != .named else { return chain }
            var invalid = chain
            invalid.invalid = "sslmode=verify-ca with uselibpqcompat needs sslrootcert"
            return invalid
        default: return behaviour(mode: mode, store: store)
        }
    }

    /// The meaning of `PGSSLMODE`, which knows no sslrootcert and takes any other word for plaintext.
    private static func environmentBehaviour(mode: String) -> ClientBehaviour {
        switch mode {
        case "prefer", "require", "verify-ca", "verify-full": verified
        case "no-verify": unverified
        default: plaintext
        }
    }

    static func reading(of lookup: OptionLookup, version: String?) -> ClientReading {
        var lookup = lookup
        let named = lookup.option("sslrootcert").flatMap { $0.value.isEmpty ? nil : $0 }
        let delivery: StoreDelivery = named == nil ? .system : .named
        var mode = lookup.connection.options["sslmode"]
        var behaviour = behaviour(mode: mode?.value, store: delivery)
        if ["true", "1"].contains(lookup.connection.options["uselibpqcompat"]?.value) {
            behaviour = compatibleBehaviour(mode: mode?.value, store: delivery)
        }
        if mode == nil, let ssl = lookup.connection.options["ssl"] {
            mode = ssl
            behaviour = sslBehaviour(ssl.value, in: &lookup)
        } else if mode == nil, named == nil, let variable = lookup.mode(environment: ["PGSSLMODE"]) {
            mode = variable
            behaviour = environmentBehaviour(mode: variable.value)
        }
        let refuses = lookup.option("rejectunauthorized", environment: ["NODE_TLS_REJECT_UNAUTHORIZED"])?.value
            .lowercased()
        if refuses == "0" || refuses == "false" { behaviour.verification = .none }
        let builtIn = named == nil && behaviour.verification != .none ? runtimeStores(in: &lookup) : []
        let file = behaviour.verification == .none ? nil : named.map { lookup.store(named: $0) }
        return ClientReading(
            mode: lookup.modeWords(mode, default: named == nil ? "disable" : "verify-full"), behaviour: behaviour,
            stores: file.map { [$0] } ?? builtIn, undetermined: lookup.undetermined, readsStoreOnce: builtIn.count > 1)
    }

    private static func sslBehaviour(_ value: String, in lookup: inout OptionLookup) -> ClientBehaviour {
        switch value.lowercased() {
        case "true", "1", "on", "yes", "require", "required", "": return verified
        case "no-verify": return unverified
        case "0", "off", "no", "disable", "disabled": return plaintext
        default:
            // In a URL the text "false" is not the value false.
            lookup.note(UnreadSetting(name: "ssl", object: "how the application reads it", reason: .unknownClient))
            return verified
        }
    }

    /// The list compiled into Node, with what the environment adds to it.
    private static func runtimeStores(in lookup: inout OptionLookup) -> [StoreReference] {
        let facts = lookup.facts
        let flags = lookup.settings.commands.flatMap { $0 } + [facts.environment("NODE_OPTIONS")?.value ?? ""]
        var stores: [StoreReference] = [.builtIn(.node)]
        if flags.contains(where: { $0.contains("--use-openssl-ca") }) {
            stores = lookup.operatingSystemStores
        } else if flags.contains(where: { $0.contains("--use-system-ca") })
            || facts.environment("NODE_USE_SYSTEM_CA")?.value == "1"
        {
            stores += lookup.operatingSystemStores
        }
        if let extra = lookup.option("extra", environment: ["NODE_EXTRA_CA_CERTS"]), !extra.value.isEmpty {
            stores.append(lookup.store(named: extra))
        }
        return stores
    }
}
