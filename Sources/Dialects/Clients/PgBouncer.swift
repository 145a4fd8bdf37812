import ScanModel

/// PgBouncer towards its servers. Measured with 1.18; the default of 1.20 read from its changes.
///
/// `server_tls_ca_file` counts in verify-ca and verify-full alone, where without it the operating system's bundle is taken. Without a
/// mode the session is plaintext, from 1.20 on TLS where the server offers it. `allow` is `prefer`.
enum PgBouncer: ClientDialect {
    static let name = "pgbouncer"

    private static let defaults: [Generation<String>] = [
        Generation(below: Version("1.20"), words: "PgBouncer before 1.20", value: "disable"),
        Generation(below: nil, words: "PgBouncer 1.20 or later", value: "prefer"),
    ]

    static func uses(_ request: ClientRequest) -> [ClientUse] {
        let rules = OpenSSLBuild.rules(request.runtime)
        let isGiven = request.via == .named || request.via == .system
        let store: StoreInUse = isGiven ? .given : .builtIn(.operatingSystem)
        return ClientUse.distinct(
            Generation.possible(request.version, of: defaults).map { bouncer in
                ClientUse(
                    behaviour(request.words.mode ?? bouncer.value, rules), store, supposing: bouncer.words)
            })
    }

    private static func behaviour(_ mode: String, _ rules: ChainRules) -> ClientBehaviour {
        switch mode {
        case "disable", "disabled": .plaintext(rules: rules)
        case "allow", "prefer": ClientBehaviour(opening: .tlsIfOffered, verification: .none, rules: rules)
        case "require": ClientBehaviour(opening: .tls, verification: .none, rules: rules)
        case "verify-ca": ClientBehaviour(opening: .tls, verification: .chain, rules: rules)
        case "verify-full": ClientBehaviour(opening: .tls, verification: .chainAndName, rules: rules)
        default: .refused("invalid server_tls_sslmode \"\(mode.prefix(32))\"", rules: rules)
        }
    }

    static func readings(of lookup: OptionLookup, version: String?) -> [ClientReading] {
        var lookup = lookup
        let mode = lookup.poolerOption(["server", "tls", "sslmode"])
        let file = lookup.poolerOption(["server", "tls", "ca", "file"])
        let uses = uses(ClientRequest(version: version, mode: mode?.value, via: file == nil ? .none : .named))
        return lookup.readings(
            uses, mode: mode, default: "disable", given: file.map { [lookup.store(named: $0)] } ?? [])
    }
}

extension OptionLookup {
    /// A pooler's own setting, whose name ends in these words: of its file (`pgbouncer.server_tls_sslmode`) or of the variables of
    /// its images (`PGBOUNCER_SERVER_TLS_SSLMODE`).
    mutating func poolerOption(_ words: [String]) -> Connection.Option? {
        if let setting = settings.all.first(where: { SettingName($0.name).words.suffix(words.count) == words[...] }) {
            return Connection.Option(value: setting.value, source: setting.source.words, setting: setting.name)
        }
        for unread in facts.unreadSettings
        where unread.name == nil || SettingName(unread.name ?? "").words.suffix(words.count) == words[...] {
            note(unread)
        }
        return nil
    }
}
