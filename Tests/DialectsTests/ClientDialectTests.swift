import Foundation
import ScanModel
import Testing

@testable import Dialects

struct ClientDialectTests {
    @Test func everyFileInClientsIsInTheList() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/Dialects/Clients")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
        #expect(Set(files) == Set(clientDialects.map { "\($0).swift" }))
    }

    @Test func namesAreUniqueAndKnown() {
        #expect(Set(clientNames).count == clientDialects.count)
        for name in clientNames {
            #expect(uses(ofClient: name, ClientRequest(mode: nil, via: .named))?.isEmpty == false)
            #expect(modes(ofClient: name)?.first == .some(nil))
        }
        #expect(uses(ofClient: "odbc", ClientRequest(mode: nil, via: .named)) == nil)
        let others = clientDialects.flatMap { $0.aliases }
        #expect(Set(others).count == others.count)
        #expect(Set(others).isDisjoint(with: clientNames))
    }

    /// Every mode that a client claims to know is one that some version of it accepts, in some delivery.
    @Test(arguments: clientNames) func noListedModeIsRefusedAlways(_ name: String) throws {
        for mode in try #require(modes(ofClient: name)) {
            let answers = StoreDelivery.allCases.flatMap { via in
                uses(ofClient: name, ClientRequest(mode: mode, via: via)) ?? []
            }
            #expect(answers.contains { $0.behaviour.invalid == nil }, "\(mode ?? "default")")
        }
    }

    /// A mode word that nobody knows never makes a client green: it is refused, or it verifies.
    @Test(arguments: clientNames.filter { $0 != "openssl" }) func anUnknownModeIsRefusedOrVerifies(
        _ name: String
    ) throws {
        for use in try #require(uses(ofClient: name, ClientRequest(mode: "verify-all", via: .named))) {
            #expect(use.behaviour.invalid != nil || use.behaviour.verification == .chainAndName)
        }
    }

    @Test func aContainerWithoutPostgreSQLHasNoClient() {
        #expect(tlsClients(in: .sample(["LOG_LEVEL": "info", "REDIS_URL": "redis://cache:6379"])) == [])
    }

    /// The rows of the article's risk matrix, from settings to client, mode and store.
    @Test func theArticlesRowsComeOut() throws {
        let host = "db1.postgres.database.azure.com"
        let java = "jdbc:postgresql://\(host):5432/app?sslmode="
        let factory = "&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory"
        let sitePackages = "/usr/local/lib/python3.11/site-packages/certifi/cacert.pem"
        let rows: [(ContainerFacts, String, String, [StoreReference])] = [
            (
                .sample(
                    ["DATABASE_URL": "postgres://\(host)/app?sslmode=require"], image: "app", command: ["gunicorn"]),
                "libpq", "require", [.defaultFile(path: "~/.postgresql/root.crt")]
            ),
            (
                .sample(["SPRING_DATASOURCE_URL": java + "verify-ca" + factory], image: "eclipse-temurin:17"),
                "pgjdbc-javassl", "verify-ca", [.builtIn(.javaCacerts)]
            ),
            (
                .sample(
                    [
                        "SPRING_DATASOURCE_URL": java + "verify-full" + factory,
                        "JAVA_TOOL_OPTIONS": "-Xmx1g -Djavax.net.ssl.trustStore=/etc/tls/truststore.jks",
                    ]),
                "pgjdbc-javassl", "verify-full", [.named(path: "/etc/tls/truststore.jks")]
            ),
            (
                .sample(["ConnectionStrings__Main": "Host=\(host);SSL Mode=Require"], operatingSystem: .windows),
                "npgsql", "Require", []
            ),
            (
                .sample(["ConnectionStrings__Main": "Host=\(host);SSL Mode=VerifyFull"], operatingSystem: .windows),
                "npgsql", "VerifyFull", [.builtIn(.windows)]
            ),
            (
                .sample(["DB": "postgresql+psycopg2://\(host)/app?sslmode=verify-ca&sslrootcert=\(sitePackages)"]),
                "libpq", "verify-ca", [.bundled(.certifi, path: sitePackages)]
            ),
            (
                .sample(["DATABASE_URL": "postgres://\(host)/app?sslmode=verify-ca"], image: "node:20"),
                "node-postgres", "verify-ca", [.builtIn(.node)]
            ),
            (
                .sample(
                    [
                        "PGHOST": host, "PGSSLMODE": "verify-full",
                        "PGSSLROOTCERT": "/etc/ssl/certs/ca-certificates.crt",
                    ],
                    image: "alpine:3.19", command: ["psql"]),
                "libpq", "verify-full", [.bundled(.operatingSystem, path: "/etc/ssl/certs/ca-certificates.crt")]
            ),
            (
                .sample(["DATABASE_URL": "postgres://\(host)/app?sslmode=verify-full"], image: "golang:1.22"),
                "pgx", "verify-full", [.builtIn(.operatingSystem)]
            ),
        ]
        for (facts, name, mode, stores) in rows {
            let client = try #require(tlsClients(in: facts).first)
            #expect(client.name == name)
            #expect(client.mode.value == mode)
            #expect(client.stores == stores)
            #expect(client.endpoint?.host == host)
            #expect(client.undetermined == [])
        }
    }

    @Test func eachHostOfAListIsAClientOfItsOwn() {
        let clients = tlsClients(in: .sample(["DATABASE_URL": "postgres://a:1,b:2/x"], image: "ruby:3"))
        #expect(clients.map(\.endpoint) == [Endpoint(host: "a", port: 1), Endpoint(host: "b", port: 2)])
        #expect(Set(clients.map(\.connection)) == ["DATABASE_URL"])
    }

    @Test func aDriverThatNobodyKnowsIsNeverGreen() {
        for url in ["postgresql+newdriver://h/db", "jdbc:postgresql://h/d?sslfactory=x.Own"] {
            let clients = tlsClients(in: .sample(["URL": url]))
            #expect(clients.map(\.name) == ["unknown"])
            #expect(clients.first?.undetermined.map(\.reason) == [.unknownClient])
        }
    }

    @Test func noClientHoldsACredential() {
        let facts = ContainerFacts.sample(
            ["DATABASE_URL": "postgres://app:CANARY@h/db?password=CANARY&options=CANARY", "DB_HOST": "h2"],
            image: "python:3",
            command: Credentials.removed(fromWords: ["sh", "-c", "PGPASSWORD=CANARY psql 'host=h3 password=CANARY'"]))
        let clients = tlsClients(in: facts)
        #expect(clients.count >= 3)
        var text = ""
        dump(clients, to: &text)
        #expect(!text.contains("CANARY"))
    }
}
