import ScanModel
import Testing

@testable import Dialects

struct RecognitionTests {
    /// Each candidate once, in how many versions it may be.
    private func names(_ facts: ContainerFacts) -> [String] {
        var seen: Set<String> = []
        return tlsClients(in: facts).map(\.name).filter { seen.insert($0).inserted }
    }

    @Test(arguments: [
        ("node:20-alpine", ["node-postgres", "postgres.js"]), ("python:3.12-slim", ["libpq", "asyncpg"]),
        ("golang:1.22", ["pgx", "lib-pq"]),
        ("mcr.microsoft.com/dotnet/aspnet:8.0", ["npgsql"]), ("ruby:3.3", ["libpq"]), ("php:8-fpm", ["libpq"]),
        ("eclipse-temurin:17-jre", ["pgjdbc"]), ("registry.example:5000/hasura/graphql-engine:v2", ["libpq"]),
        ("quay.io/prometheuscommunity/postgres-exporter:v0.15.0", ["pgx", "lib-pq"]),
        ("quay.io/keycloak/keycloak@sha256:abc", ["pgjdbc"]),
        (
            "registry.example/shop/web:1",
            [
                "libpq", "pgx", "lib-pq", "asyncpg", "node-postgres", "postgres.js", "tokio-postgres",
            ]
        ),
    ])
    func anImageTellsTheRuntime(_ image: String, _ expected: [String]) {
        #expect(names(.sample(["DATABASE_URL": "postgres://h/db"], image: image)) == expected)
    }

    @Test(arguments: [
        (["node", "server.js"], ["node-postgres", "postgres.js"]), (["java", "-jar", "app.jar"], ["pgjdbc"]),
        (["python3.11", "-m", "app"], ["libpq", "asyncpg"]), (["/usr/bin/dotnet", "App.dll"], ["npgsql"]),
        (["bundle", "exec", "puma"], ["libpq"]), (["sh", "-c", "exec gunicorn app"], ["libpq", "asyncpg"]),
    ])
    func aCommandTellsMoreThanTheImage(_ command: [String], _ expected: [String]) {
        #expect(names(.sample(["DATABASE_URL": "postgres://h/db"], image: "golang:1", command: command)) == expected)
    }

    @Test func variablesTellWhereNothingElseDoes() {
        #expect(
            names(.sample(["NODE_ENV": "production", "DATABASE_URL": "postgres://h/db"]))
                == ["node-postgres", "postgres.js"])
        #expect(names(.sample(["ASPNETCORE_URLS": "http://+", "DB_HOST": "h"])) == ["npgsql"])
    }

    @Test func theConnectionStringIsCertain() {
        #expect(names(.sample(["U": "jdbc:postgresql://h/db"], image: "node:20")) == ["pgjdbc"])
        #expect(names(.sample(["U": "postgresql+asyncpg://h/db"], image: "node:20")) == ["asyncpg"])
        #expect(names(.sample(["U": "Host=h;SSL Mode=Require"], image: "node:20")) == ["npgsql"])
    }

    @Test(arguments: [
        (["sqlx", "migrate", "run"], "sqlx"), (["diesel", "migration", "run"], "libpq"),
        (["/usr/bin/typeorm", "migration:run"], "node-postgres"),
    ])
    func aProgramOfOneDriverTellsIt(_ command: [String], _ expected: String) {
        #expect(names(.sample(["U": "postgres://h/db"], command: command)) == [expected])
    }

    @Test func aRustImageMayHoldAnyOfItsDrivers() {
        let expected = ["tokio-postgres", "sqlx", "libpq"]
        #expect(names(.sample(["U": "postgres://h/db"], image: "rust:1.80")) == expected)
        #expect(names(.sample(["U": "postgres://h/db", "RUST_LOG": "info"])) == expected)
    }

    @Test func aValueOfAnOptionIsNoProgram() {
        let facts = ContainerFacts.sample(
            ["U": "postgres://h/db"], image: "golang:1", command: ["app", "--channel", "next"])
        #expect(names(facts) == ["pgx", "lib-pq"])
    }

    @Test func aJVMsTrustStoreMakesBothFactoriesPossibleWhereTheURLIsNotSeen() {
        let options = "-Djavax.net.ssl.trustStore=/t.jks"
        #expect(
            names(.sample(["DB_HOST": "h", "JAVA_OPTS": options], image: "tomcat:10")) == ["pgjdbc", "pgjdbc-javassl"])
        #expect(names(.sample(["DB_HOST": "h"], image: "tomcat:10")) == ["pgjdbc"])
    }

    @Test func evidenceIsInWords() {
        #expect(
            tlsClients(in: .sample(["U": "postgres://h/db"], image: "x/ruby:3")).map(\.evidence) == ["image ruby:3"])
        let java = tlsClients(in: .sample(["U": "jdbc:postgresql://h/db"], image: "eclipse-temurin:17"))
        #expect(java.map(\.evidence) == ["JDBC URL in U"])
    }
}
