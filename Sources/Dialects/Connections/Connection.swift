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
        /// Host, port and mode in variables of their own.
        case variables
        /// libpq's `PGHOST` and its siblings.
        case environment
        /// The command line of a PostgreSQL tool, such as `psql`.
        case tool(String)
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
    var prefix: [String] {
        let words = SettingName(name).words
        let ends: Set<String> = SettingName.hostWords.union(["url", "uri", "dsn", "connection", "connectionstring"])
        return words.last.map(ends.contains) == true ? words.dropLast() : []
    }

    /// Takes options from settings of the same prefix (`DATABASE_SSLMODE` beside `DATABASE_URL`); its own come first.
    mutating func fill(from settings: ContainerSettings) {
        guard !prefix.isEmpty else { return }
        for setting in settings.all where setting.name != name {
            guard let option = SettingName(setting.name).tlsOption(after: prefix), options[option] == nil else {
                continue
            }
            options[option] = Option(value: setting.value, source: setting.source.words, setting: setting.name)
        }
        for unread in settings.facts.unreadSettings {
            guard let unreadName = unread.name, let option = SettingName(unreadName).tlsOption(after: prefix) else {
                continue
            }
            if options[option] == nil { unreadOptions[option] = unread }
        }
    }
}
