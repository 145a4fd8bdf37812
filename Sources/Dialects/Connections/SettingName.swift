/// The words of a setting's name, whatever its spelling: `DB_SSL_MODE`, `spring.datasource.url`, `ConnectionStrings__Main`,
/// `--db-host`, `dbHost`.
struct SettingName: Hashable {
    let words: [String]

    init(_ name: String) {
        var words: [String] = []
        var word = ""
        var previousIsLower = false
        for character in name.hasPrefix("-D") ? name.dropFirst(2) : name[...] {
            let isSeparator = !(character.isLetter || character.isNumber)
            if isSeparator || (character.isUppercase && previousIsLower) {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            if !isSeparator { word += character.lowercased() }
            previousIsLower = character.isLowercase || character.isNumber
        }
        if !word.isEmpty { words.append(word) }
        self.words = Self.joined(words)
    }

    /// Words that spellings cut in two: `ConnectionStrings`, `DATA_SOURCE`, `PostgreSQL`.
    private static func joined(_ words: [String]) -> [String] {
        var result: [String] = []
        for word in words {
            if let last = result.last, pairs.contains(last + word) {
                result[result.count - 1] = last + word
            } else {
                result.append(word)
            }
        }
        return result
    }

    private static let pairs: Set<String> = [
        "connectionstring", "connectionstrings", "datasource", "datasources", "postgresql", "postgressql", "hostname",
        "servername",
    ]

    static let databaseWords: Set<String> = [
        "db", "database", "postgres", "postgresql", "pg", "psql", "pgsql", "postgis", "datasource", "jdbc", "r2dbc",
        "sql",
        "sqlalchemy", "connectionstrings", "connectionstring", "dsn", "typeorm", "prisma", "hasura", "django",
        "timescale",
        "timescaledb", "rds", "aurora", "pool", "pgbouncer", "pgpool", "databases", "datasources", "pghost",
    ]
    static let postgresWords: Set<String> = [
        "postgres", "postgresql", "pg", "psql", "pgsql", "postgis", "timescale", "timescaledb", "pgbouncer",
    ]
    /// Words of services that are not PostgreSQL.
    static let foreignWords: Set<String> = [
        "redis", "amqp", "rabbitmq", "rabbit", "mongo", "mongodb", "mysql", "mariadb", "kafka", "elastic",
        "elasticsearch", "opensearch", "smtp", "mail", "sentry", "s3", "blob", "storage", "mssql", "sqlserver",
        "oracle",
        "clickhouse", "cassandra", "influx", "influxdb", "memcached", "nats", "cosmos", "cosmosdb", "servicebus",
        "eventhub", "applicationinsights", "appinsights", "ldap", "vault", "otel", "otlp", "jaeger", "neo4j", "sqlite",
    ]
    private static let connectionWords: Set<String> = [
        "url", "uri", "dsn", "connection", "connectionstring", "connectionstrings", "conn", "connstr", "conninfo",
        "host",
        "hostname", "server", "addr", "address", "endpoint", "fqdn", "jdbc", "jdbcurl",
    ]
    /// Last words of settings that stand beside a server's name and do not hold it.
    private static let otherEnds: Set<String> = [
        "user", "username", "login", "role", "port", "timeout", "size", "limit", "max", "min", "count", "name",
        "schema",
        "retries", "lifetime", "idle", "enabled", "class", "driver", "platform", "dialect", "provider", "interval",
    ]
    static let hostWords: Set<String> = [
        "host", "hosts", "hostname", "server", "addr", "address", "endpoint", "fqdn", "servername",
    ]

    var isForeign: Bool { !Self.foreignWords.isDisjoint(with: words) }
    /// The service that is not PostgreSQL and whose name it holds.
    var otherService: OtherService? { words.lazy.compactMap { OtherService(word: $0) }.first }
    /// Whether the last word speaks of a server's name or address.
    var namesServer: Bool {
        guard let last = words.last else { return false }
        return Self.hostWords.contains(last) || Self.connectionWords.contains(last)
    }
    var namesDatabase: Bool { !Self.databaseWords.isDisjoint(with: words) }
    var namesPostgres: Bool { !Self.postgresWords.isDisjoint(with: words) }

    /// Whether the value must be where the server is (`DATABASE_URL`, `DB_HOST`, `PGHOST`).
    var looksLikeConnection: Bool {
        if words == ["pghost"] || words == ["pghostaddr"] || words == ["pgservice"] { return true }
        if let only = words.first, words.count == 1 {
            return ["dsn", "connectionstring", "databaseurl", "jdbcurl", "dburl", "conninfo"].contains(only)
        }
        if words == ["datasource", "name"] || words.first == "connectionstrings" { return !isForeign }
        guard !isForeign, namesDatabase, let last = words.last, !Self.otherEnds.contains(last) else { return false }
        return !Self.connectionWords.isDisjoint(with: words)
    }

    /// Whether the value is a list of driver options: Tomcat's and DBCP's `connectionProperties`, Keycloak's
    /// `db-url-properties`.
    var holdsOptions: Bool {
        let joined = words.joined()
        return ["connectionproperties", "urlproperties", "connectproperties"].contains { joined.hasSuffix($0) }
    }

    /// What the value says of TLS: the option's name in connection strings; nil where it says nothing.
    ///
    /// `prefix` holds the words that the server's setting and this one share.
    func tlsOption(after prefix: [String]) -> String? {
        guard words.starts(with: prefix), words.count > prefix.count else { return nil }
        return Self.tlsOption(words.dropFirst(prefix.count).joined())
    }

    /// The same for a name as a whole: `PGSSLMODE`, `DB_SSL_ROOT_CERT`.
    var tlsOption: String? {
        let joined = Self.withoutForm(words.joined())
        return Self.suffixes.first { joined.hasSuffix($0.text) }?.option
    }

    /// Without the words that say in what form a certificate stands there: `DB_CA_CERT_BASE64`, `SSL_ROOT_CERT_CONTENT`.
    private static func withoutForm(_ joined: String) -> String {
        var joined = joined
        while let form = forms.first(where: { joined.hasSuffix($0) && joined.count > $0.count }) {
            joined.removeLast(form.count)
        }
        return joined
    }

    private static let forms = ["contents", "content", "pem", "base64", "b64", "data", "inline", "text", "value"]

    private static let suffixes: [(text: String, option: String)] = [
        ("sslmode", "sslmode"), ("sslrootcert", "sslrootcert"), ("sslrootcertpath", "sslrootcert"),
        ("sslrootcertfile", "sslrootcert"), ("sslca", "sslrootcert"), ("sslcafile", "sslrootcert"),
        ("sslcapath", "sslrootcert"),
        ("sslcacert", "sslrootcert"), ("cacert", "sslrootcert"), ("cacertpath", "sslrootcert"),
        ("cafile", "sslrootcert"),
        ("rootcert", "sslrootcert"), ("rootcertificate", "sslrootcert"), ("cacertificate", "sslrootcert"),
        ("rootcertpath", "sslrootcert"), ("sslfactory", "sslfactory"), ("rejectunauthorized", "rejectunauthorized"),
        ("trustservercertificate", "trustservercertificate"), ("tlsmode", "sslmode"), ("sslrequire", "ssl"),
    ]

    private static func tlsOption(_ rest: String) -> String? {
        switch rest {
        case "ssl", "sslenabled", "usessl", "enablessl": return "ssl"
        case "castring": return "sslrootcert"
        default:
            let rest = withoutForm(rest)
            return rest == "ca" ? "sslrootcert" : suffixes.first { rest.hasSuffix($0.text) }?.option
        }
    }
}
