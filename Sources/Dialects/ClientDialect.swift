package import ScanModel

/// How one PostgreSQL client reads its settings, and what it does on the wire.
///
/// Every rule is a row of the measurements over real clients (104,472 connection attempts; the project's facts on clients),
/// or is marked as read from the client's source. To add a client: a file in `Clients/`, a line in ``clientDialects``.
protocol ClientDialect: Sendable {
    /// The name in reports and of `assess --client`, such as `pgjdbc`.
    static var name: String { get }

    /// Other names that it goes by: of its package, or of programs that are nothing but it.
    static var aliases: Set<String> { get }

    /// The modes that the client knows, in its own words; the default is not among them where it has no word.
    static var modes: [String] { get }

    /// What the client does in a mode with a store given in some way.
    ///
    /// One answer, or one for each version that may be meant; a mode that the client refuses is answered with
    /// ``ClientBehaviour/invalid``. Never empty.
    static func uses(_ request: ClientRequest) -> [ClientUse]

    /// What the client makes of a container's settings for one connection: one reading, or one for each version that may be
    /// meant. The rules are those of ``uses(_:)``.
    static func readings(of lookup: OptionLookup, version: String?) -> [ClientReading]
}

extension ClientDialect {
    static var aliases: Set<String> { [] }
    static var modes: [String] { ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"] }
}

/// Every client, by name.
let clientDialects: [any ClientDialect.Type] = [
    Asyncpg.self, GoLibPQ.self, Libpq.self, NodePostgres.self, Npgsql.self, OpenSSL.self, Pg8000.self, PgBouncer.self,
    Pgjdbc.self, PgjdbcJavaSSL.self, Pgpool.self, Pgx.self, PostgresJS.self, PythonSSL.self, R2DBC.self, Sqlx.self,
    TokioPostgres.self,
]

/// The names that `assess --client` takes.
package let clientNames: [String] = clientDialects.map { $0.name }.sorted()

/// The client of that name or alias.
func dialect(ofClient name: String) -> (any ClientDialect.Type)? {
    let lowercased = name.lowercased()
    return clientDialects.first { $0.name == lowercased || $0.aliases.contains(lowercased) }
}

/// The PostgreSQL clients of a container, in the order of its settings.
///
/// Empty where the settings are complete and nothing in them speaks of PostgreSQL. Where the runtime does not tell which driver
/// makes a connection, or which of its versions, every possible one is returned, under the same ``TLSClient/connection``.
package func tlsClients(in facts: ContainerFacts) -> [TLSClient] {
    let settings = ContainerSettings(facts)
    var clients: [TLSClient] = []
    for connection in ConnectionDiscovery.connections(in: settings) {
        for client in tlsClients(connection, in: settings) where !clients.contains(client) { clients.append(client) }
    }
    return clients
}

private func tlsClients(_ connection: Connection, in settings: ContainerSettings) -> [TLSClient] {
    let candidates = Recognition.candidates(for: connection, in: settings)
    let isUnread = connection.hosts.isEmpty && !connection.undetermined.isEmpty
    if candidates.isEmpty || (isUnread && candidates.count > 2) {
        let endpoints: [Endpoint?] = connection.hosts.isEmpty ? [nil] : connection.hosts
        return endpoints.map { unknownClient(connection, at: $0, isCertain: candidates.isEmpty, in: settings.facts) }
    }
    // Where the server was not read all candidates come to the same: unknown.
    let considered = isUnread ? Array(candidates.prefix(1)) : candidates
    return withoutImpossible(considered.flatMap { tlsClients(connection, $0, in: settings) })
}

/// Without the candidates that would refuse these settings, where others accept them: what cannot start is not what runs.
private func withoutImpossible(_ candidates: [TLSClient]) -> [TLSClient] {
    let possible = candidates.filter { $0.behaviour.invalid == nil }
    return possible.isEmpty ? candidates : possible
}

/// One client for each version that may be meant and each host, since each host may present another chain.
private func tlsClients(
    _ connection: Connection, _ candidate: Recognition, in settings: ContainerSettings
) -> [TLSClient] {
    let lookup = OptionLookup(connection: connection, settings: settings)
    let readings = candidate.dialect.readings(of: lookup, version: candidate.version)
    let endpoints: [Endpoint?] = connection.hosts.isEmpty ? [nil] : connection.hosts
    return endpoints.flatMap { endpoint in
        readings.map { reading in
            var undetermined = connection.undetermined
            for unread in reading.undetermined where !undetermined.contains(unread) { undetermined.append(unread) }
            return TLSClient(
                container: settings.facts.id, connection: connection.name, name: candidate.dialect.name,
                version: candidate.version,
                evidence: candidate.evidence + (reading.supposing.map { ", supposing \($0)" } ?? ""),
                endpoint: endpoint.flatMap { isResolved($0) ? $0 : nil }, mode: reading.mode,
                behaviour: reading.behaviour, stores: reading.stores, undetermined: undetermined,
                readsStoreOnce: reading.readsStoreOnce)
        }
    }
}

/// A connection is there, and its client is none that we know: never green.
private func unknownClient(
    _ connection: Connection, at endpoint: Endpoint?, isCertain: Bool, in facts: ContainerFacts
) -> TLSClient {
    // A reason that the connection brings itself says more.
    let isExplained = connection.undetermined.contains { $0.reason == .unknownClient }
    let unread = UnreadSetting(name: connection.name, object: "the driver that reads it", reason: .unknownClient)
    return TLSClient(
        container: facts.id, connection: connection.name, name: "unknown", evidence: "connection in \(connection.name)",
        endpoint: endpoint.flatMap { isResolved($0) ? $0 : nil },
        mode: Mode(
            value: connection.options["sslmode"]?.value, source: connection.options["sslmode"]?.source ?? "not read"),
        behaviour: ClientBehaviour(opening: .tls, verification: .chainAndName, rules: .openSSL),
        undetermined: connection.undetermined + (isCertain && !isExplained ? [unread] : []))
}

/// Whether no placeholder is left in the host's name.
private func isResolved(_ endpoint: Endpoint) -> Bool { !endpoint.host.contains { $0 == "$" || $0 == "{" } }
