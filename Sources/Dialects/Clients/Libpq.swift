import ScanModel

/// libpq and all that calls it: psql, psycopg, Ruby's pg, PHP, Django, Hasura. Measured from libpq 11 to 18.
///
/// Wherever the root file exists libpq verifies, in `prefer` and `require` too; `prefer` then drops to plaintext.
enum Libpq: ClientDialect {
    static let name = "libpq"

    static func behaviour(mode: String?, store: StoreDelivery) -> ClientBehaviour {
        // `sslrootcert=system` (libpq 16) knows only one mode.
        let system = "weak sslmode may not be used with sslrootcert=system"
        let invalid = store == .system && !(mode == nil || mode == "verify-full") ? system : nil
        switch mode ?? (store == .system ? "verify-full" : "prefer") {
        case "disable":
            return ClientBehaviour(opening: .plaintext, verification: .none, rules: .openSSL, invalid: invalid)
        case "allow":
            return ClientBehaviour(
                opening: .plaintextThenTLS, verification: .chain, missingStore: .skipsVerification, rules: .openSSL,
                invalid: invalid)
        case "prefer":
            return ClientBehaviour(
                opening: .tlsIfOffered, verification: .chain, missingStore: .skipsVerification,
                rejection: .retriesPlaintext, rules: .openSSL, invalid: invalid)
        case "require":
            return ClientBehaviour(
                opening: .tls, verification: .chain, missingStore: .skipsVerification, rules: .openSSL, invalid: invalid
            )
        case "verify-ca":
            return ClientBehaviour(opening: .tls, verification: .chain, rules: .openSSL, invalid: invalid)
        case "verify-full":
            return ClientBehaviour(opening: .tls, verification: .chainAndName, rules: .openSSL, invalid: invalid)
        case let other:
            return ClientBehaviour(
                opening: .tls, verification: .chainAndName, rules: .openSSL,
                invalid: "invalid sslmode value \"\(other.prefix(32))\"")
        }
    }

    static func reading(of lookup: OptionLookup, version: String?) -> ClientReading {
        var lookup = lookup
        let named = lookup.option("sslrootcert", environment: ["PGSSLROOTCERT"]).flatMap { $0.value.isEmpty ? nil : $0 }
        var mode = lookup.mode(environment: ["PGSSLMODE"]).flatMap { $0.value.isEmpty ? nil : $0 }
        if mode == nil, var required = lookup.option("requiressl", environment: ["PGREQUIRESSL"]), required.value == "1"
        {
            required.value = "require"
            mode = required
        }
        let major = version.flatMap { Int($0) }
        let usesSystem = named?.value == "system" && (major ?? 16) >= 16
        if usesSystem, major == nil, mode?.value != "verify-full" {
            // Before version 16 "system" is a file's name, which changes everything but verify-full's outcome on a lucky day.
            lookup.note(
                UnreadSetting(name: "sslrootcert=system", object: "the version of libpq", reason: .unknownClient))
        }
        let behaviour = behaviour(mode: mode?.value, store: usesSystem ? .system : named == nil ? .home : .named)
        var stores: [StoreReference] = []
        if behaviour.opening != .plaintext {
            if usesSystem {
                stores = lookup.operatingSystemStores
            } else {
                stores = [named.map { lookup.store(named: $0) } ?? .defaultFile(path: lookup.homeFile.path)]
            }
            if named == nil, behaviour.missingStore == .fails, lookup.mountedHomeFile == nil {
                _ = lookup.option("sslrootcert", decides: true)
            }
        }
        return ClientReading(
            mode: lookup.modeWords(mode, default: usesSystem ? "verify-full" : "prefer"), behaviour: behaviour,
            stores: stores, undetermined: lookup.undetermined)
    }
}
