import ScanModel

/// Answers a dialect's questions about one connection, and keeps what it could not answer.
struct OptionLookup: Sendable {
    let connection: Connection
    let settings: ContainerSettings
    /// Settings that would have answered and were not read.
    private(set) var undetermined: [UnreadSetting] = []

    init(connection: Connection, settings: ContainerSettings) {
        self.connection = connection
        self.settings = settings
    }

    var facts: ContainerFacts { settings.facts }

    /// The connection's own option, else the first of the environment variables that is set.
    ///
    /// `decides` is true where the answer changes the verdict, so that an unread object, whose names are unknown, leaves
    /// it open.
    mutating func option(_ name: String, environment: [String] = [], decides: Bool = false) -> Connection.Option? {
        if let option = connection.options[name] { return option }
        if let unread = connection.unreadOptions[name] {
            note(unread)
            return nil
        }
        for variable in environment {
            if let setting = facts.environment(variable) {
                return Connection.Option(value: setting.value, source: setting.source.words, setting: variable)
            }
            if let unread = facts.unreadSettings.first(where: { $0.name == variable }) {
                note(unread)
                return nil
            }
        }
        if decides { facts.unreadSettings.filter { $0.name == nil }.forEach { note($0) } }
        return nil
    }

    /// The TLS mode, which always decides; also undetermined where the connection itself was not read.
    mutating func mode(environment: [String] = []) -> Connection.Option? {
        option("sslmode", environment: environment, decides: true)
    }

    /// What the report says of a mode: as written, else the client's default.
    func modeWords(_ option: Connection.Option?, default value: String) -> Mode {
        if let option { return Mode(value: String(option.value.prefix(64)), source: option.source) }
        guard undetermined.isEmpty, connection.undetermined.isEmpty else { return Mode(value: nil, source: "not read") }
        return defaultMode(value)
    }

    /// The client's default, where no setting names a mode.
    ///
    /// Where code joins host, user and database into a connection, it may name a mode and a store too: the default would be
    /// a guess, and "validates nothing" a false green.
    func defaultMode(_ value: String) -> Mode {
        guard connection.kind != .variables else { return Mode(value: nil, source: "not in the settings") }
        return Mode(value: value, source: "default")
    }

    mutating func note(_ unread: UnreadSetting) {
        if !undetermined.contains(unread) { undetermined.append(unread) }
    }

    /// A Java system property as the JVM sets it; see ``JavaOptions``.
    func javaProperty(_ name: String) -> Connection.Option? { JavaOptions(settings).property(name) }

    /// Variables whose value is JVM flags, and of which one was not read.
    var unreadJavaVariable: UnreadSetting? {
        facts.unreadSettings.first { $0.name.map(JavaOptions.variables.contains) == true }
    }
}
