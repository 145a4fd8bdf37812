import ScanModel
import Testing

@testable import Dialects

struct ConnectionDiscoveryTests {
    private func connections(_ facts: ContainerFacts) -> [Connection] {
        ConnectionDiscovery.connections(in: ContainerSettings(facts))
    }

    /// `name host:port mode` of each connection.
    private func words(_ facts: ContainerFacts) -> [String] {
        connections(facts).map { connection in
            let hosts = connection.hosts.map(\.words).joined(separator: ",")
            return "\(connection.name) \(hosts) \(connection.options["sslmode"]?.value ?? "-")"
        }
    }

    @Test func splitVariablesAreOneConnection() {
        #expect(
            words(.sample(["DB_HOST": "h", "DB_PORT": "6432", "DB_SSLMODE": "require", "DB_SSL_ROOT_CERT": "/a.pem"]))
                == ["DB_HOST h:6432 require"])
        #expect(
            words(.sample(["POSTGRES_HOST": "h", "POSTGRES_SSL_MODE": "verify-ca"])) == ["POSTGRES_HOST h verify-ca"])
        #expect(words(.sample(["DATABASE_SERVER": "h"])) == ["DATABASE_SERVER h -"])
        #expect(
            words(.sample(["ORDERS": "x.postgres.database.azure.com"])) == ["ORDERS x.postgres.database.azure.com -"])
        #expect(words(.sample(command: ["app", "--db-host=h", "--db-sslmode", "require"])) == ["--db-host h require"])
    }

    @Test func twoFilesOfOneNameAreTwoConnections() {
        let facts = ContainerFacts.sample(files: [
            ("spring.datasource.url", "jdbc:postgresql://a/db"), ("spring.datasource.url", "jdbc:postgresql://b/db"),
        ])
        #expect(words(facts) == ["spring.datasource.url a -", "spring.datasource.url b -"])
    }

    @Test func otherServersAreNone() {
        #expect(words(.sample(["REDIS_HOST": "h", "MYSQL_DB_HOST": "h", "HOST": "0.0.0.0", "SERVER_NAME": "x"])) == [])
        #expect(words(.sample(["DB_HOST": "h", "DB_PORT": "3306"])) == [])
        #expect(words(.sample(["DB_HOST": "h", "DB_CONNECTION": "mysql"])) == [])
        #expect(words(.sample(["DB_USER": "u", "DB_NAME": "n"])) == [])
    }

    @Test func aURLTakesWhatItLeavesOpenFromItsSiblings() {
        #expect(
            words(.sample(["DATABASE_URL": "postgres://h/db", "DATABASE_SSLMODE": "verify-full"]))
                == ["DATABASE_URL h verify-full"])
        #expect(
            words(.sample(["DATABASE_URL": "postgres://h/db?sslmode=require", "DATABASE_SSLMODE": "disable"]))
                == ["DATABASE_URL h require"])
        #expect(
            words(
                .sample(files: [
                    ("spring.datasource.url", "jdbc:postgresql://h/db"),
                    ("spring.datasource.hikari.data-source-properties.sslmode", "verify-full"),
                ])) == ["spring.datasource.url h verify-full"])
    }

    @Test func placeholdersAreResolvedFromTheEnvironment() {
        #expect(
            words(
                .sample(
                    ["PGSERVER": "h"],
                    files: [("spring.datasource.url", "jdbc:postgresql://${PGSERVER}:${PORT:5432}/db")]))
                == ["spring.datasource.url h:5432 -"])
        let open = connections(.sample(["DATABASE_URL": "postgres://$(DB_SERVER)/db"]))
        #expect(open.map(\.undetermined.count) == [1])
    }

    @Test func aURLWithoutItsSchemeIsOneUnderAConnectionsName() {
        #expect(
            words(.sample(["DATA_SOURCE_URI": "db.example:5432/x?sslmode=require"])) == [
                "DATA_SOURCE_URI db.example:5432 require"
            ])
        #expect(words(.sample(["DB_CONNECTION": "pgsql", "CONFIG": "a.b/c"])) == [])
    }

    @Test func libpqsVariablesAndServiceFile() {
        #expect(words(.sample(["PGHOST": "h1,h2", "PGPORT": "1,2"])) == ["PGHOST h1:1,h2:2 -"])
        #expect(
            words(.sample(["DATABASE_URL": "postgresql:///db?sslmode=require", "PGHOST": "h"])) == [
                "DATABASE_URL h require"
            ])
        #expect(
            words(
                .sample(
                    ["PGSERVICE": "billing"],
                    files: [("billing.host", "h"), ("billing.port", "1"), ("billing.sslmode", "verify-ca")]))
                == ["PGSERVICE h:1 verify-ca"])
        #expect(connections(.sample(["PGSERVICE": "billing"])).map(\.undetermined.count) == [1])
        #expect(words(.sample(["DATABASE_URL": "postgresql:///db"])) == ["DATABASE_URL localhost -"])
    }

    @Test func toolsOnACommandLine() {
        #expect(words(.sample(command: ["psql", "-h", "h", "-p", "1", "-c", "select 1"])) == ["psql h:1 -"])
        #expect(
            words(.sample(command: ["pg_dump", "--host=h", "-d", "sslmode=verify-full"])) == ["pg_dump h verify-full"])
        #expect(
            words(.sample(command: ["/bin/sh", "-c", "set -e; PGSSLMODE=require psql -hh \"dbname=x\" && echo ok"]))
                == ["psql h require"])
        #expect(
            words(.sample(["DB_DSN": "host=h sslmode=verify-ca"], command: ["sh", "-c", "psql \"$DB_DSN\" -c x"]))
                == ["DB_DSN h verify-ca", "psql h verify-ca"])
        #expect(words(.sample(command: ["psql", "postgres://h/db?sslmode=require"])) == ["psql h require"])
    }

    @Test func anUnreadServerIsAnUndeterminedClient() {
        let secret = "Secret pay/db"
        for name in [
            "DATABASE_URL", "DB_HOST", "ConnectionStrings__Main", "PGHOST", "POSTGRES_URI", "spring.datasource.url",
        ] {
            let unread = UnreadSetting(name: name, object: secret, reason: .notRequested)
            let clients = tlsClients(in: .sample(image: "ruby:3", unread: [unread]))
            #expect(clients.map(\.undetermined) == [[unread]], "\(name)")
            #expect(clients.first?.endpoint == nil)
            #expect(clients.first?.mode.value == nil)
        }
        for name in [
            "DB_PASSWORD", "REDIS_URL", "API_URL", "DB_USER", "DATABASE_NAME", "SMTP_HOST",
            "SPRING_DATASOURCE_USERNAME", "DB_CONNECTION_TIMEOUT",
        ] {
            let unread = UnreadSetting(name: name, object: secret, reason: .notRequested)
            #expect(tlsClients(in: .sample(unread: [unread])) == [], "\(name)")
        }
    }

    @Test func aModeThatOnlyCodeCanNameIsNotTheDriversDefault() {
        let host = "shop.postgres.database.azure.com"
        let split = tlsClients(in: .sample(["DB_HOST": host], image: "python:3.12"))
        #expect(!split.isEmpty)
        #expect(split.allSatisfy { $0.mode.value == nil && $0.undetermined.isEmpty })
        let connection = Connection(
            name: "DB_HOST", source: "env", kind: .variables, hosts: [Endpoint(host: host, port: nil)])
        let lookup = OptionLookup(connection: connection, settings: ContainerSettings(.sample(["DB_HOST": host])))
        for dialect in clientDialects {
            let modes = dialect.readings(of: lookup, version: nil).map(\.mode.value)
            #expect(!modes.isEmpty && modes.allSatisfy { $0 == nil }, "\(dialect.name)")
        }
        let named = tlsClients(in: .sample(["DB_HOST": host, "DB_SSLMODE": "disable"], image: "python:3.12"))
        #expect(!named.isEmpty && named.allSatisfy { $0.mode.value == "disable" })
        let libpq = tlsClients(in: .sample(["PGHOST": host], image: "postgres:16"))
        #expect(libpq.map(\.mode) == [Mode(value: "prefer", source: "default")])
    }

    @Test func anUnreadObjectLeavesTheModeOpen() throws {
        let whole = UnreadSetting(name: nil, object: "Secret pay/env", reason: .forbidden)
        let open = tlsClients(in: .sample(["DATABASE_URL": "postgres://h/db"], image: "ruby:3", unread: [whole]))
        #expect(open.map(\.undetermined) == [[whole]])
        let closed = tlsClients(
            in: .sample(["DATABASE_URL": "postgres://h/db?sslmode=require"], image: "ruby:3", unread: [whole]))
        #expect(closed.map(\.undetermined) == [[]])
        let nothing = tlsClients(in: .sample(["LOG_LEVEL": "info"], unread: [whole]))
        #expect(!nothing.isEmpty)
        #expect(nothing.allSatisfy { $0.undetermined == [whole] && $0.endpoint == nil })
        #expect(tlsClients(in: .sample(image: "nginx:1.27", unread: [whole])) == [])
    }

    @Test func anUnreadModeLeavesItsClientOpen() {
        for name in ["PGSSLMODE", "DATABASE_SSLMODE"] {
            let unread = UnreadSetting(name: name, object: "Secret pay/db", reason: .notRequested)
            let clients = tlsClients(
                in: .sample(["DATABASE_URL": "postgres://h/db"], image: "ruby:3", unread: [unread]))
            #expect(clients.map(\.undetermined) == [[unread]])
        }
    }
}
