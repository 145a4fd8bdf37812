import ScanModel
import Testing

@testable import Dialects

/// Property and variable names of the JVM's frameworks.
struct JavaFrameworksTests {
    private static let url = "jdbc:postgresql://h:5432/db"

    @Test(arguments: [
        // Spring, in every spelling that its relaxed binding takes.
        (
            ["spring.datasource.url": url, "spring.datasource.hikari.data-source-properties.sslmode": "verify-full"],
            "spring.datasource.url pgjdbc h:5432 verify-full ~/.postgresql/root.crt"
        ),
        (
            [
                "spring.datasource.url": url, "spring.datasource.hikari.dataSourceProperties.sslMode": "verify-ca",
                "spring.datasource.hikari.dataSourceProperties.sslRootCert": "/ca.pem",
            ],
            "spring.datasource.url pgjdbc h:5432 verify-ca /ca.pem"
        ),
        (
            [
                "spring.datasource.hikari.jdbc-url": url,
                "spring.datasource.hikari.data-source-properties.sslmode": "verify-full",
            ],
            "spring.datasource.hikari.jdbc-url pgjdbc h:5432 verify-full ~/.postgresql/root.crt"
        ),
        (
            [
                "spring.datasource.url": url,
                "spring.datasource.tomcat.connection-properties": "sslmode=verify-ca;sslrootcert=/t.pem",
            ],
            "spring.datasource.url pgjdbc h:5432 verify-ca /t.pem"
        ),
        // The URL's own parameter wins over a property (pgjdbc's Driver.parseURL).
        (
            [
                "spring.datasource.url": url + "?sslmode=require",
                "spring.datasource.hikari.data-source-properties.sslmode": "verify-full",
            ],
            "spring.datasource.url pgjdbc h:5432 require -"
        ),
        // Hikari by itself.
        (
            [
                "jdbcUrl": url, "dataSource.sslmode": "verify-full",
            ],
            "jdbcUrl pgjdbc h:5432 prefer -"
        ),
        (
            [
                "dataSource.serverName": "h", "dataSource.portNumber": "5432", "dataSource.sslmode": "verify-ca",
                "dataSourceClassName": "org.postgresql.ds.PGSimpleDataSource",
            ],
            "dataSource.serverName pgjdbc h verify-ca ~/.postgresql/root.crt"
        ),
        // Micronaut.
        (
            ["datasources.default.url": url, "datasources.default.data-source-properties.sslmode": "verify-full"],
            "datasources.default.url pgjdbc h:5432 verify-full ~/.postgresql/root.crt"
        ),
        // Quarkus.
        (
            [
                "quarkus.datasource.jdbc.url": url,
                "quarkus.datasource.jdbc.additional-jdbc-properties.sslmode": "verify-full",
                "quarkus.datasource.orders.jdbc.additional-jdbc-properties.sslmode": "disable",
            ],
            "quarkus.datasource.jdbc.url pgjdbc h:5432 verify-full ~/.postgresql/root.crt"
        ),
    ])
    func propertiesOfAFileLeadToModeAndStore(_ properties: [String: String], _ expected: String) {
        let files = properties.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
        #expect(clientWords(.sample(files: files)) == [expected])
    }

    @Test(arguments: [
        (
            [
                "SPRING_DATASOURCE_URL": url, "SPRING_DATASOURCE_HIKARI_DATA_SOURCE_PROPERTIES_SSLMODE": "verify-full",
            ],
            "SPRING_DATASOURCE_URL pgjdbc h:5432 verify-full ~/.postgresql/root.crt"
        ),
        (
            [
                "QUARKUS_DATASOURCE_JDBC_URL": url,
                "QUARKUS_DATASOURCE_JDBC_ADDITIONAL_JDBC_PROPERTIES_SSLMODE": "verify-ca",
            ],
            "QUARKUS_DATASOURCE_JDBC_URL pgjdbc h:5432 verify-ca ~/.postgresql/root.crt"
        ),
        (
            ["DATASOURCES_DEFAULT_URL": url, "DATASOURCES_DEFAULT_DATA_SOURCE_PROPERTIES_SSLMODE": "verify-full"],
            "DATASOURCES_DEFAULT_URL pgjdbc h:5432 verify-full ~/.postgresql/root.crt"
        ),
        (
            [
                "SPRING_APPLICATION_JSON":
                    #"{"spring":{"datasource":{"url":"\#(url)","hikari":{"data-source-properties":{"sslmode":"verify-ca"}}}}}"#
            ],
            "spring.datasource.url pgjdbc h:5432 verify-ca ~/.postgresql/root.crt"
        ),
        (
            [
                "KC_DB": "postgres", "KC_DB_URL_HOST": "h", "KC_DB_URL_PORT": "5432",
                "KC_DB_URL_PROPERTIES": "?sslmode=verify-full&sslrootcert=/ca.pem",
            ],
            "KC_DB_URL_HOST pgjdbc h:5432 verify-full /ca.pem"
        ),
        (["KC_DB": "postgres", "KC_DB_URL_HOST": "h"], "KC_DB_URL_HOST pgjdbc h prefer -"),
        (["KC_DB": "postgres", "KC_DB_URL_HOST": "h", "KC_DB_URL": url], "KC_DB_URL pgjdbc h:5432 prefer -"),
    ])
    func variablesLeadToModeAndStore(_ variables: [String: String], _ expected: String) {
        let settings = variables.sorted { $0.key < $1.key }
            .compactMap { Setting(name: $0.key, value: $0.value, source: .environment) }
        var facts = ContainerFacts.sample(image: "registry.example/app:1")
        facts.settings = settings
        #expect(clientWords(facts).first == expected)
    }

    @Test func keycloakIsReadFromItsCommandLineAndItsFileToo() {
        #expect(
            clientWords(
                .sample(command: [
                    "kc.sh", "start", "--db=postgres", "--db-url-host=h", "--db-url-properties=?ssl=true",
                ]))
                == ["--db-url-host pgjdbc h verify-full ~/.postgresql/root.crt"])
        #expect(
            clientWords(
                .sample(
                    files: [("db", "postgres"), ("db-url-host", "h"), ("db-url-properties", "?sslmode=require")],
                    file: "/opt/keycloak/conf/keycloak.conf")) == ["db-url-host pgjdbc h require -"])
        #expect(clientWords(.sample(["KC_DB": "mysql", "KC_DB_URL_HOST": "h"])) == [])
    }

    @Test func anOptionBelongsToTheConnectionWithTheLongestCommonName() {
        let words = clientWords(
            .sample(
                [
                    "DB_HOST": "a", "DB_SSLMODE": "require", "DB_REPLICA_HOST": "b",
                    "DB_REPLICA_SSLMODE": "verify-full",
                ],
                image: "ruby:3"))
        #expect(
            words == [
                "DB_HOST libpq a require ~/.postgresql/root.crt",
                "DB_REPLICA_HOST libpq b verify-full ~/.postgresql/root.crt",
            ])
        let alone = clientWords(
            .sample(["DB_HOST": "a", "DB_REPLICA_HOST": "b", "DB_REPLICA_SSLMODE": "require"], image: "ruby:3"))
        #expect(alone.first?.hasPrefix("DB_HOST libpq a - ") == true)
    }

    @Test(arguments: [
        ("jdbc:aws-wrapper:postgresql://h/db?sslmode=require", "U pgjdbc h require -"),
        ("jdbc:otel:postgresql://h/db?sslmode=require", "U pgjdbc h require -"),
        ("jdbc:p6spy:postgresql://h/db?sslmode=require", "U pgjdbc h require -"),
        ("jdbc:tc:postgresql:16:///db", "U pgjdbc localhost prefer -"),
        ("jdbc:postgresql:db", "U pgjdbc localhost prefer -"),
        (
            "jdbc:postgresql:///db?cloudSqlInstance=p:r:i&socketFactory=com.google.cloud.sql.postgres.SocketFactory",
            "U unknown p:r:i - - ?the Cloud SQL connector, which brings its own TLS and the instance's own CA"
        ),
        (
            "r2dbc:gcp:postgres://p:r:i/db",
            "U unknown Cloud SQL instance - - ?the Cloud SQL connector, which brings its own TLS and the instance's own CA"
        ),
        // A socket factory of its own changes nothing: pgjdbc puts TLS over it.
        ("jdbc:postgresql://h/db?socketFactory=x.Y&sslmode=require", "U pgjdbc h require -"),
    ])
    func aWrappedURLIsItsDriversURL(_ url: String, _ expected: String) {
        #expect(clientWords(.sample(["U": url])) == [expected])
    }

    @Test func aURLInXMLHasItsAmpersandsEscaped() {
        #expect(
            clientWords(.sample(["U": "jdbc:postgresql://h/db?ssl=true&amp;sslmode=verify-ca&amp;sslrootcert=/a.pem"]))
                == ["U pgjdbc h verify-ca /a.pem"])
    }
}
