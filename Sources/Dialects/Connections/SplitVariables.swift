import ScanModel

/// Connections whose parts are variables of their own: `DB_HOST`, `DB_PORT`, `DB_SSLMODE`.
enum SplitVariables {
    static func connections(in settings: ContainerSettings) -> [Connection] {
        settings.all.compactMap { setting in
            guard !libpqNames.contains(setting.name) else { return nil }
            let value = settings.expanded(setting.value).trimmingBlanks
            let name = SettingName(setting.name)
            guard isHost(value), OtherService(host: ConnectionURI.endpoint(value).host) == nil,
                isDatabaseName(value) || namesServer(name), !isForeign(name, in: settings)
            else { return nil }
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

    /// Whether a host says of itself that it is PostgreSQL (`db1.postgres.database.azure.com`), or a managed database of
    /// which only the settings beside it can tell the kind (`shop.c1.eu-west-1.rds.amazonaws.com`).
    static func isDatabaseName(_ value: String) -> Bool {
        guard let labels = OtherService.domainLabels(of: ConnectionURI.endpoint(value).host) else { return false }
        return labels.contains { $0 == "postgres" || $0 == "postgresql" }
            || (labels.contains("rds") && labels.contains("amazonaws"))
    }

    static func isHost(_ value: String) -> Bool {
        guard !value.isEmpty, value.count < 1024, value.contains(where: { $0.isLetter }) else { return false }
        return value.allSatisfy { $0.isLetter || $0.isNumber || ".-_:,$(){}[]".contains($0) }
    }

    private static func namesServer(_ name: SettingName) -> Bool {
        guard let last = name.words.last, SettingName.hostWords.contains(last), !name.isForeign else { return false }
        return name.words.count > 1 && name.namesDatabase
    }

    private static func isForeign(_ name: SettingName, in settings: ContainerSettings) -> Bool {
        otherService(beside: name, in: settings) != nil
            || settings.all.contains { kind(of: $0, beside: name) != nil && $0.value.lowercased().hasPrefix("sqlite") }
    }

    /// What follows the words that both settings share, where it speaks of the kind of database.
    private static func kind(of setting: Setting, beside name: SettingName) -> String? {
        let words = SettingName(setting.name).words
        let count = name.words.count - 1
        // `KC_DB` of `KC_DB_URL_HOST`.
        if count > 1, name.words[count - 1] == "url", words == Array(name.words.prefix(count - 1)) { return "type" }
        guard count > 0, words.count > count, words.prefix(count) == name.words.prefix(count) else { return nil }
        let rest = words.dropFirst(count).joined()
        return rest == "port" || kinds.contains(rest) ? rest : nil
    }

    /// The service that is not PostgreSQL and of which a server's setting or its siblings speak: `DB_PORT=3306`,
    /// `DB_CONNECTION=mysql`.
    static func otherService(beside name: SettingName, in settings: ContainerSettings) -> OtherService? {
        if let service = name.otherService { return service }
        for setting in settings.all {
            guard let kind = kind(of: setting, beside: name) else { continue }
            let found = kind == "port" ? OtherService(port: setting.value) : OtherService(adapter: setting.value)
            if let found { return found }
        }
        return nil
    }

    private static let kinds: Set<String> = [
        "engine", "driver", "dialect", "type", "client", "adapter", "connection", "vendor", "kind", "provider",
    ]

    private static func port(beside name: SettingName, in settings: ContainerSettings) -> Int? {
        let wanted = Array(name.words.dropLast()) + ["port"]
        return settings.all.first { SettingName($0.name).words == wanted }.flatMap { Int($0.value) }
    }
}
