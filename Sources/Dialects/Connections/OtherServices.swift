import ScanModel

/// Connections to servers that are not PostgreSQL but may be part of the same rotation, and URLs of a scheme that nobody knows.
enum OtherServices {
    static func connections(in settings: ContainerSettings, beside known: [Connection]) -> [Connection] {
        var hosts = Set(known.flatMap(\.hosts).map { $0.host.lowercased() })
        var found: [Connection] = []
        for setting in settings.all {
            guard var connection = connection(setting, in: settings) else { continue }
            connection.hosts = connection.hosts.filter { hosts.insert($0.host.lowercased()).inserted }
            if !connection.hosts.isEmpty { found.append(connection) }
        }
        return found
    }

    private static func connection(_ setting: Setting, in settings: ContainerSettings) -> Connection? {
        let name = SettingName(setting.name)
        let value = settings.expanded(setting.value).trimmingBlanks
        guard value.contains("."), value.utf8.count < 8192 else { return nil }
        func connection(_ kind: Connection.Kind, driver: String? = nil, _ hosts: [Endpoint]) -> Connection {
            Connection(
                name: setting.name.isEmpty ? "argument" : setting.name, source: setting.source.words, kind: kind,
                driver: driver, hosts: hosts)
        }
        if let string = OtherServiceString(value, named: name) {
            return connection(.otherService(string.service), string.hosts)
        }
        if SplitVariables.isHost(value) {
            let endpoint = ConnectionURI.endpoint(value)
            let namesServer = SettingName.hostWords.contains(name.words.last ?? "")
            guard
                let service = OtherService(host: endpoint.host)
                    ?? (namesServer ? SplitVariables.otherService(beside: name, in: settings) : nil)
            else { return nil }
            return connection(.otherService(service), [endpoint])
        }
        guard name.looksLikeConnection, let scheme = value.firstRange(of: "://"),
            !ordinarySchemes.contains(value[..<scheme.lowerBound].lowercased()),
            value[..<scheme.lowerBound].allSatisfy({ $0.isLetter || $0.isNumber || "+:-_".contains($0) })
        else { return nil }
        let endpoint = ConnectionURI.endpoint(value[scheme.upperBound...].prefix { !"/?;".contains($0) })
        guard SplitVariables.isHost(endpoint.host), endpoint.host.contains(".") else { return nil }
        return connection(.string(.uri), driver: value[..<scheme.lowerBound].lowercased(), [endpoint])
    }

    /// Schemes of URLs that are no database's, and those of PostgreSQL, which are read already.
    private static let ordinarySchemes: Set<String> = [
        "http", "https", "tcp", "udp", "file", "ftp", "sftp", "ws", "wss", "grpc", "unix", "s3", "gs", "amqp", "amqps",
        "ldap", "ldaps", "kafka", "nats", "smtp", "smtps", "sqlite", "sqlite3", "h2", "postgres", "postgresql",
    ]
}
