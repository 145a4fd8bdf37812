import ScanModel

/// One setting of a configuration file; its place is written into the name: `spring.datasource.url`, `list[0]`.
struct ConfigEntry: Hashable, Sendable {
    var name: String
    var value: String
}

/// Why a configuration file can't be read; never with its text.
struct ConfigFileError: Error, Hashable {
    var line: Int?
    var reason: String
}

/// A format of configuration files.
protocol ConfigFormat: Sendable {
    /// Whether a file is of this format; `key` is the ConfigMap's key, which is the file's name.
    static func recognizes(key: String, text: String) -> Bool
    static func entries(_ text: String, key: String) throws(ConfigFileError) -> [ConfigEntry]
    /// A file that reads back as these entries: how recordings keep the relevant ones alone.
    static func render(_ entries: [ConfigEntry]) -> String
}

/// Every format but the fallback; the first that recognises a file reads it.
let configFormats: [any ConfigFormat.Type] = [
    JSONFile.self, YAMLFile.self, PropertiesFile.self, ShellVariablesFile.self, PythonSettingsFile.self, INIFile.self,
]

/// What reads a file: ``PlainText`` where no format knows it.
func configFormat(key: String, text: String) -> any ConfigFormat.Type {
    configFormats.first { $0.recognizes(key: key, text: text) } ?? PlainText.self
}

/// The entries of a file that can hold a TLS fact: one for each name (the first), by name, without credentials.
func relevantEntries(_ entries: [ConfigEntry]) -> [ConfigEntry] {
    var seen: Set<String> = []
    return entries.compactMap { entry -> ConfigEntry? in
        guard Relevance.keeps(name: entry.name, value: entry.value),
            let setting = Setting(name: entry.name, value: entry.value, source: .environment),
            seen.insert(setting.name).inserted
        else { return nil }
        return ConfigEntry(name: setting.name, value: setting.value)
    }.sorted { $0.name < $1.name }
}
