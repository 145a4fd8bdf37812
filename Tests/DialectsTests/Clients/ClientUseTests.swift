import ScanModel
import Testing

@testable import Dialects

/// The truth table of the measurements (the project's facts on clients), one row a mode and delivery.
///
/// An answer in shorthand: opening, verification, `skip` (a missing store is passed over), `opens` (the file is opened without
/// verification too), `retry` (plaintext after a rejection), `name` (the name is checked without the chain), then the store in use. Several
/// versions' answers stand between bars.
struct ClientUseTests {
    typealias Row = (
        client: String, version: String?, runtime: String?, mode: String?, via: StoreDelivery, expected: String
    )

    @Test(arguments: libpqRows.indices) func libpqDoesWhatWasMeasured(_ index: Int) throws {
        try check(Self.libpqRows[index])
    }

    @Test(arguments: pythonRows.indices) func pythonsDriversDoWhatWasMeasured(_ index: Int) throws {
        try check(Self.pythonRows[index])
    }

    @Test(arguments: nodeRows.indices) func nodesDriversDoWhatWasMeasured(_ index: Int) throws {
        try check(Self.nodeRows[index])
    }

    @Test(arguments: javaRows.indices) func javasDriversDoWhatWasMeasured(_ index: Int) throws {
        try check(Self.javaRows[index])
    }

    @Test(arguments: goRows.indices) func gosDriversDoWhatWasMeasured(_ index: Int) throws {
        try check(Self.goRows[index])
    }

    @Test(arguments: otherRows.indices) func otherClientsDoWhatWasMeasuredOrRead(_ index: Int) throws {
        try check(Self.otherRows[index])
    }

    private func check(_ row: Row) throws {
        let request = ClientRequest(version: row.version, runtime: row.runtime, mode: row.mode, via: row.via)
        let found = try #require(uses(ofClient: row.client, request)).map(Self.shorthand).joined(separator: " | ")
        #expect(found == row.expected, "\(row)")
    }

    static func shorthand(_ use: ClientUse) -> String {
        let behaviour = use.behaviour
        if behaviour.invalid != nil { return "refused" }
        var words = [behaviour.opening.rawValue, behaviour.verification.rawValue]
        if behaviour.missingStore == .skipsVerification { words.append("skip") }
        if behaviour.loadsStoreUnverified, behaviour.verification == .none { words.append("opens") }
        if behaviour.rejection == .retriesPlaintext { words.append("retry") }
        if behaviour.checksNameUnverified { words.append("name") }
        return (words + [shorthand(use.store)]).joined(separator: " ")
    }

    private static func shorthand(_ store: StoreInUse) -> String {
        switch store {
        case .given: "given"
        case .givenBeside(let builtIn): "given+\(builtIn.rawValue)"
        case .builtIn(let builtIn): builtIn.rawValue
        case .missing: "missing"
        case .none: "-"
        }
    }

    /// Findings 1, 8 and 9.
    static let libpqRows: [Row] = [
        ("libpq", "15", nil, "disable", .named, "plaintext none -"),
        ("libpq", "15", nil, "allow", .named, "plaintextThenTLS chain skip given"),
        ("libpq", "15", nil, nil, .home, "tlsIfOffered chain skip retry given"),
        ("libpq", "15", "", "default", .home, "tlsIfOffered chain skip retry given"),
        ("libpq", "18", nil, "prefer", .named, "tlsIfOffered chain skip retry given"),
        ("libpq", "18", nil, "require", .home, "tls chain skip given"),
        ("libpq", "15", nil, "require", .none, "tls chain skip missing"),
        ("libpq", "15", nil, "verify-full", .extra, "tls chainAndName missing"),
        ("libpq", "15", nil, "verify-ca", .named, "tls chain given"),
        ("libpq", nil, nil, "verify-full", .home, "tls chainAndName given"),
        ("psql", nil, nil, "verify-full", .named, "tls chainAndName given"),
        ("libpq", nil, nil, "verify-all", .named, "refused"),
        ("libpq", nil, nil, "VERIFY-FULL", .named, "refused"),
        // Before 16 "system" is a file's name.
        ("libpq", "15", nil, "require", .system, "tls chain skip missing"),
        ("libpq", "15", nil, "verify-full sslrootcert=system", .system, "tls chainAndName missing"),
        ("libpq", "17", "debian", "verify-full sslrootcert=system", .system, "tls chainAndName given"),
        ("libpq", "17", "python 3.11 wheel", "verify-full", .system, "tls chainAndName missing"),
        ("libpq", "18", "", "verify-full", .system, "tls chainAndName given | tls chainAndName missing"),
        ("libpq", "18", "", "verify-full sslrootcert=system", .named, "tls chainAndName given"),
        ("libpq", "18", nil, "require", .system, "refused"),
        ("libpq", "18", "debian", nil, .system, "tls chainAndName given"),
        ("libpq", nil, "debian", "require", .system, "tls chain skip missing | refused"),
    ]

    /// Rules table, findings 2, 8, 9 and 12.
    static let pythonRows: [Row] = [
        ("asyncpg", "0.32", "python 3.11", nil, .home, "tlsIfOffered none -"),
        ("asyncpg", nil, nil, "allow", .named, "plaintextThenTLS none -"),
        ("asyncpg", nil, nil, "prefer", .named, "tlsIfOffered none -"),
        ("asyncpg", nil, nil, "require", .named, "tls chain given"),
        ("asyncpg", nil, nil, "require", .home, "tls chain skip given"),
        ("asyncpg", nil, nil, "require", .none, "tls chain skip missing"),
        ("asyncpg", nil, nil, "require sslrootcert=system", .system, "tls chain missing"),
        ("asyncpg", nil, nil, "verify_ca", .named, "tls chain given"),
        ("asyncpg", nil, nil, "verify-full", .system, "tls chainAndName missing"),
        ("asyncpg", nil, nil, "true", .home, "refused"),
        ("asyncpg", nil, "python 3.11", "ssl=True", .system, "tls chainAndName given"),
        ("asyncpg", nil, "python 3.13", "ssl=True", .named, "tls chainAndName os"),
        ("asyncpg", nil, "python 3.13", "ssl=create_default_context(cafile)", .named, "tls chainAndName given"),
        ("asyncpg", nil, nil, "ssl=False", .named, "plaintext none -"),
        ("pg8000", nil, nil, nil, .system, "tlsIfOffered none -"),
        ("pg8000", nil, "python 3.13", "ssl=True", .system, "tls none -"),
        ("pg8000", nil, nil, "verify-full", .named, "refused"),
        ("pg8000", nil, "python 3.13", "ssl=create_default_context()", .system, "tls chainAndName given"),
        (
            "pg8000", nil, "python 3.13", "ssl=PROTOCOL_TLS_CLIENT+load_verify_locations", .named,
            "tls chainAndName given"
        ),
        ("python-ssl", "3.13.0", nil, nil, .named, "tls chainAndName given"),
        ("python-ssl", nil, nil, nil, .none, "tls chainAndName os | tls chainAndName os"),
        ("python-ssl", nil, nil, "ssl=PROTOCOL_TLS_CLIENT", .system, "tls chainAndName missing"),
    ]

    /// Finding 7.
    static let nodeRows: [Row] = [
        ("node-postgres", "8.23", "node 24", nil, .none, "plaintext none -"),
        ("node-postgres", "8.23", "node 24", "prefer", .none, "tls chainAndName node"),
        ("node-postgres", "8.23", "node 24", "allow", .home, "tls chainAndName node"),
        ("node-postgres", "8.23", "node 24", "verify-ca", .named, "tls chainAndName given"),
        ("node-postgres", "8.23", "node 24", "disable", .named, "plaintext none opens given"),
        ("node-postgres", "8.8", "node 20", "no-verify", .named, "tls none opens given"),
        ("node-postgres", "8.8", "node 20", "no-verify", .none, "tls none -"),
        ("node-postgres", "8.23", "node 24", "prefer uselibpqcompat", .named, "tls none opens given"),
        ("node-postgres", "8.23", "node 24", "require uselibpqcompat", .none, "tls none -"),
        ("node-postgres", "8.23", "node 24", "require uselibpqcompat", .named, "tls chain given"),
        ("node-postgres", "8.23", "node 24", "verify-ca uselibpqcompat", .named, "tls chain given"),
        ("node-postgres", "8.23", "node 24", "verify-ca uselibpqcompat", .none, "refused"),
        ("node-postgres", "8.8", "node 20", "verify-ca uselibpqcompat", .named, "tls chainAndName given"),
        ("node-postgres", "8.8", "node 20", "ssl={ca}", .named, "tls chainAndName given"),
        ("node-postgres", "8.8", "node 20", "ssl={ca} beside NODE_EXTRA_CA_CERTS(a)", .named, "tls chainAndName given"),
        ("node-postgres", "8.8", "node 20", "ssl={rejectUnauthorized:false}", .none, "tls none -"),
        ("node-postgres", "8.8", "node 20", "ssl=true", .extra, "tls chainAndName given+node"),
        ("node-postgres", "8.8", "node 20", "ssl=true", .system, "tls chainAndName node"),
        ("node-postgres", "8.8", "node 18 debian", "ssl=true", .system, "tls chainAndName given"),
        ("node-postgres", "8.8", "node 18", "ssl=true", .system, "tls chainAndName node | tls chainAndName given"),
        ("node-postgres", "8.23", "node 24", "ssl=true --use-system-ca", .system, "tls chainAndName given+node"),
        ("node-postgres", "8.8", "node 20", "ssl=true --use-system-ca", .system, "refused"),
        ("node-postgres", "8.8", "node 20", "ssl=true --use-openssl-ca", .system, "tls chainAndName given"),
        ("postgres.js", "3.4", "node 24", nil, .none, "plaintext none -"),
        ("postgres.js", "3.4", "node 24", "require", .none, "tls none -"),
        ("postgres.js", "3.4", "node 24", "'require'", .none, "tls none -"),
        ("postgres.js", "3.4", "node 24", "prefer", .none, "tlsIfOffered none -"),
        ("postgres.js", "3.4", "node 24", "verify-full", .none, "tls chainAndName node"),
        ("postgres.js", "3.4", "node 24", "true", .system, "tls chainAndName node"),
        ("postgres.js", "3.4", "node 24", "{}", .extra, "tls chainAndName given+node"),
        ("postgres.js", "3.4", "node 24", "ssl={ca}", .named, "tls chainAndName given"),
        ("postgres.js", "3.4", "node 24", "verify-full", .named, "refused"),
    ]

    /// Findings 6 and 8.
    static let javaRows: [Row] = [
        ("pgjdbc", "42.5", "jdk 17", nil, .home, "tlsIfOffered none -"),
        ("pgjdbc", "42.5", "jdk 17", "allow", .named, "plaintextThenTLS none -"),
        ("pgjdbc", "42.5", "jdk 17", "require", .named, "tls none -"),
        ("pgjdbc", "42.5", "jdk 17", "verify-ca", .named, "tls chain given"),
        ("pgjdbc", "42.5", "jdk 17", "VERIFY-FULL", .home, "tls chainAndName given"),
        ("pgjdbc", "42.5", "jdk 17", "verify-full", .truststore, "tls chainAndName missing"),
        ("pgjdbc", "42.5", "jdk 17", "verify-full", .system, "tls chainAndName missing"),
        ("pgjdbc", "42.5", "jdk 17", "ssl=true", .none, "tls chainAndName missing"),
        ("pgjdbc", "42.5", "jdk 17", "verify-full sslfactory=NonValidating", .none, "tls none name -"),
        ("pgjdbc", "42.5", "jdk 17", "require sslfactory=NonValidating", .named, "tls none -"),
        ("pgjdbc", "42.5", "jdk 17", "require sslfactory=x.Own", .named, "refused"),
        ("pgjdbc", "42.5", "jdk 17", "verify-all", .named, "refused"),
        ("pgjdbc", "42.5", "jdk 17", "require sslfactory=DefaultJava", .truststore, "tls chain given"),
        ("pgjdbc", nil, nil, "verify-ca", .named, "tls chain given | tls chain given"),
        ("pgjdbc-javassl", "42.5", "jdk 17", "disable", .truststore, "plaintext none -"),
        ("pgjdbc-javassl", "42.5", "jdk 17", nil, .truststore, "tlsIfOffered chain given"),
        ("pgjdbc-javassl", "42.5", "jdk 17", "require", .truststore, "tls chain given"),
        ("pgjdbc-javassl", "42.5", "jdk 17", "verify-full", .named, "tls chainAndName cacerts"),
        ("pgjdbc-javassl", "42.5", "jdk 17 debian", "verify-full", .system, "tls chainAndName given"),
        (
            "pgjdbc-javassl", "42.5", "jdk 17", "verify-full", .system,
            "tls chainAndName given | tls chainAndName cacerts"
        ),
        ("r2dbc-postgresql", nil, nil, nil, .named, "plaintext none -"),
        ("r2dbc-postgresql", nil, nil, "require", .named, "tls none -"),
        ("r2dbc-postgresql", nil, "jdk 17", "VERIFY_CA", .named, "tls chain given"),
        ("r2dbc-postgresql", nil, "jdk 17", "verify-full", .none, "tls chainAndName cacerts"),
        ("r2dbc-postgresql", nil, "jdk 17", "verify-all", .none, "refused"),
    ]

    /// Rules table, findings 1, 8, 9 and 12.
    static let goRows: [Row] = [
        ("pgx", "4.15", nil, nil, .home, "tlsIfOffered none skip opens given"),
        ("pgx", "4.15", nil, "allow", .named, "plaintext none opens given"),
        ("pgx", "5.10", nil, "allow", .named, "plaintextThenTLS none opens given"),
        ("pgx", "5.10", nil, "prefer", .named, "tlsIfOffered none opens given"),
        ("pgx", "5.6", nil, "disable", .named, "plaintext none -"),
        ("pgx", "5.10", nil, "disable", .named, "plaintext none opens given"),
        ("pgx", nil, nil, "require", .none, "tls none -"),
        ("pgx", nil, nil, "require", .named, "tls chain given"),
        ("pgx", nil, nil, "require", .home, "tls chain skip given"),
        ("pgx", nil, nil, "verify-ca", .system, "tls chain given"),
        ("pgx", nil, nil, "verify-full", .none, "tls chainAndName os"),
        ("pgx", "5.10", nil, "require sslrootcert=system", .system, "tls chainAndName given"),
        ("pgx", "4.15", nil, "require sslrootcert=system", .system, "tls chain missing"),
        ("pgx", nil, nil, "verify-all", .named, "refused"),
        ("lib-pq", "1.10.7", nil, nil, .named, "tls chainAndName skip given"),
        ("lib-pq", "1.10.7", nil, "require", .home, "tls none skip -"),
        ("lib-pq", "1.10.7", nil, "verify-ca", .named, "tls chainAndName given"),
        ("lib-pq", "1.10.7", nil, "verify-full", .home, "tls chainAndName os"),
        ("lib-pq", "1.10.7", nil, "prefer", .named, "refused"),
        ("lib-pq", "1.11.2", nil, "verify-ca", .named, "tls chain given"),
        ("lib-pq", "1.12.3", nil, nil, .home, "tls none skip -"),
        ("lib-pq", "1.12.3", nil, nil, .named, "tls chain skip given"),
        ("lib-pq", "1.12.3", nil, "require", .home, "tls chain skip given"),
        ("lib-pq", "1.12.3", nil, "verify-full", .home, "tls chainAndName given"),
        ("lib-pq", "1.12.3", nil, "prefer", .home, "tlsIfOffered chain skip retry given"),
        ("lib-pq", "1.12.3", nil, "prefer", .none, "tlsIfOffered none skip retry -"),
        ("lib-pq", "1.12.3", nil, "allow", .named, "plaintextThenTLS chain skip given"),
        ("lib-pq", "1.13", nil, nil, .home, "tlsIfOffered chain skip retry given"),
        ("lib-pq", nil, nil, "verify-full", .system, "tls chainAndName given"),
        (
            "lib-pq", nil, nil, "prefer", .named, "refused | tlsIfOffered chain skip retry given"
        ),
    ]

    /// Findings 10 and 12, the rules table; npgsql and pgpool from their sources.
    static let otherRows: [Row] = [
        ("sqlx", "0.8", nil, nil, .none, "tlsIfOffered none -"),
        ("sqlx", "0.8", nil, "allow", .named, "plaintext none -"),
        ("sqlx", "0.8", nil, "require", .named, "tls none opens given+os"),
        ("sqlx", "0.8", nil, "verify-full", .named, "tls chainAndName given+os"),
        ("sqlx", "0.8", nil, "verify-ca", .home, "tls chain os"),
        ("sqlx", "0.8", nil, "verify-all", .home, "refused"),
        ("tokio-postgres", nil, nil, "prefer", .none, "plaintext none -"),
        ("tokio-postgres", nil, nil, "require", .none, "tls none -"),
        ("tokio-postgres", nil, nil, "verify-full", .none, "refused"),
        ("tokio-postgres", nil, nil, "require", .named, "tls chainAndName given"),
        ("psqlpy", nil, nil, "VerifyCa", .named, "tls chainAndName given"),
        ("tokio-postgres", nil, nil, "disable", .named, "plaintext none opens given"),
        ("pgbouncer", "1.18", nil, nil, .named, "plaintext none -"),
        ("pgbouncer", "1.22", nil, nil, .named, "tlsIfOffered none -"),
        ("pgbouncer", nil, nil, nil, .named, "plaintext none - | tlsIfOffered none -"),
        ("pgbouncer", nil, nil, "require", .named, "tls none -"),
        ("pgbouncer", nil, nil, "verify-ca", .named, "tls chain given"),
        ("pgbouncer", nil, nil, "verify-full", .none, "tls chainAndName os"),
        ("pgpool", nil, nil, nil, .named, "plaintext none -"),
        ("pgpool", nil, nil, "on", .named, "tlsIfOffered chain given"),
        ("pgpool", nil, nil, "on", .none, "tlsIfOffered none -"),
        ("openssl", "3.0", nil, "-CAfile", .named, "tls chain given"),
        ("openssl", "3.0", nil, "-CAfile -verify_hostname x", .named, "tls chainAndName given"),
        ("openssl", "3.0", nil, nil, .none, "tls chain os"),
        ("npgsql", nil, nil, nil, .system, "tlsIfOffered none -"),
        ("npgsql", "8", nil, "Require", .named, "tls none -"),
        ("npgsql", "7", nil, "Require", .named, "refused"),
        ("npgsql", "7", nil, "Require;Trust Server Certificate=true", .named, "tls none -"),
        ("npgsql", "5", nil, "Require", .named, "tls chainAndName given"),
        ("npgsql", nil, nil, "VerifyCA", .named, "tls chain given"),
        ("npgsql", nil, nil, "verify-full", .none, "tls chainAndName os"),
        ("npgsql", nil, nil, "verify-all", .none, "refused"),
    ]
}
