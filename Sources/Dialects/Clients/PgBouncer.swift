import ScanModel

/// PgBouncer towards its servers. Measured with 1.18.
///
/// `server_tls_ca_file` counts in verify-ca and verify-full alone; without a mode the session is plaintext.
enum PgBouncer: ClientDialect {
    static let name = "pgbouncer"

    static func behaviour(mode: String?, store: StoreDelivery) -> ClientBehaviour {
        switch mode ?? "disable" {
        case "disable": return ClientBehaviour(opening: .plaintext, verification: .none, rules: .openSSL)
        case "allow", "prefer": return ClientBehaviour(opening: .tlsIfOffered, verification: .none, rules: .openSSL)
        case "require": return ClientBehaviour(opening: .tls, verification: .none, rules: .openSSL)
        case "verify-ca": return ClientBehaviour(opening: .tls, verification: .chain, rules: .openSSL)
        case "verify-full": return ClientBehaviour(opening: .tls, verification: .chainAndName, rules: .openSSL)
        case let other:
            return ClientBehaviour(
                opening: .tls, verification: .chainAndName, rules: .openSSL,
                invalid: "invalid server_tls_sslmode \"\(other.prefix(32))\"")
        }
    }

    static func reading(of lookup: OptionLookup, version: String?) -> ClientReading {
        var lookup = lookup
        let mode = option(["server", "tls", "sslmode"], in: &lookup)
        let file = option(["server", "tls", "ca", "file"], in: &lookup)
        let behaviour = behaviour(mode: mode?.value, store: file == nil ? .none : .named)
        return ClientReading(
            mode: lookup.modeWords(mode, default: "disable"), behaviour: behaviour,
            stores: behaviour.verification == .none ? [] : file.map { [lookup.store(named: $0)] } ?? [],
            undetermined: lookup.undetermined)
    }

    /// From pgbouncer.ini (`pgbouncer.server_tls_sslmode`) or the variables of its images (`PGBOUNCER_SERVER_TLS_SSLMODE`).
    private static func option(_ words: [String], in lookup: inout OptionLookup) -> Connection.Option? {
        if let setting = lookup.settings.all.first(where: {
            SettingName($0.name).words.suffix(words.count) == words[...]
        }) {
            return Connection.Option(value: setting.value, source: setting.source.words, setting: setting.name)
        }
        for unread in lookup.facts.unreadSettings
        where unread.name == nil || SettingName(unread.name ?? "").words.suffix(words.count) == words[...] {
            lookup.note(unread)
        }
        return nil
    }
}
