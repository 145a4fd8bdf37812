import ScanModel
import Testing

@testable import Dialects

/// Whose chain rules hold: the anchor table of the measurements, one verifying configuration a client.
struct ClientRulesTests {
    static let rows: [(client: String, version: String?, runtime: String?, mode: String?, rules: [ChainRules])] = [
        ("libpq", "15", nil, "verify-full", [.openSSL]),
        ("libpq", "18", nil, "verify-full", [.openSSL]),
        ("libpq", "11", "openssl 1.1.1", "verify-full", [.openSSL11]),
        ("libpq", "15", "openssl 1.1.1 wheel", "verify-full", [.openSSL11Upstream]),
        ("libpq", "11", "openssl 1.0.2u", "verify-full", [.openSSL102]),
        ("libpq", "11", nil, "verify-full", [.openSSL102, .openSSL11, .openSSL]),
        ("asyncpg", nil, "python 3.11", "verify-full", [.openSSL]),
        ("asyncpg", nil, "python 3.13", "verify-full", [.openSSL]),
        ("asyncpg", nil, "python 3.11", "ssl=create_default_context(cafile)", [.openSSL]),
        ("asyncpg", nil, "python 3.13", "ssl=create_default_context(cafile)", [.python313]),
        ("asyncpg", nil, nil, "ssl=True", [.openSSL, .python313]),
        ("pg8000", nil, "py3.11", "ssl=create_default_context(cafile)", [.openSSL]),
        ("pg8000", nil, "py3.13", "ssl=create_default_context(cafile)", [.python313]),
        ("pg8000", nil, "python 3.13", "ssl=PROTOCOL_TLS_CLIENT+load_verify_locations", [.openSSL]),
        ("python-ssl", "3.12", nil, nil, [.openSSL]),
        ("python-ssl", "3.14", nil, nil, [.python313]),
        ("tokio-postgres", nil, nil, "verify-full", [.openSSL]),
        ("sqlx", nil, nil, "verify-full", [.openSSLFirst]),
        ("pgbouncer", "1.18", nil, "verify-full", [.openSSL]),
        ("pgpool", nil, nil, "on", [.openSSL]),
        ("node-postgres", "8.8", "node 18 debian", "ssl={ca}", [.node]),
        ("node-postgres", "8.8", "node 20", "ssl={ca}", [.node]),
        ("node-postgres", "8.23", "node 24", "ssl={ca,allowPartialTrustChain}", [.nodePartialChain]),
        ("node-postgres", "8.23", "node 20.20", "ssl={ca, allowPartialTrustChain: true}", [.nodePartialChain]),
        ("node-postgres", "8.23", "node 18.19", "ssl={ca,allowPartialTrustChain}", [.node]),
        ("postgres.js", nil, "node 24", "ssl={ca}", [.node]),
        ("pgjdbc", "42.5", "jdk 17", "verify-full", [.java]),
        ("pgjdbc", "42.5", "jdk 21.0.8", "verify-full", [.java]),
        ("pgjdbc", "42.5", "jdk 23", "verify-full", [.java, .java25]),
        ("pgjdbc", "42.5", "jdk 25", "verify-full", [.java25]),
        ("pgjdbc", "42.5", nil, "verify-full", [.java, .java25]),
        ("r2dbc-postgresql", nil, "jdk 1.8", "verify-full", [.java]),
        ("lib-pq", "1.10.7", nil, "verify-full", [.go]),
        ("lib-pq", "1.12.3", nil, "verify-full", [.go]),
        ("pgx", "4.15", nil, "verify-full", [.go]),
        ("pgx", "5.10", nil, "verify-full", [.go]),
        ("npgsql", nil, nil, "VerifyFull", [.dotNet]),
        ("openssl", "3.0", nil, "-CAfile", [.openSSL]),
        ("openssl", "3.0", nil, "-CAfile -partial_chain", [.openSSLPartialChain]),
        ("openssl", "1.0.2", nil, "-CAfile", [.openSSL102]),
    ]

    @Test(arguments: rows.indices) func theAnchorsAreTheStacks(_ index: Int) throws {
        let row = Self.rows[index]
        let request = ClientRequest(version: row.version, runtime: row.runtime, mode: row.mode, via: .named)
        let found = try #require(uses(ofClient: row.client, request))
        #expect(found.map(\.behaviour.rules) == row.rules, "\(row)")
        #expect(found.allSatisfy { ($0.supposing == nil) == (row.rules.count == 1) })
    }

    @Test func everyClientHasARow() {
        let missing = Set(clientNames).subtracting(Self.rows.map(\.client))
        #expect(missing == ["pgjdbc-javassl"])
    }

    @Test func aTrustStoreIsAKeyStoreAndCacertsWhereItIsMissing() throws {
        let request = ClientRequest(runtime: "jdk 17", mode: "require", via: .truststore)
        let use = try #require(uses(ofClient: "pgjdbc-javassl", request)?.first)
        #expect(use.behaviour.rules == .javaKeyStore)
        #expect(use.behaviour.insteadOfMissing == .javaCacerts)
    }

    /// Go and .NET take the platform's store where the home file is not there; nobody does where a named one is not.
    @Test(arguments: [("pgx", "verify-full"), ("npgsql", "VerifyFull")]) func whatReplacesAMissingHomeFile(
        _ client: String, _ mode: String
    ) throws {
        let home = try #require(uses(ofClient: client, ClientRequest(mode: mode, via: .home)))
        #expect(home.allSatisfy { $0.behaviour.insteadOfMissing == .operatingSystem })
        let named = try #require(uses(ofClient: client, ClientRequest(mode: mode, via: .named)))
        #expect(named.allSatisfy { $0.behaviour.insteadOfMissing == nil && $0.behaviour.missingStore == .fails })
    }

    /// `ca: ''` is no `ca` (finding 7).
    @Test func anEmptyFileMeansNodesOwnList() throws {
        let object = ClientRequest(runtime: "node 20", mode: "ssl={ca}", via: .named)
        #expect(try #require(uses(ofClient: "node-postgres", object)).first?.behaviour.insteadOfEmpty == .node)
        let compatible = ClientRequest(version: "8.23", mode: "verify-ca uselibpqcompat", via: .named)
        #expect(try #require(uses(ofClient: "node-postgres", compatible)).first?.behaviour.insteadOfEmpty == nil)
    }

    @Test func aFileThatIsAddedHasItsOwnReader() throws {
        let request = ClientRequest(runtime: "node 20", mode: "ssl=true", via: .extra)
        #expect(try #require(uses(ofClient: "node-postgres", request)).map(\.behaviour.rules.reader) == [.nodeExtra])
    }

    /// A file that cannot be read stops Go, Python and sqlx before they connect; libpq takes it for a rejected server.
    @Test func whatAnUnusableFileDoes() throws {
        for (client, mode) in [("pgx", "prefer"), ("lib-pq", "verify-ca"), ("sqlx", "require"), ("asyncpg", "require")]
        {
            let found = try #require(
                uses(ofClient: client, ClientRequest(version: "1.10", mode: mode, via: .named)))
            #expect(found.allSatisfy { $0.behaviour.unusableStore == .fails }, "\(client)")
        }
        let libpq = try #require(uses(ofClient: "libpq", ClientRequest(mode: "prefer", via: .home)))
        #expect(libpq.allSatisfy { $0.behaviour.unusableStore == .rejectsServer })
    }
}
