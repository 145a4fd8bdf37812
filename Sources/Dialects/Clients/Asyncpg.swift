import ScanModel

/// asyncpg, with sslmode as text in a DSN, `ssl=` or `PGSSLMODE`, or with an `ssl.SSLContext`. Measured with 0.31 and 0.32 on Python
/// 3.11 and 3.13; read from `connect_utils.py` of 0.25 to 0.32 (before 0.25 `sslrootcert` is not read).
///
/// `prefer` and `allow` never verify; `require` does where a file is named or the home file exists. A named file is opened before
/// connecting, and one that does not exist stops `require` too. `sslrootcert=system` is a file's name.
enum Asyncpg: ClientDialect {
    static let name = "asyncpg"

    static func uses(_ request: ClientRequest) -> [ClientUse] {
        let words = request.words
        let rules = OpenSSLBuild.rules(request.runtime)
        if words.mode == nil, let ssl = words["ssl"] ?? words["ssl_context"] {
            switch ssl.lowercased() {
            case "true": return PythonContext.platform.uses(request)
            case "false": return [ClientUse(.plaintext(rules: rules), .none)]
            default: if let context = PythonContext(ssl) { return context.uses(request) }
            }
        }
        let isNamed = request.via == .named || words["sslrootcert"] != nil
        let behaviour = behaviour(words.mode ?? words["ssl"] ?? "prefer", isNamed: isNamed, rules)
        return [ClientUse(behaviour, store(request.via, words))]
    }

    private static func store(_ via: StoreDelivery, _ words: ModeWords) -> StoreInUse {
        if words["sslrootcert"] == "system" { return .missing("a file named system") }
        return [.named, .home].contains(via) ? .given : .missing("~/.postgresql/root.crt")
    }

    private static func behaviour(_ mode: String, isNamed: Bool, _ rules: ChainRules) -> ClientBehaviour {
        // The parser takes `verify_full` for `verify-full`.
        switch mode.replacing("_", with: "-") {
        case "disable": .plaintext(rules: rules)
        case "allow": ClientBehaviour(opening: .plaintextThenTLS, verification: .none, rules: rules)
        case "prefer": ClientBehaviour(opening: .tlsIfOffered, verification: .none, rules: rules)
        case "require":
            ClientBehaviour(
                opening: .tls, verification: .chain, missingStore: isNamed ? .fails : .skipsVerification,
                unusableStore: .fails, rules: rules)
        case "verify-ca":
            ClientBehaviour(opening: .tls, verification: .chain, unusableStore: .fails, rules: rules)
        case "verify-full":
            ClientBehaviour(opening: .tls, verification: .chainAndName, unusableStore: .fails, rules: rules)
        default: .refused("`sslmode` parameter must not be \"\(mode.prefix(32))\"", rules: rules)
        }
    }

    static func readings(of lookup: OptionLookup, version: String?) -> [ClientReading] {
        var lookup = lookup
        let named = lookup.nonEmptyOption("sslrootcert", environment: ["PGSSLROOTCERT"])
        // SQLAlchemy hands `?ssl=require` on.
        let mode =
            lookup.connection.options["sslmode"] ?? lookup.connection.options["ssl"]
            ?? lookup.nonEmptyMode(environment: ["PGSSLMODE"])
        let uses = uses(
            ClientRequest(
                version: version, runtime: lookup.runtime, mode: mode.map { "sslmode=\($0.value)" },
                via: named == nil ? .home : .named))
        if named == nil, lookup.mountedHomeFile == nil,
            uses.contains(where: { $0.behaviour.verification != .none && $0.behaviour.missingStore == .fails })
        {
            _ = lookup.option("sslrootcert", decides: true)
        }
        return lookup.readings(
            uses, mode: mode, default: "prefer", given: [named.map { lookup.store(named: $0) } ?? lookup.homeStore])
    }
}
