import ScanModel

/// libpq's environment and service file (manual, "Environment Variables", "The Connection Service File").
///
/// A service file's settings are `SERVICE.option` (`[billing]` with `host=` is `billing.host`), from a file.
struct PostgresEnvironment {
    private let settings: ContainerSettings

    init(_ settings: ContainerSettings) { self.settings = settings }

    /// The connection that `PGHOST`, `PGHOSTADDR` or `PGSERVICE` describe; nil where none of them is set.
    var connection: Connection? {
        for name in ["PGHOST", "PGHOSTADDR", "PGSERVICE"] {
            guard let setting = settings.facts.environment(name) else { continue }
            var connection = Connection(name: name, source: setting.source.words, kind: .environment, hosts: [])
            if name == "PGSERVICE" {
                connection.options["service"] = Connection.Option(
                    value: setting.value, source: setting.source.words, setting: name)
            }
            complete(&connection)
            return connection
        }
        return nil
    }

    /// Fills what a libpq-style connection leaves open: options of its service, then the host of the environment.
    func complete(_ connection: inout Connection) {
        switch connection.kind {
        case .string(.r2dbc), .string(.ado), .variables, .otherService: return
        case .string(.jdbc):
            // pgjdbc knows services, and no variable but PGSERVICEFILE; without a host it takes localhost.
            if let service = connection.options["service"]?.value { fill(&connection, fromService: service) }
            if connection.hosts.isEmpty, connection.undetermined.isEmpty, connection.options["cloudsqlinstance"] == nil
            {
                connection.hosts = [Endpoint(host: "localhost")]
            }
            return
        case .configuration:
            guard let service = connection.options["service"]?.value else { return }
            return fill(&connection, fromService: service)
        case .string(.uri), .string(.keywords), .environment, .tool: break
        }
        let service = connection.options["service"]?.value ?? settings.facts.environment("PGSERVICE")?.value
        if let service { fill(&connection, fromService: service) }
        if connection.hosts.isEmpty, let host = hostSetting {
            connection.hosts = endpoints(hosts: host.value, ports: settings.facts.environment("PGPORT")?.value)
        }
        guard connection.hosts.isEmpty, connection.undetermined.isEmpty else { return }
        let unread = settings.facts.unreadSettings.filter {
            $0.name == nil || ["PGHOST", "PGHOSTADDR", "PGSERVICE"].contains($0.name)
        }
        // Without a host libpq takes the local socket.
        if unread.isEmpty { connection.hosts = [Endpoint(host: "localhost")] }
        connection.undetermined += unread
    }

    private var hostSetting: Setting? {
        settings.facts.environment("PGHOST") ?? settings.facts.environment("PGHOSTADDR")
    }

    private func fill(_ connection: inout Connection, fromService service: String) {
        let prefix = service + "."
        var values: [String: Connection.Option] = [:]
        for setting in serviceSettings where setting.nameInFile.hasPrefix(prefix) {
            let option = ConnectionString.normalized(setting.nameInFile.dropFirst(prefix.count))
            guard values[option] == nil else { continue }
            values[option] = Connection.Option(
                value: setting.value, source: setting.source.words, setting: setting.name)
        }
        guard !values.isEmpty else {
            if connection.hosts.isEmpty {
                connection.undetermined.append(
                    UnreadSetting(name: "service \(service)", object: "pg_service.conf", reason: .notFound))
            }
            return
        }
        if connection.hosts.isEmpty, let host = values["host"] ?? values["hostaddr"] {
            connection.hosts = endpoints(hosts: host.value, ports: values["port"]?.value)
        }
        for key in ["sslmode", "sslrootcert", "requiressl"] where connection.options[key] == nil {
            connection.options[key] = values[key]
        }
    }

    /// The settings of the service file: of the one that `PGSERVICEFILE` names, else of those in the home folder and the
    /// system's; any other file where none is among the mounts under its name.
    private var serviceSettings: [Setting] {
        let files = settings.all.filter { $0.fileName != nil }
        if let path = settings.facts.environment("PGSERVICEFILE")?.value {
            let named = files.filter { $0.source.filePath == path }
            if !named.isEmpty { return named }
        }
        let known = files.filter { $0.fileName?.hasSuffix("pg_service.conf") == true }
        return known.isEmpty ? files : known
    }

    private func endpoints(hosts: String, ports: String?) -> [Endpoint] {
        let ports = (ports ?? "").split(separator: ",", omittingEmptySubsequences: false)
        return hosts.split(separator: ",").enumerated().map { index, host in
            Endpoint(host: String(host), port: Int(ports.count == 1 ? ports[0] : ports.dropFirst(index).first ?? ""))
        }
    }
}
