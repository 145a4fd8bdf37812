import ScanModel

/// Connections whose parts are variables of their own: `DB_HOST`, `DB_PORT`, `DB_SSLMODE`.
enum SplitVariables {
    static func connections(in settings: ContainerSettings) -> [Connection] {
        settings.all.compactMap { setting in
            guard !libpqNames.contains(setting.name) else { return nil }
            let value = settings.expanded(setting.value).trimmingBlanks
            let name = SettingName(setting.name)
            guard isHost(value), isPostgresName(value) || namesServer(name, in: settings) else { return nil }
            var hosts = value.split(separator: ",").map { ConnectionURI.endpoint($0) }
            if let port = port(beside: name, in: settings) {
                hosts = hosts.map { Endpoint(host: $0.host, port: $0.port ?? port) }
            }
            return Connection(
                name: setting.name.isEmpty ? "argument" : setting.name, source: setting.source.words, kind: .variables,
                hosts: hosts)
        }
    }

    /// Those are ``PostgresEnvironment``'s.
    private static let libpqNames: Set<String> = ["PGHOST", "PGHOSTADDR", "PGSERVICE"]

    /// Whether a host says of itself that it is PostgreSQL: `db1.postgres.database.azure.com`.
    static func isPostgresName(_ value: String) -> Bool {
        let labels = ConnectionURI.endpoint(value).host.lowercased().split(separator: ".")
        return labels.count > 2 && labels.dropFirst().contains { $0 == "postgres" || $0 == "postgresql" }
    }

    private static func isHost(_ value: String) -> Bool {
        guard !value.isEmpty, value.count < 1024, value.contains(where: { $0.isLetter }) else { return false }
        return value.allSatisfy { $0.isLetter || $0.isNumber || ".-_:,$(){}[]".contains($0) }
    }

    private static func namesServer(_ name: SettingName, in settings: ContainerSettings) -> Bool {
        guard let last = name.words.last, SettingName.hostWords.contains(last), !name.isForeign else { return false }
        let prefix = Array(name.words.dropLast())
        let prefixName = name.words.count > 1 && name.namesDatabase
        guard prefixName else { return false }
        for setting in settings.all {
            let words = SettingName(setting.name).words
            guard words.count > prefix.count, words.starts(with: prefix) else { continue }
            let rest = words.dropFirst(prefix.count).joined()
            let value = setting.value.lowercased()
            if kinds.contains(rest), foreignKinds.contains(where: value.contains) { return false }
            if rest == "port", foreignPorts.contains(value) { return false }
        }
        return true
    }

    private static let kinds: Set<String> = [
        "engine", "driver", "dialect", "type", "client", "adapter", "connection", "vendor", "kind", "provider",
    ]
    private static let foreignKinds = ["mysql", "mariadb", "sqlserver", "mssql", "oracle", "mongo", "sqlite"]
    /// MySQL, SQL Server, Oracle, MongoDB, Redis.
    private static let foreignPorts: Set<String> = ["3306", "1433", "1521", "27017", "6379"]

    private static func port(beside name: SettingName, in settings: ContainerSettings) -> Int? {
        let wanted = Array(name.words.dropLast()) + ["port"]
        return settings.all.first { SettingName($0.name).words == wanted }.flatMap { Int($0.value) }
    }
}
