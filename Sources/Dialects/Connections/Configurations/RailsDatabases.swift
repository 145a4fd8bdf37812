import ScanModel

/// Rails' `config/database.yml`: `production.host`, `production.primary.sslmode`, `production.url`.
///
/// Active Record hands `sslmode` and `sslrootcert` to libpq. `DATABASE_URL` wins over the file's entry for the environment that
/// runs, and takes from it what it leaves out (Active Record's `DatabaseConfigurations`, `UrlConfig`).
struct RailsDatabases {
    private let settings: ContainerSettings
    /// By the path of their group, such as `production.primary`.
    private var groups: [(path: [Substring], members: [String: Setting])] = []

    init(_ settings: ContainerSettings) {
        self.settings = settings
        for setting in settings.all where setting.fileName.map(Self.isDatabaseFile) == true {
            let parts = setting.nameInFile.split(separator: ".")
            guard parts.count > 1, let key = parts.last.map(String.init) else { continue }
            let path = Array(parts.dropLast())
            if let index = groups.firstIndex(where: { $0.path == path }) {
                if groups[index].members[key] == nil { groups[index].members[key] = setting }
            } else {
                groups.append((path, [key: setting]))
            }
        }
    }

    var connections: [Connection] {
        groups.compactMap { group in
            guard isInUse(group.path), !(isPrimary(group.path) && hasURL) else { return nil }
            let adapter = group.members["adapter"]?.value ?? ""
            guard OtherService(adapter: adapter) == nil, !adapter.hasPrefix("sqlite") else { return nil }
            let url = group.members["url"].map { (setting: $0, value: value(of: $0)) }
            guard let named = url?.setting ?? group.members["host"], adapter.hasPrefix("postg") || url != nil else {
                return nil
            }
            if let url, OtherServiceString(url.value, named: SettingName("")) != nil { return nil }
            var connection = Connection(
                name: named.name, source: named.source.words, kind: .configuration, driver: "rails", hosts: [])
            if let url {
                let string = ConnectionString(url.value)
                connection.hosts = string?.hosts ?? [Endpoint(host: url.value)]
                connection.take(string?.options ?? [:], from: url.setting)
            } else {
                let port = group.members["port"].flatMap { Int(value(of: $0)) }
                connection.hosts = value(of: named).split(separator: ",").map {
                    Endpoint(host: String($0), port: port)
                }
            }
            complete(&connection, from: group.members)
            return connection
        }
    }

    /// What `DATABASE_URL` takes from the file.
    func complete(_ connection: inout Connection) {
        guard connection.name == "DATABASE_URL" else { return }
        for group in groups where isInUse(group.path) && isPrimary(group.path) {
            complete(&connection, from: group.members)
        }
    }

    private func complete(_ connection: inout Connection, from members: [String: Setting]) {
        for key in ["sslmode", "sslrootcert", "service"] {
            guard let setting = members[key], connection.options[key] == nil else { continue }
            connection.options[key] = Connection.Option(
                value: value(of: setting), source: setting.source.words, setting: setting.name)
        }
    }

    private static func isDatabaseFile(_ name: String) -> Bool { name == "database.yml" || name == "database.yaml" }

    private var hasURL: Bool {
        let name = "DATABASE_URL"
        return settings.facts.environment(name) != nil || settings.facts.unreadSettings.contains { $0.name == name }
    }

    /// Whether the group may be the one that the process reads: every environment, where nothing says which one runs.
    private func isInUse(_ path: [Substring]) -> Bool {
        guard let first = path.first, !["default", "defaults", "common", "shared", "test"].contains(first) else {
            return false
        }
        let running = settings.facts.environment("RAILS_ENV") ?? settings.facts.environment("RACK_ENV")
        return running.map { $0.value == first } ?? true
    }

    private func isPrimary(_ path: [Substring]) -> Bool { path.count == 1 || path[1] == "primary" }

    private func value(of setting: Setting) -> String { settings.expanded(Self.withoutTemplates(setting.value)) }

    /// ERB's `<%= ENV["DB_HOST"] %>` as the reference `${DB_HOST}`; any other code stays open, as `{{ERB}}`.
    static func withoutTemplates(_ value: String) -> String {
        var result = ""
        var rest = value[...]
        while let open = rest.firstRange(of: "<%"), let close = rest[open.upperBound...].firstRange(of: "%>") {
            result += rest[..<open.lowerBound]
            result += CodeReference(String(rest[open.upperBound..<close.lowerBound])).text ?? "{{ERB}}"
            rest = rest[close.upperBound...]
        }
        return result + rest
    }
}
