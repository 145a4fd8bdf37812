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

    /// What the connection itself proves; an empty list where it proves a client without a dialect.
    private static func certain(_ connection: Connection, in settings: ContainerSettings) -> [Recognition]? {
        switch connection.kind {
        case .tool(let tool):
            return [
                Recognition(
                    dialect: Libpq.self, version: version(of: Libpq.self, in: settings), evidence: "command \(tool)")
            ]
        case .string(.r2dbc): return []
        case .string(.ado):
            return [Recognition(dialect: Npgsql.self, evidence: "ADO.NET connection string in \(connection.name)")]
        case .string(.jdbc):
            let evidence = "JDBC URL in \(connection.name)"
            switch PgjdbcFactory(connection.options["sslfactory"]?.value) {
            case .libpq, .nonValidating: return [Recognition(dialect: Pgjdbc.self, evidence: evidence)]
            case .java: return [Recognition(dialect: PgjdbcJavaSSL.self, evidence: evidence)]
            case .other: return []
            }
        case .string(.uri), .string(.keywords), .variables, .environment: break
        }
        guard let driver = connection.driver else { return nil }
        let evidence = "driver \(driver) in \(connection.name)"
        if driver.hasPrefix("psycopg") || driver == "aiopg" || driver == "postgis" {
            return [Recognition(dialect: Libpq.self, evidence: evidence)]
        }
        switch driver {
        case "asyncpg": return [Recognition(dialect: Asyncpg.self, evidence: evidence)]
        case "pg8000": return [Recognition(dialect: Pg8000.self, evidence: evidence)]
        default: return []
        }
    }

    private static func dialects(
        of runtime: Runtime, making connection: Connection, in settings: ContainerSettings
    ) -> [any ClientDialect.Type] {
        switch runtime {
        case .node: [NodePostgres.self]
        case .java: javaDialects(making: connection, in: settings)
        case .python: [Libpq.self, Asyncpg.self]
        case .dotNet: [Npgsql.self]
        case .go: [Pgx.self, GoLibPQ.self]
        case .ruby, .php, .libpq: [Libpq.self]
        case .pgbouncer: [PgBouncer.self]
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
        return lookup.javaProperty("javax.net.ssl.trustStore") == nil
            ? [Pgjdbc.self] : [Pgjdbc.self, PgjdbcJavaSSL.self]
    }

    private static func guesses(for connection: Connection) -> [any ClientDialect.Type] {
        switch connection.kind {
        case .string(.keywords): [Libpq.self, Pgx.self, GoLibPQ.self]
        case .variables:
            [Libpq.self, Pgx.self, GoLibPQ.self, Asyncpg.self, NodePostgres.self, Pgjdbc.self, Npgsql.self]
        default: [Libpq.self, Pgx.self, GoLibPQ.self, Asyncpg.self, NodePostgres.self]
        }
    }

    /// libpq's version is that of a `postgres` image; no other image's tag tells its driver's version.
    private static func version(of dialect: any ClientDialect.Type, in settings: ContainerSettings) -> String? {
        let image = ImageName(settings.facts.image)
        let isServerImage = image.name == "postgres" || image.name == "postgresql"
        return isServerImage && dialect == Libpq.self ? image.majorVersion.map { "\($0)" } : nil
    }
}
