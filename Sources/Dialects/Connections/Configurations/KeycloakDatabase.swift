import ScanModel

/// Keycloak's database in parts: `KC_DB_URL_HOST`, `--db-url-host` or `db-url-host` of keycloak.conf, which Keycloak puts together
/// to `jdbc:postgresql://HOST:PORT/DATABASE` + `db-url-properties`.
enum KeycloakDatabase {
    static func connections(in settings: ContainerSettings) -> [Connection] {
        // A whole URL replaces the parts.
        guard first(["db", "url"], in: settings) == nil, let host = first(["db", "url", "host"], in: settings),
            first(["db"], in: settings).flatMap({ OtherService(adapter: $0.value) }) == nil
        else { return [] }
        let port = first(["db", "url", "port"], in: settings).flatMap { Int($0.value) }
        return [
            Connection(
                name: host.name, source: host.source.words, kind: .string(.jdbc),
                hosts: [Endpoint(host: settings.expanded(host.value), port: port)])
        ]
    }

    private static func first(_ words: [String], in settings: ContainerSettings) -> Setting? {
        settings.all.first { setting in
            let name = SettingName(setting.nameInFile).words
            if setting.source.isEnvironment { return name == ["kc"] + words }
            guard let file = setting.fileName else { return setting.name.hasPrefix("--") && name == words }
            return file == "keycloak.conf" && name == words
        }
    }
}
