package import ScanModel

/// How one PostgreSQL client reads its settings, and what it does on the wire.
///
/// Every rule is a row of the measurements over real clients (104,472 connection attempts; the project's facts on clients),
/// or is marked as read from the client's source. To add a client: a file in `Clients/`, a line in ``clientDialects``.
protocol ClientDialect: Sendable {
    /// The name in reports and of `assess --client`, such as `pgjdbc`.
    static var name: String { get }

    /// What the client does in a mode.
    ///
    /// - Parameters:
    ///   - mode: in the client's own words; nil for its default.
    ///   - store: how the client was given its trust store.
    /// - Returns: the behaviour; where the client refuses the mode, with the reason in ``ClientBehaviour/invalid``.
    static func behaviour(mode: String?, store: StoreDelivery) -> ClientBehaviour

    /// What the client makes of a container's settings for one connection.
    static func reading(of lookup: OptionLookup, version: String?) -> ClientReading
}

/// How a client is given its trust store, in the words of `assess --batch`.
package enum StoreDelivery: String, Hashable, Sendable, CaseIterable {
    /// By a parameter or its environment variable.
    case named
    /// By the client's own default file.
    case home
    /// By the operating system or the runtime.
    case system
    case none
}

/// A client's settings, understood.
struct ClientReading: Hashable, Sendable {
    var mode: Mode
    var behaviour: ClientBehaviour
    var stores: [StoreReference] = []
    var undetermined: [UnreadSetting] = []
    var readsStoreOnce = false
}

/// Every client, by name.
let clientDialects: [any ClientDialect.Type] = [
    Asyncpg.self, GoLibPQ.self, Libpq.self, NodePostgres.self, Npgsql.self, Pg8000.self, PgBouncer.self, Pgjdbc.self,
    PgjdbcJavaSSL.self, Pgx.self,
]

/// The names that `assess --client` takes.
package let clientNames: [String] = clientDialects.map { $0.name }.sorted()

/// What the client of that name does in a mode; nil where there is no such client.
package func behaviour(ofClient name: String, mode: String?, store: StoreDelivery) -> ClientBehaviour? {
    clientDialects.first { $0.name == name }?.behaviour(mode: mode, store: store)
}

/// The PostgreSQL clients of a container, in the order of its settings.
///
/// Empty where the settings are complete and nothing in them speaks of PostgreSQL. Where the runtime does not tell which driver
/// makes a connection, every possible one is returned, under the same ``TLSClient/connection``.
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
        return [unknownClient(connection, isCertain: candidates.isEmpty, in: settings.facts)]
    }
    // Where the server was not read all candidates come to the same: unknown.
    return (isUnread ? Array(candidates.prefix(1)) : candidates).flatMap { tlsClients(connection, $0, in: settings) }
}

/// One client for each host, since each may present another chain.
private func tlsClients(
    _ connection: Connection, _ candidate: Recognition, in settings: ContainerSettings
) -> [TLSClient] {
    let lookup = OptionLookup(connection: connection, settings: settings)
    let reading = candidate.dialect.reading(of: lookup, version: candidate.version)
    let endpoints: [Endpoint?] = connection.hosts.isEmpty ? [nil] : connection.hosts
    return endpoints.map { endpoint in
        var undetermined = connection.undetermined
        for unread in reading.undetermined where !undetermined.contains(unread) { undetermined.append(unread) }
        return TLSClient(
            container: settings.facts.id, connection: connection.name, name: candidate.dialect.name,
            version: candidate.version, evidence: candidate.evidence,
            endpoint: endpoint.flatMap { isResolved($0) ? $0 : nil }, mode: reading.mode,
            behaviour: reading.behaviour, stores: reading.stores, undetermined: undetermined,
            readsStoreOnce: reading.readsStoreOnce)
    }
}

/// A connection is there, and its client is none that we know: never green.
private func unknownClient(_ connection: Connection, isCertain: Bool, in facts: ContainerFacts) -> TLSClient {
    let unread = UnreadSetting(name: connection.name, object: "the driver that reads it", reason: .unknownClient)
    return TLSClient(
        container: facts.id, connection: connection.name, name: "unknown", evidence: "connection in \(connection.name)",
        endpoint: connection.hosts.first.flatMap { isResolved($0) ? $0 : nil },
        mode: Mode(
            value: connection.options["sslmode"]?.value, source: connection.options["sslmode"]?.source ?? "not read"),
        behaviour: ClientBehaviour(opening: .tls, verification: .chainAndName, rules: .openSSL),
        undetermined: connection.undetermined + (isCertain ? [unread] : []))
}

/// Whether no placeholder is left in the host's name.
private func isResolved(_ endpoint: Endpoint) -> Bool { !endpoint.host.contains { $0 == "$" || $0 == "{" } }
