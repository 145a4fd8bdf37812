import ScanModel

/// sqlx, Rust, with native-tls (OpenSSL). Measured with sqlx-cli 0.8; the rest read from `sqlx-postgres/src/connection/tls.rs`.
///
/// Only the first certificate of the named file counts, beside the operating system's store (`add_root_certificate` adds). The file
/// is opened in every mode that uses TLS, verifying or not; `allow` never uses TLS. PGSSLROOTCERT is read, the home file is not.
/// Builds with rustls read the file differently and are not covered.
enum Sqlx: ClientDialect {
    static let name = "sqlx"
    static let aliases: Set<String> = ["sqlx-cli"]

    static func uses(_ request: ClientRequest) -> [ClientUse] {
        let isNamed = request.via == .named
        let rules: ChainRules = isNamed ? .openSSLFirst : .openSSL
        let mode = request.words.mode ?? "prefer"
        var behaviour: ClientBehaviour =
            switch mode.lowercased() {
            case "disable", "allow": .plaintext(rules: rules)
            case "prefer": ClientBehaviour(opening: .tlsIfOffered, verification: .none, rules: rules)
            case "require": ClientBehaviour(opening: .tls, verification: .none, rules: rules)
            case "verify-ca": ClientBehaviour(opening: .tls, verification: .chain, rules: rules)
            case "verify-full": ClientBehaviour(opening: .tls, verification: .chainAndName, rules: rules)
            default: .refused("unknown value \"\(mode.prefix(32))\" for `ssl_mode`", rules: rules)
            }
        behaviour.loadsStoreUnverified = isNamed && behaviour.opening != .plaintext
        behaviour.unusableStore = .fails
        let store: StoreInUse =
            switch request.via {
            case .named: .givenBeside(.operatingSystem)
            case .system: .given
            case .home, .extra, .truststore, .none: .builtIn(.operatingSystem)
            }
        return [ClientUse(behaviour, store)]
    }

    static func readings(of lookup: OptionLookup, version: String?) -> [ClientReading] {
        var lookup = lookup
        let named = lookup.nonEmptyOption("sslrootcert", environment: ["PGSSLROOTCERT"])
        let mode = lookup.nonEmptyMode(environment: ["PGSSLMODE"])
        let uses = uses(ClientRequest(version: version, mode: mode?.value, via: named == nil ? .none : .named))
        return lookup.readings(
            uses, mode: mode, default: "prefer", given: named.map { [lookup.store(named: $0)] } ?? [],
            readsStoreOnce: true)
    }
}
