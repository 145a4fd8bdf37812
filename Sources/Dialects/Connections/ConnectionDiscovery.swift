import ScanModel

/// Finds every connection to PostgreSQL that a container's settings speak of.
struct ConnectionDiscovery {
    let settings: ContainerSettings
    private var found: [Connection] = []

    /// Configurations that say all, connection strings in the order of the settings, commands, split variables, `PG…`
    /// variables, unread ones, and servers that are not PostgreSQL.
    static func connections(in settings: ContainerSettings) -> [Connection] {
        var discovery = ConnectionDiscovery(settings: settings)
        discovery.findConfigurations()
        discovery.findStrings()
        discovery.add(KeycloakDatabase.connections(in: settings))
        discovery.add(ToolCommand.connections(in: settings))
        discovery.add(SplitVariables.connections(in: settings))
        if let environment = PostgresEnvironment(settings).connection { discovery.add([environment]) }
        let prefixes = Set(discovery.found.map(\.prefix))
        var found = discovery.found.map { discovery.finished($0, beside: prefixes) }
        found += UnreadConnections.connections(in: settings, beside: found)
        return found
            + OtherServices.connections(in: settings, beside: found).map { discovery.finished($0, beside: prefixes) }
    }

    private init(settings: ContainerSettings) { self.settings = settings }

    private mutating func findConfigurations() {
        let environment = PostgresEnvironment(settings)
        found =
            PgBouncerDatabases.connections(in: settings) + PgpoolBackends.connections(in: settings)
            + DjangoDatabases.connections(in: settings) + RailsDatabases(settings).connections
        for index in found.indices { environment.complete(&found[index]) }
    }

    private mutating func findStrings() {
        let environment = PostgresEnvironment(settings)
        let rails = RailsDatabases(settings)
        let configured = Set(found.map(\.name))
        for setting in settings.all where !configured.contains(setting.name) {
            // Its members are settings of their own.
            if setting.value.first == "{", !setting.membersOfJSON.isEmpty { continue }
            let value = settings.expanded(setting.value)
            guard value.contains("=") || value.contains(":") || value.contains("/") else { continue }
            // Options of another setting's server.
            if SettingName(setting.name).holdsOptions { continue }
            // A tool's own words are read with its other flags.
            if setting.name.isEmpty, ToolCommand.reads(setting.value, in: settings) { continue }
            for string in strings(in: value, of: setting.name) {
                var connection = Connection(
                    name: setting.name.isEmpty ? "argument" : setting.name, source: setting.source.words,
                    kind: .string(string.syntax), driver: string.driver, hosts: string.hosts)
                for (key, value) in string.options {
                    connection.options[key] = Connection.Option(
                        value: settings.expanded(value), source: setting.source.words, setting: setting.name)
                }
                rails.complete(&connection)
                environment.complete(&connection)
                // An argument repeats what a tool's command or a named setting has said already.
                let repeats = found.contains {
                    $0.hosts == connection.hosts && $0.options.keys == connection.options.keys
                }
                if connection.name == "argument", repeats { continue }
                found.append(connection)
            }
        }
    }

    /// Also the URL without its scheme that postgres_exporter's `DATA_SOURCE_URI` holds.
    private func strings(in value: String, of name: String) -> [ConnectionString] {
        let found = ConnectionString.all(in: value)
        guard found.isEmpty, !value.contains("://"), !value.hasPrefix("/"), SettingName(name).looksLikeConnection else {
            return found
        }
        let location = value.prefix { $0 != "/" && $0 != "?" }
        guard location.count < value.count, location.contains("."), location.contains(where: \.isLetter),
            location.allSatisfy({ $0.isLetter || $0.isNumber || ".-_:,$(){}".contains($0) })
        else { return [] }
        return ConnectionString("postgresql://" + value).map { [$0] } ?? []
    }

    /// Adds those whose server no earlier connection names.
    private mutating func add(_ connections: [Connection]) {
        for connection in connections {
            if case .tool = connection.kind {
                found.removeAll { $0.name == "argument" && $0.hosts == connection.hosts }
            } else {
                let known = Set(found.flatMap(\.hosts).map { $0.host.lowercased() })
                guard
                    connection.hosts.isEmpty
                        || connection.hosts.contains(where: { !known.contains($0.host.lowercased()) })
                else { continue }
            }
            found.append(connection)
        }
    }

    private func finished(_ connection: Connection, beside prefixes: Set<[String]>) -> Connection {
        var connection = connection
        connection.fill(from: settings, beside: prefixes)
        if connection.driver == "psqlodbc", connection.options["sslmode"] == nil {
            connection.unreadOptions["sslmode"] = UnreadSetting(
                name: "SSLmode", object: "the data source's default in the image's odbc.ini", reason: .notRequested)
        }
        if connection.usesCloudSQL, connection.hosts.isEmpty {
            let instance = connection.options["cloudsqlinstance"]?.value
            connection.hosts = [Endpoint(host: instance ?? "Cloud SQL instance")]
        }
        if let reason = ClientWithoutDialect.reason(connection, in: settings) { connection.undetermined.append(reason) }
        for host in connection.hosts {
            guard let unresolved = settings.unresolved(in: host.host, of: connection.name) else { continue }
            if !connection.undetermined.contains(unresolved) { connection.undetermined.append(unresolved) }
        }
        for (option, value) in connection.options.sorted(by: { $0.key < $1.key }) {
            guard let unresolved = settings.unresolved(in: value.value, of: value.setting) else { continue }
            connection.options[option] = nil
            connection.unreadOptions[option] = unresolved
        }
        return connection
    }
}
