import ScanModel

/// A client that may make a connection, and why we think so.
struct Recognition: Sendable {
    var dialect: any ClientDialect.Type
    var version: String?
    var evidence: String

    /// The candidates for a connection: one where something is certain of it, else all that are possible.
    ///
    /// Empty where the connection is made by a client of which no dialect is known.
    static func candidates(for connection: Connection, in settings: ContainerSettings) -> [Recognition] {
        let note = unusedBundle(beside: connection, in: settings)
        return found(for: connection, in: settings).map { candidate in
            var candidate = candidate
            candidate.evidence += note ?? ""
            return candidate
        }
    }

    private static func found(for connection: Connection, in settings: ContainerSettings) -> [Recognition] {
        if connection.undetermined.contains(where: { $0.reason == .unknownClient }) { return [] }
        if let certain = certain(connection, in: settings) { return certain }
        if let (runtime, evidence) = Runtime.recognized(in: settings) {
            return dialects(of: runtime, making: connection, in: settings).map { dialect in
                Recognition(dialect: dialect, version: version(of: dialect, in: settings), evidence: evidence)
            }
        }
        return guesses(for: connection).map {
            Recognition(dialect: $0, evidence: "no sign of a runtime: every driver is possible")
        }
    }

    /// `REQUESTS_CA_BUNDLE` and `CURL_CA_BUNDLE`, where nothing else names a store and someone may take them for the driver's.
    ///
    /// Python's requests and curl read them; no database driver does.
    private static func unusedBundle(beside connection: Connection, in settings: ContainerSettings) -> String? {
        let stores = ["PGSSLROOTCERT", "SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS"]
        guard connection.options["sslrootcert"] == nil,
            !stores.contains(where: { settings.facts.environment($0) != nil })
        else { return nil }
        let bundles = ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"].filter { settings.facts.environment($0) != nil }
        return bundles.isEmpty ? nil : " (\(bundles.joined(separator: ", ")) not used: it is for HTTP clients)"
    }

    /// What the connection itself proves; an empty list where it proves a client without a dialect.
    private static func certain(_ connection: Connection, in settings: ContainerSettings) -> [Recognition]? {
        switch connection.kind {
        case .tool(let tool):
            return [
                Recognition(
                    dialect: Libpq.self, version: version(of: Libpq.self, in: settings), evidence: "command \(tool)")
            ]
        case .otherService: return []
        case .string(.r2dbc):
            return [Recognition(dialect: R2DBC.self, evidence: "R2DBC URL in \(connection.name)")]
        case .string(.ado):
            return [Recognition(dialect: Npgsql.self, evidence: "ADO.NET connection string in \(connection.name)")]
        case .string(.jdbc):
            let evidence = "JDBC URL in \(connection.name)"
            switch PgjdbcFactory(connection.options["sslfactory"]?.value) {
            case .libpq, .nonValidating: return [Recognition(dialect: Pgjdbc.self, evidence: evidence)]
            case .java: return [Recognition(dialect: PgjdbcJavaSSL.self, evidence: evidence)]
            case .other: return []
            }
        case .string(.uri), .string(.keywords), .variables, .environment, .configuration: break
        }
        guard let driver = connection.driver else { return named(byCommandIn: settings) }
        let evidence = "driver \(driver) in \(connection.name)"
        if driver.hasPrefix("psycopg") || callersOfLibpq.contains(driver) {
            return [Recognition(dialect: Libpq.self, evidence: evidence)]
        }
        return Dialects.dialect(ofClient: driver).map { [Recognition(dialect: $0, evidence: evidence)] } ?? []
    }

    /// Frameworks, and drivers of SQLAlchemy, that hand all to libpq.
    private static let callersOfLibpq: Set<String> = [
        "aiopg", "pygresql", "postgis", "django", "rails", "pdo", "psqlodbc",
    ]

    /// A program on the command line that comes with one driver alone.
    private static func named(byCommandIn settings: ContainerSettings) -> [Recognition]? {
        // The second word is the program behind `npx` or `cargo`.
        for word in settings.commands.flatMap({ $0.prefix(2) }).map(ToolCommand.baseName) {
            guard let dialect = drivers[word] else { continue }
            return [Recognition(dialect: dialect, evidence: "command \(word)")]
        }
        return nil
    }

    private static let drivers: [String: any ClientDialect.Type] = [
        "sqlx": Sqlx.self, "diesel": Libpq.self, "typeorm": NodePostgres.self, "sequelize": NodePostgres.self,
        "sequelize-cli": NodePostgres.self, "knex": NodePostgres.self, "node-pg-migrate": NodePostgres.self,
        "postgrest": Libpq.self, "pgcli": Libpq.self,
    ]

    private static func dialects(
        of runtime: Runtime, making connection: Connection, in settings: ContainerSettings
    ) -> [any ClientDialect.Type] {
        switch runtime {
        case .node: [NodePostgres.self, PostgresJS.self]
        case .java: javaDialects(making: connection, in: settings)
        case .python: [Libpq.self, Asyncpg.self]
        case .dotNet: [Npgsql.self]
        case .go: [Pgx.self, GoLibPQ.self]
        case .ruby, .php, .libpq: [Libpq.self]
        case .rust: [TokioPostgres.self, Sqlx.self, Libpq.self]
        case .pgbouncer: [PgBouncer.self]
        case .pgpool: [Pgpool.self]
        }
    }

    /// A URL that is put together in code may name DefaultJavaSSLFactory, and a trust store that is set speaks for it.
    private static func javaDialects(
        making connection: Connection, in settings: ContainerSettings
    ) -> [any ClientDialect.Type] {
        if let factory = connection.options["sslfactory"] {
            return PgjdbcFactory(factory.value) == .java ? [PgjdbcJavaSSL.self] : [Pgjdbc.self]
        }
        let lookup = OptionLookup(connection: connection, settings: settings)
        var dialects: [any ClientDialect.Type] = [Pgjdbc.self]
        if lookup.javaProperty("javax.net.ssl.trustStore") != nil { dialects.append(PgjdbcJavaSSL.self) }
        if settings.all.contains(where: { SettingName($0.name).words.contains("r2dbc") }) {
            dialects.append(R2DBC.self)
        }
        return dialects
    }

    private static func guesses(for connection: Connection) -> [any ClientDialect.Type] {
        let native: [any ClientDialect.Type] = [Libpq.self, Pgx.self, GoLibPQ.self]
        let scripted: [any ClientDialect.Type] = [Asyncpg.self, NodePostgres.self, PostgresJS.self]
        // tokio-postgres reads libpq's lists, too. sqlx stands for itself alone: it reads one certificate of a bundle, and
        // would turn every image without a sign into one that is broken already.
        let rust: [any ClientDialect.Type] = [TokioPostgres.self]
        return switch connection.kind {
        case .string(.keywords): native + rust
        case .variables: native + scripted + rust + [Pgjdbc.self, Npgsql.self]
        default: native + scripted + rust
        }
    }

    /// libpq's version is that of a `postgres` image; no other image's tag tells its driver's version.
    private static func version(of dialect: any ClientDialect.Type, in settings: ContainerSettings) -> String? {
        let image = ImageName(settings.facts.image)
        let isServerImage = image.name == "postgres" || image.name == "postgresql"
        return isServerImage && dialect == Libpq.self ? image.majorVersion.map { "\($0)" } : nil
    }
}
