import ScanModel

/// The backends of pgpool: `backend_hostname0` of pgpool.conf, `PGPOOL_PARAMS_BACKEND_HOSTNAME0` and `PGPOOL_BACKEND_NODES` of
/// its images.
enum PgpoolBackends {
    static func connections(in settings: ContainerSettings) -> [Connection] {
        settings.all.compactMap { setting in
            if setting.name == "PGPOOL_BACKEND_NODES" {
                // `0:pg-0:5432,1:pg-1:5432`
                let hosts = settings.expanded(setting.value).split(separator: ",").map { node in
                    ConnectionURI.endpoint(node.drop { $0.isNumber }.dropFirst())
                }
                return hosts.isEmpty ? nil : connection(setting, hosts, in: settings)
            }
            guard let index = index(of: setting, "backendhostname"), !setting.value.isEmpty,
                // A path is the folder of the local socket.
                !setting.value.hasPrefix("/")
            else { return nil }
            let port = settings.all.first { self.index(of: $0, "backendport") == index }.flatMap { Int($0.value) }
            return connection(setting, [Endpoint(host: settings.expanded(setting.value), port: port)], in: settings)
        }
    }

    private static func connection(_ setting: Setting, _ hosts: [Endpoint], in settings: ContainerSettings)
        -> Connection
    {
        var connection = Connection(
            name: setting.name, source: setting.source.words, kind: .configuration, driver: "pgpool", hosts: hosts)
        for (words, option) in [("ssl", "ssl"), ("sslcacert", "sslrootcert")] {
            guard let setting = settings.all.first(where: { isParameter($0, words) }), !setting.value.isEmpty else {
                continue
            }
            connection.options[option] = Connection.Option(
                value: settings.expanded(setting.value), source: setting.source.words, setting: setting.name)
        }
        return connection
    }

    /// The number behind a parameter's name; nil where it is another one.
    private static func index(of setting: Setting, _ parameter: String) -> Int? {
        guard let words = parameterWords(of: setting), words.hasPrefix(parameter) else { return nil }
        return Int(words.dropFirst(parameter.count))
    }

    private static func isParameter(_ setting: Setting, _ parameter: String) -> Bool {
        parameterWords(of: setting) == parameter
    }

    private static func parameterWords(of setting: Setting) -> String? {
        if setting.fileName?.hasPrefix("pgpool") == true { return SettingName(setting.nameInFile).words.joined() }
        guard setting.source.isEnvironment, setting.name.hasPrefix("PGPOOL_PARAMS_") else { return nil }
        return SettingName(String(setting.name.dropFirst("PGPOOL_PARAMS_".count))).words.joined()
    }
}
