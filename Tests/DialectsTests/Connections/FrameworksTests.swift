import ScanModel
import Testing

@testable import Dialects

/// Settings of Python's, Ruby's, PHP's and Node's frameworks.
struct FrameworksTests {
    private static let home = "~/.postgresql/root.crt"

    @Test(arguments: [
        ("postgresql+psycopg2://h/db?sslmode=verify-full&sslrootcert=/a.pem", "U libpq h verify-full /a.pem"),
        ("postgresql+psycopg://h/db?sslmode=require", "U libpq h require \(home)"),
        ("postgresql+asyncpg://h/db?ssl=require", "U asyncpg h require \(home)"),
        ("postgresql+pg8000://h/db", "U pg8000 h prefer -"),
        ("postgresql+pygresql://h/db?sslmode=require", "U libpq h require \(home)"),
        ("postgis://h/db?sslmode=require", "U libpq h require \(home)"),
        ("pgsql:host=h;port=1;dbname=x;sslmode=verify-ca;sslrootcert=/a.pem", "U libpq h:1 verify-ca /a.pem"),
        ("pgsql:host=h", "U libpq h prefer \(home)"),
        ("pdo-pgsql://h/db?sslmode=require", "U libpq h require \(home)"),
        ("pgx5://h/db?sslmode=require", "U pgx h require -"),
        ("Driver={PostgreSQL Unicode};Server=h;Port=1;SSLmode=require;", "U libpq h:1 require \(home)"),
        ("ecto://h/db", "U unknown h - - ?the driver that reads it"),
    ])
    func aURLTellsItsDriver(_ url: String, _ expected: String) {
        #expect(clientWords(.sample(["U": url], image: "node:20")) == [expected])
    }

    @Test func anODBCStringWithoutItsModeIsOpen() {
        let client = tlsClients(in: .sample(["U": "Driver={PostgreSQL};Server=h;Database=x"])).first
        #expect(client?.name == "libpq")
        #expect(client?.undetermined.map(\.name) == ["SSLmode"])
    }

    @Test func djangosDatabasesSayAllThereIs() {
        let file = "/app/settings.py"
        let full: [(name: String, value: String)] = [
            ("DATABASES.default.ENGINE", "django.db.backends.postgresql"),
            ("DATABASES.default.HOST", "${DB_SERVER:-h}"),
            ("DATABASES.default.PORT", "5432"), ("DATABASES.default.OPTIONS.sslmode", "verify-full"),
            ("DATABASES.default.OPTIONS.sslrootcert", "/ca.pem"), ("DATABASES.old.ENGINE", "django.db.backends.mysql"),
            ("DATABASES.old.HOST", "m"),
        ]
        #expect(
            clientWords(.sample(files: full, file: file)) == ["DATABASES.default.HOST libpq h:5432 verify-full /ca.pem"]
        )
        #expect(
            clientWords(.sample(["DB_SERVER": "x"], files: full, file: file))
                == ["DATABASES.default.HOST libpq x:5432 verify-full /ca.pem"])
        let bare: [(name: String, value: String)] = [
            ("DATABASES.default.ENGINE", "django.db.backends.postgresql"), ("DATABASES.default.HOST", "h"),
        ]
        #expect(
            clientWords(.sample(files: bare, file: file)) == ["DATABASES.default.HOST libpq h prefer \(Self.home)"])
        let code = bare + [("DATABASES.default.OPTIONS.sslmode", "{{code}}")]
        #expect(
            clientWords(.sample(files: code, file: file)) == [
                "DATABASES.default.HOST libpq h - \(Self.home) ?a reference that nothing here resolves"
            ])
    }

    @Test func djangosOptionsAndItsServiceAreRead() {
        #expect(
            clientWords(
                .sample(
                    ["DB_HOST": "h", "DB_OPTIONS": #"{"sslmode": "verify-ca", "sslrootcert": "/a.pem"}"#],
                    image: "django:5"
                )
            ).first == "DB_HOST libpq h verify-ca /a.pem")
        let facts = ContainerFacts.sample(
            files: [
                ("DATABASES.default.OPTIONS.service", "billing"), ("billing.host", "h"), ("billing.sslmode", "require"),
            ], file: "/app/settings.py")
        #expect(clientWords(facts) == ["DATABASES.default.OPTIONS.service libpq h require \(Self.home)"])
    }

    private static let rails: [(name: String, value: String)] = [
        ("default.adapter", "postgresql"), ("default.host", "d"), ("production.adapter", "postgresql"),
        ("production.host", "<%= ENV.fetch(\"DB_SERVER\") { \"h\" } %>"), ("production.sslmode", "verify-full"),
        ("production.sslrootcert", "/ca.pem"), ("test.adapter", "postgresql"), ("test.host", "t"),
    ]

    @Test func railsDatabaseFileIsRead() {
        let file = "/app/config/database.yml"
        #expect(
            clientWords(.sample(files: Self.rails, file: file)) == ["production.host libpq h verify-full /ca.pem"])
        #expect(
            clientWords(.sample(["DB_SERVER": "x"], files: Self.rails, file: file))
                == ["production.host libpq x verify-full /ca.pem"])
        #expect(clientWords(.sample(["RAILS_ENV": "staging"], files: Self.rails, file: file)) == [])
        let open = clientWords(
            .sample(
                files: [("production.adapter", "postgresql"), ("production.host", "<%= Secrets.db %>")], file: file))
        #expect(open == ["production.host libpq - - \(Self.home) ?a reference that nothing here resolves"])
        let mysql = [("production.adapter", "mysql2"), ("production.host", "h")]
        #expect(clientWords(.sample(files: mysql.map { (name: $0.0, value: $0.1) }, file: file)) == [])
    }

    @Test func railsURLTakesFromTheFileWhatItLeavesOut() {
        let facts = ContainerFacts.sample(
            ["DATABASE_URL": "postgres://u/db", "RAILS_ENV": "production"], files: Self.rails,
            file: "/app/config/database.yml")
        #expect(clientWords(facts) == ["DATABASE_URL libpq u verify-full /ca.pem"])
        let url = ContainerFacts.sample(
            files: [("production.url", "postgresql://h/db?sslmode=require"), ("production.sslmode", "disable")],
            file: "/app/config/database.yml")
        #expect(clientWords(url) == ["production.url libpq h require \(Self.home)"])
    }

    @Test func laravelAndSymfony() {
        #expect(
            clientWords(
                .sample(["DB_CONNECTION": "pgsql", "DB_HOST": "h", "DB_SSLMODE": "verify-full"], image: "php:8"))
                == ["DB_HOST libpq h verify-full \(Self.home)"])
        #expect(
            clientWords(.sample(["DB_URL": "pgsql://h/db?sslmode=require"], image: "php:8"))
                == ["DB_URL libpq h require \(Self.home)"])
        #expect(
            clientWords(
                .sample(["DATABASE_URL": "postgresql://h:5432/a?serverVersion=16&charset=utf8"], image: "php:8-fpm"))
                == ["DATABASE_URL libpq h:5432 prefer \(Self.home)"])
    }

    @Test(arguments: [
        "postgres://h/db?sslmode=require&sslaccept=strict", "postgres://h/db?connection_limit=5",
        "postgres://h/db?schema=public", "postgres://h/db?schema=public&sslmode=verify-full",
    ])
    func prismasEngineIsNotGuessed(_ url: String) {
        let clients = tlsClients(in: .sample(["DATABASE_URL": url], image: "node:20"))
        #expect(clients.map(\.name) == ["unknown"])
        #expect(clients.first?.undetermined.map(\.object) == ["Prisma's own engine, which has no dialect"])
        #expect(clients.first?.endpoint?.host == "h")
    }

    @Test func prismaIsKnownByItsCommandAndNotAssumedElsewhere() {
        let url: KeyValuePairs = ["DATABASE_URL": "postgres://h/db"]
        #expect(
            tlsClients(in: .sample(url, command: ["npx", "prisma", "migrate", "deploy"])).map(\.name) == ["unknown"])
        #expect(tlsClients(in: .sample(url, image: "node:20")).first?.name == "node-postgres")
        let python = tlsClients(in: .sample(["U": "postgres://h/db?schema=x"], image: "python:3"))
        #expect(python.first?.name == "libpq")
    }

    @Test func aJSONValueIsTakenApart() {
        #expect(
            clientWords(
                .sample(
                    ["DB_CONFIG": #"{"host":"h","port":6432,"ssl":{"ca":"/ca.pem","rejectUnauthorized":true}}"#],
                    image: "node:20")
            ).first?.hasPrefix("DB_CONFIG.host node-postgres h:6432") == true)
        #expect(
            clientWords(.sample(["CONFIG": #"{"db":{"url":"postgres://h:1/x?sslmode=require"}}"#], image: "ruby:3"))
                == ["CONFIG.db.url libpq h:1 require \(Self.home)"])
    }

    @Test func quarkusReactiveAndR2DBCAreNeverTakenForPgjdbc() {
        let reactive = tlsClients(in: .sample(files: [("quarkus.datasource.reactive.url", "postgresql://h/db")]))
        #expect(reactive.map(\.name) == ["unknown"])
        #expect(reactive.map(\.endpoint?.host) == ["h"])
        let clients = tlsClients(
            in: .sample(files: [("spring.r2dbc.url", "r2dbc:postgresql://h/db?sslMode=verify-full")]))
        #expect(!clients.isEmpty && clients.allSatisfy { $0.name == "r2dbc-postgresql" && $0.endpoint?.host == "h" })
    }
}
