import ScanModel

/// A database or cache that is not PostgreSQL, of whose clients no dialect is known.
///
/// Its server may present certificates of the very rotation (`*.mysql.database.azure.com`, `*.rds.amazonaws.com`): a connection
/// to it is not judged, and must not vanish either.
enum OtherService: String, Hashable, Sendable, CaseIterable {
    case mySQL = "MySQL"
    case mariaDB = "MariaDB"
    case sqlServer = "SQL Server"
    case oracle = "Oracle"
    case mongoDB = "MongoDB"
    case redis = "Redis"

    /// Schemes of URLs, adapters of frameworks and words of settings' names.
    private static let words: [(OtherService, Set<String>)] = [
        (.mySQL, ["mysql", "mysql2", "mysqlx", "pymysql", "mysqldb", "tidb"]), (.mariaDB, ["mariadb"]),
        (.sqlServer, ["sqlserver", "mssql", "jtds"]), (.oracle, ["oracle", "oracledb"]),
        (.mongoDB, ["mongodb", "mongo", "cosmos", "cosmosdb", "docdb"]),
        (.redis, ["redis", "rediss", "valkey", "valkeys"]),
    ]

    /// By a word as it stands: `mysql`, `rediss`.
    init?(word: some StringProtocol) {
        let word = word.lowercased()
        guard let found = Self.words.first(where: { $0.1.contains(word) }) else { return nil }
        self = found.0
    }

    /// By an engine, adapter or driver that names it somewhere: `django.db.backends.mysql`, `pdo_mysql`.
    init?(adapter: String) {
        let words = adapter.lowercased().split { !($0.isLetter || $0.isNumber) }
        guard let found = words.lazy.compactMap({ OtherService(word: $0) }).first else { return nil }
        self = found
    }

    /// By the server's usual port.
    init?(port: String) {
        switch port {
        case "3306": self = .mySQL
        case "1433": self = .sqlServer
        case "1521": self = .oracle
        case "27017": self = .mongoDB
        case "6379", "6380": self = .redis
        default: return nil
        }
    }

    /// By a host that says it of itself: `shop.mysql.database.azure.com`, `cache.redis.cache.windows.net`.
    init?(host: some StringProtocol) {
        let host = host.lowercased()
        if host.hasSuffix(".database.windows.net") {
            self = .sqlServer
            return
        }
        guard let labels = Self.domainLabels(of: host),
            let found = labels.lazy.compactMap({ OtherService(word: $0) }).first
        else { return nil }
        self = found
    }

    /// The labels between a host's own name and the top-level domain; nil where the text is rather a class or a module
    /// (`org.postgresql.Driver`, `django.db.backends.mysql`).
    static func domainLabels(of host: some StringProtocol) -> [Substring]? {
        let labels = host.lowercased().split(separator: ".")
        let isCode = ["org", "com", "io", "net", "java", "javax", "jakarta", "oracle", "django"]
        guard labels.count > 2, let first = labels.first, !isCode.contains(String(first)) else { return nil }
        return Array(labels.dropFirst().dropLast())
    }

    /// By keys and values of `name=value;…` that are not PostgreSQL's, the names normalized.
    init?(ofConnectionString options: [String: String]) {
        if let driver = options["driver"], let service = OtherService(adapter: driver) {
            self = service
        } else if let host = SemicolonConnectionString.host(in: options),
            let service = OtherService(host: SemicolonConnectionString.endpoints(host, port: nil).first?.host ?? "")
                ?? OtherService(port: options["port"] ?? "")
        {
            self = service
        } else if !Self.sqlServerKeys.isDisjoint(with: options.keys) {
            self = .sqlServer
        } else if ["required", "preferred", "none"].contains(options["sslmode"]?.lowercased())
            || options["allowuservariables"] != nil
        {
            // MySqlConnector's words; Npgsql's are Require and Prefer.
            self = .mySQL
        } else {
            return nil
        }
    }

    private static let sqlServerKeys: Set<String> = [
        "initialcatalog", "multipleactiveresultsets", "attachdbfilename", "integratedsecurity",
    ]
}
