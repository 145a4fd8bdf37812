import ScanModel
import Testing

@testable import Dialects

struct ClientReadingTests {
    private func first(_ facts: ContainerFacts) throws -> TLSClient { try #require(tlsClients(in: facts).first) }

    @Test func libpqTakesTheURLBeforeTheEnvironment() throws {
        let client = try first(
            .sample(
                [
                    "DATABASE_URL": "postgres://h/db?sslmode=verify-ca", "PGSSLMODE": "disable",
                    "PGSSLROOTCERT": "/a.pem",
                ],
                image: "ruby:3"))
        #expect(client.mode == Mode(value: "verify-ca", source: "env"))
        #expect(client.stores == [.named(path: "/a.pem")])
        #expect(!client.readsStoreOnce)
    }

    @Test func libpqFindsItsDefaultFileWhereAMountPutsIt() throws {
        let url: KeyValuePairs = ["DATABASE_URL": "postgres://h/db?sslmode=verify-full"]
        let mounted = try first(
            .sample(url, image: "php:8", mounts: [.configMap(at: "/home/app/.postgresql", "root.crt")]))
        #expect(mounted.stores == [.defaultFile(path: "/home/app/.postgresql/root.crt")])
        let home = try first(
            .sample(["HOME": "/srv", "DATABASE_URL": "postgres://h/db?sslmode=verify-full"], image: "php:8"))
        #expect(home.stores == [.defaultFile(path: "/srv/.postgresql/root.crt")])
    }

    @Test func systemIsAStoreFromLibpq16On() throws {
        let facts = { (tag: String, mode: String) in
            ContainerFacts.sample(
                ["PGHOST": "h", "PGSSLROOTCERT": "system", "PGSSLMODE": mode], image: "postgres:\(tag)",
                command: ["psql"])
        }
        #expect(try first(facts("16-alpine", "verify-full")).stores == [.builtIn(.operatingSystem)])
        #expect(try first(facts("16", "require")).behaviour.invalid != nil)
        let old = try first(facts("15.4", "require"))
        #expect(old.stores == [.named(path: "system")])
        #expect(old.behaviour.invalid == nil)
        #expect(old.version == "15")
        #expect(try first(facts("latest", "require")).undetermined.map(\.reason) == [.unknownClient])
    }

    @Test func pgjdbcReadsNoEnvironmentAndNoCacerts() throws {
        let client = try first(
            .sample([
                "PGSSLMODE": "verify-full", "SPRING_DATASOURCE_URL": "jdbc:postgresql://h/db",
                "JAVA_TOOL_OPTIONS": "-Djavax.net.ssl.trustStore=/t.jks",
            ]))
        #expect(client.mode == Mode(value: "prefer", source: "default"))
        #expect(client.stores == [])
        let ssl = try first(.sample(["U": "jdbc:postgresql://h/db?ssl=true"]))
        #expect(ssl.mode.value == "verify-full")
        #expect(ssl.stores == [.defaultFile(path: "~/.postgresql/root.crt")])
        let none = try first(
            .sample(["U": "jdbc:postgresql://h/db?ssl=true&sslfactory=org.postgresql.ssl.NonValidatingFactory"]))
        #expect(none.behaviour.verification == .none)
    }

    @Test func aTrustStoreThatDoesNotExistMeansCacerts() throws {
        let url = "jdbc:postgresql://h/db?sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory"
        let options = "-Djavax.net.ssl.trustStore=/etc/tls/missing.jks"
        let absent = try first(
            .sample(["U": url, "JAVA_OPTS": options], mounts: [.configMap(at: "/etc/tls", "truststore.jks")]))
        #expect(absent.stores == [.builtIn(.javaCacerts)])
        #expect(absent.readsStoreOnce)
        let argument = try first(
            .sample(["U": url], command: ["java", "-Djavax.net.ssl.trustStore=/x.jks", "-jar", "a.jar"]))
        #expect(argument.stores == [.named(path: "/x.jks")])
        let mounted = try first(
            .sample(["U": url], mounts: [.configMap(at: "/opt/java/lib/security", "cacerts")]))
        #expect(mounted.stores == [.named(path: "/opt/java/lib/security/cacerts")])
    }

    @Test func npgsqlTakesParameterThenVariableThenFileThenPlatform() throws {
        let full = "Host=h;SSL Mode=VerifyFull"
        #expect(
            try first(.sample(["C": full + ";Root Certificate=/a.pem", "PGSSLROOTCERT": "/b.pem"])).stores == [
                .named(path: "/a.pem")
            ])
        #expect(try first(.sample(["C": full, "PGSSLROOTCERT": "/b.pem"])).stores == [.named(path: "/b.pem")])
        #expect(
            try first(.sample(["C": full], mounts: [.configMap(at: "/root/.postgresql", "root.crt")])).stores
                == [.defaultFile(path: "/root/.postgresql/root.crt")])
        #expect(try first(.sample(["C": full, "PGSSLMODE": "disable"])).stores == [.builtIn(.operatingSystem)])
    }

    @Test func nodeAddsExtraCertificatesAndReplacesWithSslrootcert() throws {
        let url = "postgres://h/db?sslmode=require"
        let extra: KeyValuePairs = ["DATABASE_URL": url, "NODE_EXTRA_CA_CERTS": "/ca.pem"]
        #expect(try first(.sample(extra, image: "node:20")).stores == [.builtIn(.node), .named(path: "/ca.pem")])
        let named = try first(
            .sample(["DATABASE_URL": url + "&sslrootcert=/b.pem", "NODE_EXTRA_CA_CERTS": "/ca.pem"], image: "node:20"))
        #expect(named.stores == [.named(path: "/b.pem")])
        let unverified = try first(
            .sample(["DATABASE_URL": url, "NODE_TLS_REJECT_UNAUTHORIZED": "0"], image: "node:20"))
        #expect(unverified.behaviour.verification == .none)
        let variable = try first(.sample(["DATABASE_URL": "postgres://h/db", "PGSSLMODE": "allow"], image: "node:20"))
        #expect(variable.behaviour.opening == .plaintext)
        let compatible = try first(.sample(["DATABASE_URL": url + "&uselibpqcompat=true"], image: "node:20"))
        #expect(compatible.behaviour.verification == .none)
        let system = try first(
            .sample(["DATABASE_URL": url], image: "node:24", command: ["node", "--use-system-ca", "a.js"]))
        #expect(system.stores == [.builtIn(.node), .builtIn(.operatingSystem)])
    }

    @Test func goUsesTheMountedFileElseTheSystemsStore() throws {
        let url: KeyValuePairs = ["DATABASE_URL": "postgres://h/db?sslmode=require"]
        let none = tlsClients(in: .sample(url, image: "golang:1.22"))
        #expect(none.map(\.name) == ["pgx", "lib-pq"])
        #expect(none.allSatisfy { $0.behaviour.verification == .none && $0.stores.isEmpty })
        let home = tlsClients(
            in: .sample(url, image: "golang:1.22", mounts: [.configMap(at: "/root/.postgresql", "root.crt")]))
        #expect(home.map(\.name) == ["pgx", "lib-pq", "lib-pq"])
        // Before 1.12 lib/pq does not look there.
        #expect(
            home.map(\.stores) == [
                [.defaultFile(path: "/root/.postgresql/root.crt")], [],
                [.defaultFile(path: "/root/.postgresql/root.crt")],
            ])
        #expect(home[1].evidence.hasSuffix("supposing lib/pq before 1.11 or lib/pq 1.11"))
        let missing = try first(
            .sample(
                ["DATABASE_URL": "postgres://h/db?sslmode=prefer&sslrootcert=/ca/x.pem"], image: "golang:1.22",
                mounts: [.configMap(at: "/ca", "ca.pem")]))
        #expect(missing.stores == [.named(path: "/ca/x.pem")])
        #expect(missing.behaviour.loadsStoreUnverified && missing.behaviour.missingStore == .fails)
        let file = try first(
            .sample(
                ["DATABASE_URL": "postgres://h/db?sslmode=verify-full", "SSL_CERT_FILE": "/ca.pem"], image: "golang:1"))
        #expect(file.stores == [.named(path: "/ca.pem")])
    }

    @Test func asyncpgTakesSQLAlchemysSslParameter() throws {
        let client = try first(.sample(["U": "postgresql+asyncpg://h/db?ssl=verify-full"]))
        #expect(client.name == "asyncpg")
        #expect(client.mode.value == "verify-full")
        #expect(client.stores == [.defaultFile(path: "~/.postgresql/root.crt")])
        #expect(client.undetermined == [])
    }

    @Test func pgBouncerReadsItsIniAndItsVariables() throws {
        let client = try first(
            .sample(
                ["PGBOUNCER_SERVER_TLS_SSLMODE": "verify-ca", "PGBOUNCER_SERVER_TLS_CA_FILE": "/ca.pem"],
                image: "bitnami/pgbouncer:1", files: [("databases.app", "host=h port=5432 dbname=app")]))
        #expect(client.name == "pgbouncer")
        #expect(client.mode.value == "verify-ca")
        #expect(client.stores == [.named(path: "/ca.pem")])
    }
}
