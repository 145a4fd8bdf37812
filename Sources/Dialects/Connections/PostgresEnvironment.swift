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
        case .string(.jdbc), .string(.r2dbc), .string(.ado), .variables: return
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
        for setting in settings.all where setting.name.hasPrefix(prefix) {
            guard case .file = setting.source else { continue }
            let option = ConnectionString.normalized(setting.name.dropFirst(prefix.count))
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
        for key in ["sslmode", "sslrootcert"] where connection.options[key] == nil {
            connection.options[key] = values[key]
        }
    }

    private func endpoints(hosts: String, ports: String?) -> [Endpoint] {
        let ports = (ports ?? "").split(separator: ",", omittingEmptySubsequences: false)
        return hosts.split(separator: ",").enumerated().map { index, host in
            Endpoint(host: String(host), port: Int(ports.count == 1 ? ports[0] : ports.dropFirst(index).first ?? ""))
        }
    }
}
