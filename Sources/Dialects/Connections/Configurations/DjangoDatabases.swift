import ScanModel

/// Django's `DATABASES`, read from a mounted settings module (`DATABASES.default.HOST`, `DATABASES.default.OPTIONS.sslmode`).
///
/// Django hands `OPTIONS` to psycopg, and so to libpq (django/db/backends/postgresql/base.py, `get_connection_params`).
enum DjangoDatabases {
    static func connections(in settings: ContainerSettings) -> [Connection] {
        let members = settings.all.filter { $0.fileName?.hasSuffix(".py") == true && $0.nameInFile.hasPrefix(root) }
        var aliases: [String] = []
        for member in members {
            guard let alias = alias(of: member), !aliases.contains(alias) else { continue }
            aliases.append(alias)
        }
        return aliases.compactMap { alias in
            connection(alias, members.filter { self.alias(of: $0) == alias }, in: settings)
        }
    }

    private static let root = "DATABASES."

    /// File and key, since two settings modules may both have a `default`.
    private static func alias(of member: Setting) -> String? {
        guard let key = member.nameInFile.dropFirst(root.count).split(separator: ".").first else { return nil }
        return "\(member.source.filePath ?? "") \(key)"
    }

    private static func connection(
        _ alias: String, _ members: [Setting], in settings: ContainerSettings
    ) -> Connection? {
        func member(_ path: String) -> Setting? { members.first { $0.nameInFile.hasSuffix("." + path) } }
        let engine = member("ENGINE")?.value ?? ""
        guard OtherService(adapter: engine) == nil, !engine.hasSuffix("sqlite3"),
            let named = member("HOST") ?? member("OPTIONS.service"), !named.value.isEmpty
        else { return nil }
        let host = member("HOST").map { settings.expanded($0.value) } ?? ""
        let port = member("PORT").flatMap { Int(settings.expanded($0.value)) }
        var connection = Connection(
            name: named.name, source: named.source.words, kind: .configuration, driver: "django",
            hosts: host.split(separator: ",").map { Endpoint(host: String($0), port: port) })
        for option in members where option.nameInFile.contains(".OPTIONS.") {
            guard let key = option.nameInFile.split(separator: ".").last else { continue }
            connection.options[ConnectionString.normalized(key)] = Connection.Option(
                value: settings.expanded(option.value), source: option.source.words, setting: option.name)
        }
        return connection
    }
}
