import ScanModel

/// `psql`, `pg_dump` and their family on a command line: `PGSSLMODE=require psql -h db -d "dbname=x sslmode=verify-full"`.
enum ToolCommand {
    /// Programs that call libpq and take `-h`, `-p`, `-d`.
    static let names: Set<String> = [
        "psql", "pg_dump", "pg_dumpall", "pg_restore", "pg_isready", "pg_basebackup", "pgbench", "createdb", "dropdb",
        "createuser", "dropuser", "vacuumdb", "reindexdb", "clusterdb", "pg_receivewal", "pg_recvlogical",
    ]

    static func connections(in settings: ContainerSettings) -> [Connection] {
        settings.commands.compactMap { words in
            guard let index = words.firstIndex(where: { names.contains(baseName($0)) }) else { return nil }
            return connection(of: words, tool: index, in: settings)
        }
    }

    /// Whether the word is an argument of a tool.
    static func reads(_ word: String, in settings: ContainerSettings) -> Bool {
        settings.commands.contains { words in
            guard let tool = words.firstIndex(where: { names.contains(baseName($0)) }) else { return false }
            return words[tool...].dropFirst().contains(word)
        }
    }

    static func baseName(_ word: String) -> String { String(word.split(separator: "/").last ?? "") }

    private static func connection(of words: [String], tool index: Int, in settings: ContainerSettings) -> Connection {
        let tool = baseName(words[index])
        var connection = Connection(name: tool, source: SettingSource.argument.words, kind: .tool(tool), hosts: [])
        for assignment in words[..<index] {
            let sides = assignment.split(separator: "=", maxSplits: 1)
            guard sides.count == 2, let option = environmentOptions[String(sides[0])] else { continue }
            set(option, to: String(sides[1]), in: &connection)
        }
        var rest = words[(index + 1)...]
        var hosts: String?
        var port: Int?
        while let word = rest.popFirst() {
            if let value = value(of: word, "-h", "--host", &rest) {
                hosts = value
            } else if let value = value(of: word, "-p", "--port", &rest) {
                port = Int(value)
            } else if let value = value(of: word, "-d", "--dbname", &rest) ?? (word.hasPrefix("-") ? nil : word) {
                guard let string = ConnectionString(value) ?? single(value) else { continue }
                if !string.hosts.isEmpty { connection.hosts = string.hosts }
                for (key, value) in string.options { set(key, to: value, in: &connection) }
            }
        }
        if let hosts {
            connection.hosts = hosts.split(separator: ",").map { Endpoint(host: String($0), port: port) }
        } else if connection.hosts.isEmpty, let host = connection.options["host"]?.value {
            connection.hosts = [Endpoint(host: host, port: port)]
        }
        PostgresEnvironment(settings).complete(&connection)
        return connection
    }

    private static let environmentOptions = [
        "PGHOST": "host", "PGSSLMODE": "sslmode", "PGSSLROOTCERT": "sslrootcert", "PGSERVICE": "service",
    ]

    private static func set(_ option: String, to value: String, in connection: inout Connection) {
        connection.options[option] = Connection.Option(
            value: value, source: SettingSource.argument.words, setting: connection.name)
    }

    /// A connection string of one pair, which is certain only behind a tool's name: `psql sslmode=require`.
    private static func single(_ text: String) -> ConnectionString? {
        ConnectionString(text + " dbname=x")
    }

    /// `-h x`, `-hx`, `--host x`, `--host=x`
    private static func value(
        of word: String, _ short: String, _ long: String, _ rest: inout ArraySlice<String>
    ) -> String? {
        if word == short || word == long { return rest.popFirst() }
        if word.hasPrefix(long + "=") { return String(word.dropFirst(long.count + 1)) }
        if word.hasPrefix(short), !word.hasPrefix("--") { return String(word.dropFirst(short.count)) }
        return nil
    }
}
