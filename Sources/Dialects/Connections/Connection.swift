import ScanModel

/// One connection that a container's settings describe, before it is known which client makes it.
struct Connection: Hashable, Sendable {
    /// An option's value and where it was found.
    struct Option: Hashable, Sendable {
        var value: String
        /// Words of a ``SettingSource``, for the report.
        var source: String
        /// The setting that holds it.
        var setting: String
    }

    /// What a connection was recognised by.
    enum Kind: Hashable, Sendable {
        case string(ConnectionString.Syntax)
        /// Host, port and mode in variables of their own, which code joins.
        case variables
        /// A configuration that says all there is, so that what it leaves out is the client's default: pgbouncer.ini,
        /// pgpool.conf, Django's `DATABASES`, Rails' database.yml.
        case configuration
        /// libpq's `PGHOST` and its siblings.
        case environment
        /// The command line of a PostgreSQL tool, such as `psql`.
        case tool(String)
        /// A server that is not PostgreSQL.
        case otherService(OtherService)
    }

    /// The setting that names the server, such as `DATABASE_URL`.
    var name: String
    /// Words of its ``SettingSource``.
    var source: String
    var kind: Kind
    var driver: String?
    /// Empty where the server's name was not read.
    var hosts: [Endpoint]
    /// By the names of ``ConnectionString/options``.
    var options: [String: Option] = [:]
    /// Options that exist and whose value was not read.
    var unreadOptions: [String: UnreadSetting] = [:]
    /// What was not read of the server's name.
    var undetermined: [UnreadSetting] = []

    /// The words that its settings share: `DB` of `DB_HOST` and `DB_SSLMODE`; empty where there are none.
    ///
    /// Of `spring.datasource.hikari.jdbc-url` it is `spring.datasource.hikari`; of Quarkus, where `jdbc` is a level of its
    /// own beside the named data sources, `quarkus.datasource.jdbc`.
    var prefix: [String] {
        var words = SettingName(name).words
        let ends: Set<String> = SettingName.hostWords.union([
            "url", "uri", "dsn", "conn", "connection", "connectionstring", "jdbcurl",
        ])
        guard words.last.map(ends.contains) == true else { return [] }
        words.removeLast()
        if words.count > 1, words.last == "jdbc", words.first != "quarkus" { words.removeLast() }
        return words
    }

    /// Takes options from settings of the same prefix (`DATABASE_SSLMODE` beside `DATABASE_URL`); its own come first.
    ///
    /// `others` are the prefixes of all connections: `DB_REPLICA_SSLMODE` is `DB_REPLICA_HOST`'s and not `DB_HOST`'s.
    mutating func fill(from settings: ContainerSettings, beside others: Set<[String]>) {
        let prefix = prefix
        guard !prefix.isEmpty, kind != .configuration else { return }
        let longer = others.filter { $0.count > prefix.count && $0.starts(with: prefix) }
        func isOwn(_ name: SettingName) -> Bool { !longer.contains { name.words.starts(with: $0) } }
        for setting in settings.all where setting.name != name {
            let settingName = SettingName(setting.name)
            guard isOwn(settingName) else { continue }
            if let option = settingName.tlsOption(after: prefix) {
                if options[option] == nil {
                    options[option] = Option(
                        value: settings.expanded(setting.value), source: setting.source.words, setting: setting.name)
                }
            } else if settingName.holdsOptions, settingName.words.starts(with: prefix) {
                take(ConnectionString.options(inList: settings.expanded(setting.value)), from: setting)
            }
        }
        for unread in settings.facts.unreadSettings {
            guard let name = unread.name.map(SettingName.init), isOwn(name) else { continue }
            if let option = name.tlsOption(after: prefix), options[option] == nil { unreadOptions[option] = unread }
            if name.holdsOptions, name.words.starts(with: prefix), options["sslmode"] == nil {
                unreadOptions["sslmode"] = unread
            }
        }
    }

    /// Options that a setting holds; those that are known already stay.
    mutating func take(_ found: [String: String], from setting: Setting) {
        for (key, value) in found where options[key] == nil {
            options[key] = Option(value: value, source: setting.source.words, setting: setting.name)
        }
    }
}
