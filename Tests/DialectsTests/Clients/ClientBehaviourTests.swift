import ScanModel
import Testing

@testable import Dialects

/// The rows of the measurements, one a mode, in the shorthand of ``shorthand(_:)``.
struct ClientBehaviourTests {
    static let rows: [(client: String, mode: String?, store: StoreDelivery, expected: String)] = [
        // libpq 11–18: wherever the root file exists it verifies; prefer then drops to plaintext.
        ("libpq", "disable", .named, "plaintext none"),
        ("libpq", "allow", .named, "plaintextThenTLS chain skip"),
        ("libpq", nil, .home, "tlsIfOffered chain skip retry"),
        ("libpq", "prefer", .named, "tlsIfOffered chain skip retry"),
        ("libpq", "require", .named, "tls chain skip"),
        ("libpq", "verify-ca", .named, "tls chain"),
        ("libpq", "verify-full", .home, "tls chainAndName"),
        ("libpq", nil, .system, "tls chainAndName"),
        ("libpq", "require", .system, "tls chain skip invalid"),
        ("libpq", "VERIFY-FULL", .named, "tls chainAndName invalid"),
        // pgjdbc with LibPQFactory: require and prefer never verify, file present or not.
        ("pgjdbc", nil, .home, "tlsIfOffered none"),
        ("pgjdbc", "allow", .named, "plaintextThenTLS none"),
        ("pgjdbc", "require", .named, "tls none"),
        ("pgjdbc", "verify-ca", .named, "tls chain"),
        ("pgjdbc", "VERIFY-FULL", .named, "tls chainAndName"),
        // … with DefaultJavaSSLFactory every mode with TLS verifies, and none falls back.
        ("pgjdbc-javassl", "disable", .system, "plaintext none"),
        ("pgjdbc-javassl", nil, .system, "tlsIfOffered chain"),
        ("pgjdbc-javassl", "require", .system, "tls chain"),
        ("pgjdbc-javassl", "verify-full", .system, "tls chainAndName"),
        // Npgsql: Prefer and Require trust anything.
        ("npgsql", nil, .system, "tlsIfOffered none"),
        ("npgsql", "Require", .named, "tls none"),
        ("npgsql", "VerifyCA", .named, "tls chain"),
        ("npgsql", "VerifyFull", .system, "tls chainAndName"),
        // node-postgres: every mode of a URL but disable and no-verify is full verification.
        ("node-postgres", nil, .none, "plaintext none"),
        ("node-postgres", "disable", .none, "plaintext none"),
        ("node-postgres", "allow", .none, "tls chainAndName"),
        ("node-postgres", "prefer", .none, "tls chainAndName"),
        ("node-postgres", "require", .none, "tls chainAndName"),
        ("node-postgres", "verify-ca", .named, "tls chainAndName"),
        ("node-postgres", "no-verify", .named, "tls none"),
        // pgx: prefer, allow and the default never verify; require does with a file, and fails where it is missing.
        ("pgx", nil, .home, "tlsIfOffered none"),
        ("pgx", "allow", .named, "plaintextThenTLS none"),
        ("pgx", "require", .none, "tls none"),
        ("pgx", "require", .named, "tls chain"),
        ("pgx", "verify-ca", .system, "tls chain"),
        ("pgx", "verify-full", .system, "tls chainAndName"),
        // lib/pq: the default looks at a named file alone; explicit prefer falls back to plaintext.
        ("lib-pq", nil, .home, "tls none skip"),
        ("lib-pq", nil, .named, "tls chain skip"),
        ("lib-pq", "require", .home, "tls chain skip"),
        ("lib-pq", "prefer", .home, "tlsIfOffered chain skip retry"),
        ("lib-pq", "prefer", .none, "tlsIfOffered none skip retry"),
        ("lib-pq", "verify-full", .system, "tls chainAndName"),
        // asyncpg: prefer and allow never verify; require with a named file that is missing fails.
        ("asyncpg", nil, .home, "tlsIfOffered none"),
        ("asyncpg", "require", .named, "tls chain"),
        ("asyncpg", "require", .home, "tls chain skip"),
        ("asyncpg", "verify_ca", .named, "tls chain"),
        ("asyncpg", "verify-full", .home, "tls chainAndName"),
        ("asyncpg", "true", .home, "tls chainAndName invalid"),
        ("pg8000", "verify-full", .named, "tlsIfOffered none"),
        // PgBouncer towards its servers.
        ("pgbouncer", nil, .named, "plaintext none"),
        ("pgbouncer", "require", .named, "tls none"),
        ("pgbouncer", "verify-full", .named, "tls chainAndName"),
    ]

    @Test(arguments: rows.indices) func aModeDoesWhatWasMeasured(_ index: Int) throws {
        let row = Self.rows[index]
        let found = try #require(behaviour(ofClient: row.client, mode: row.mode, store: row.store))
        #expect(Self.shorthand(found) == row.expected, "\(row.client) \(row.mode ?? "default") \(row.store)")
    }

    @Test func anchorsAreOfTheTLSStack() throws {
        let expected: [String: ChainRules] = [
            "libpq": .openSSL, "asyncpg": .openSSL, "pg8000": .openSSL, "node-postgres": .openSSL,
            "pgbouncer": .openSSL,
            "pgjdbc": .java, "pgjdbc-javassl": .java, "pgx": .go, "lib-pq": .go, "npgsql": .dotNet,
        ]
        #expect(Set(expected.keys) == Set(clientNames))
        for (name, rules) in expected {
            #expect(try #require(behaviour(ofClient: name, mode: "verify-full", store: .named)).rules == rules)
        }
    }

    private static func shorthand(_ behaviour: ClientBehaviour) -> String {
        var words = [behaviour.opening.rawValue, behaviour.verification.rawValue]
        if behaviour.missingStore == .skipsVerification { words.append("skip") }
        if behaviour.rejection == .retriesPlaintext { words.append("retry") }
        if behaviour.invalid != nil { words.append("invalid") }
        return words.joined(separator: " ")
    }
}
