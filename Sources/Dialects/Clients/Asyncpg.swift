import ScanModel

/// asyncpg with sslmode as text, in a DSN or `PGSSLMODE`. Measured with 0.32 on Python 3.11 and 3.13.
///
/// `prefer` and `allow` never verify; `require` does where a file is named or the home file exists. An `ssl=` context made in
/// code is not seen in settings.
enum Asyncpg: ClientDialect {
    static let name = "asyncpg"

    static func behaviour(mode: String?, store: StoreDelivery) -> ClientBehaviour {
        // The parser takes `verify_full` for `verify-full`.
        switch (mode ?? "prefer").replacing("_", with: "-") {
        case "disable": return ClientBehaviour(opening: .plaintext, verification: .none, rules: .openSSL)
        case "allow": return ClientBehaviour(opening: .plaintextThenTLS, verification: .none, rules: .openSSL)
        case "prefer": return ClientBehaviour(opening: .tlsIfOffered, verification: .none, rules: .openSSL)
        case "require":
            return ClientBehaviour(
                opening: .tls, verification: .chain, missingStore: store == .named ? .fails : .skipsVerification,
                rules: .openSSL)
        case "verify-ca": return ClientBehaviour(opening: .tls, verification: .chain, rules: .openSSL)
        case "verify-full": return ClientBehaviour(opening: .tls, verification: .chainAndName, rules: .openSSL)
        case let other:
            return ClientBehaviour(
                opening: .tls, verification: .chainAndName, rules: .openSSL,
                invalid: "`sslmode` parameter must not be \"\(other.prefix(32))\"")
        }
    }

    static func reading(of lookup: OptionLookup, version: String?) -> ClientReading {
        var lookup = lookup
        let named = lookup.option("sslrootcert", environment: ["PGSSLROOTCERT"]).flatMap { $0.value.isEmpty ? nil : $0 }
        // SQLAlchemy hands `?ssl=require` on.
        let mode =
            lookup.connection.options["sslmode"] ?? lookup.connection.options["ssl"]
            ?? lookup.mode(environment: ["PGSSLMODE"]).flatMap { $0.value.isEmpty ? nil : $0 }
        let behaviour = behaviour(mode: mode?.value, store: named == nil ? .home : .named)
        var stores: [StoreReference] = []
        if behaviour.verification != .none {
            stores = [named.map { lookup.store(named: $0) } ?? .defaultFile(path: lookup.homeFile.path)]
            if named == nil, behaviour.missingStore == .fails, lookup.mountedHomeFile == nil {
                _ = lookup.option("sslrootcert", decides: true)
            }
        }
        return ClientReading(
            mode: lookup.modeWords(mode, default: "prefer"), behaviour: behaviour, stores: stores,
            undetermined: lookup.undetermined)
    }
}
