/// One configuration value as the container sees it, credentials removed.
package struct Setting: Hashable, Sendable {
    /// The environment variable, the property (`spring.datasource.url`), the flag (`--sslmode`); empty for a bare argument.
    package let name: String
    package let value: String
    package let source: SettingSource

    /// - Returns: nil where the name says that the whole value is a credential (`DB_PASSWORD`, `API_TOKEN` …): such a
    ///   value has no TLS fact in it and goes no further. A connection string or a certificate under such a name
    ///   (`DB_SECRET_URL`) is kept without its credentials, because to drop it would hide a client.
    package init?(name: String, value: String, source: SettingSource) {
        guard !Credentials.isCredentialName(name) || Credentials.carriesFacts(value) else { return nil }
        self.name = name
        self.value = Credentials.removed(from: value)
        self.source = source
    }
}
