import ScanModel

/// The servers of PgBouncer: `[databases]` of pgbouncer.ini (`* = host=db port=5432`), and `PGBOUNCER_DSN_0` of its images.
enum PgBouncerDatabases {
    static func connections(in settings: ContainerSettings) -> [Connection] {
        // Also a file of another name, where a `[pgbouncer]` section tells what it is.
        let files = Set(
            settings.all.filter { $0.nameInFile.hasPrefix("pgbouncer.") || $0.fileName?.hasPrefix("pgbouncer") == true }
                .map(\.source.filePath))
        return settings.all.compactMap { setting in
            var list = settings.expanded(setting.value)
            if setting.name.hasPrefix("PGBOUNCER_DSN_") {
                guard let sign = list.firstIndex(of: "=") else { return nil }
                list = String(list[list.index(after: sign)...])
            } else {
                guard setting.fileName != nil, setting.nameInFile.hasPrefix("databases."),
                    files.contains(setting.source.filePath) || setting.fileName == "databases.ini"
                else { return nil }
            }
            // Without a host it is the local socket.
            guard let string = KeywordConnectionString(list: list)?.connectionString, !string.hosts.isEmpty else {
                return nil
            }
            return Connection(
                name: setting.name, source: setting.source.words, kind: .configuration, driver: "pgbouncer",
                hosts: string.hosts)
        }
    }
}
