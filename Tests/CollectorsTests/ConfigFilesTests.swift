import Testing

@testable import Collectors

struct ConfigFilesTests {
    private func read(_ key: String, _ text: String) throws -> [String: String] {
        let entries = try configFormat(key: key, text: text).entries(text, key: key)
        return Dictionary(entries.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    @Test func propertiesFollowJavasEscapes() throws {
        let text = """
            # comment
            ! too
            spring.datasource.url = jdbc\\:postgresql://h/d?a\\=b
            key\\ with\\ space:value
            long = one \\
                two
            unicode=\\u0041\\tb
            bare
            """
        let entries = try read("application.properties", text)
        #expect(entries["spring.datasource.url"] == "jdbc:postgresql://h/d?a=b")
        #expect(entries["key with space"] == "value")
        #expect(entries["long"] == "one two")
        #expect(entries["unicode"] == "A\tb")
        #expect(entries["bare"] == "")
    }

    @Test func yamlIsFlattenedOverItsDocuments() throws {
        let entries = try read(
            "application.yml", "spring:\n  datasource: {url: 'jdbc:x'}\nhosts:\n- {name: a}\n---\nserver:\n  port: 80\n"
        )
        #expect(entries == ["spring.datasource.url": "jdbc:x", "hosts[0].name": "a", "server.port": "80"])
    }

    @Test func jsonMayHaveComments() throws {
        let text = "{ // app\n \"ConnectionStrings\": {\"Default\": \"Host=h\",}, \"n\": [1, true, null]\n}"
        #expect(
            try read("appsettings.json", text) == [
                "ConnectionStrings.Default": "Host=h", "n[0]": "1", "n[1]": "true", "n[2]": "",
            ])
    }

    @Test func iniNamesHoldTheirSection() throws {
        let text = "# services\n[orders]\nhost = db.example\nsslmode=verify-full\n[b]\nsslrootcert = \"/etc/ca.pem\"\n"
        #expect(
            try read("pg_service.conf", text) == [
                "orders.host": "db.example", "orders.sslmode": "verify-full", "b.sslrootcert": "/etc/ca.pem",
            ])
    }

    @Test func aServiceFileMayHaveAnyName() throws {
        #expect(try read("services", "# x\n\n[orders]\nhost=h\n") == ["orders.host": "h"])
        #expect(configFormat(key: "note", text: "[see] x\nhost=h") is PlainText.Type)
        #expect(configFormat(key: "list", text: "[{\"a\": 1}]") is PlainText.Type)
    }

    @Test func aCommentMayFollowAQuotedValue() throws {
        let text = "backend_hostname0 = 'h' # the first\nssl_ca_cert = '/a b.pem'\nodd = 'a'b'\n"
        #expect(
            try read("pgpool.conf", text) == [
                "backend_hostname0": "h", "ssl_ca_cert": "/a b.pem", "odd": "'a'b'",
            ])
    }

    @Test func aMergedMappingStandsBehindItsOwnMembers() throws {
        let text = """
            default: &default
              adapter: postgresql
              sslmode: require
            production:
              <<: *default
              sslmode: verify-full
            """
        let entries = relevantEntries(try YAMLFile.entries(text, key: "database.yml"))
        let map = Dictionary(uniqueKeysWithValues: entries.map { ($0.name, $0.value) })
        #expect(map["production.adapter"] == "postgresql")
        #expect(map["production.sslmode"] == "verify-full")
        #expect(map["default.sslmode"] == "require")
    }

    @Test func aModeElsewhereInATextLeavesThatOfItsURLsOpen() throws {
        let text = """
            <connection-url>jdbc:postgresql://h/d</connection-url>
            <connection-property name="sslmode">verify-full</connection-property>
            """
        #expect(
            try read("standalone.xml", text) == ["standalone.xml": "jdbc:postgresql://h/d?sslmode={{standalone.xml}}"])
        let php = "$dsn = 'pgsql:host=h;dbname=x';\n$options = ['sslmode' => 'require'];"
        #expect(try read("db.php", php) == ["db.php": "pgsql:host=h;dbname=x;sslmode={{db.php}}"])
    }

    @Test func environmentFilesAreRead() throws {
        let text = "export A='x y'\nB=\"q\\\"r\" # c\nC=bare # comment\nif true; then\nD=\n"
        #expect(try read(".env", text) == ["A": "x y", "B": "q\"r", "C": "bare", "D": ""])
    }

    @Test func otherTextIsSearchedForConnectionURLs() throws {
        let text = "<bean>\n<url>jdbc:postgresql://h/d?x=1</url>\n'postgres://a/b' and postgres://c/d\n</bean>"
        #expect(
            try read("context.xml", text) == [
                "context.xml": "jdbc:postgresql://h/d?x=1", "context.xml[1]": "postgres://a/b",
                "context.xml[2]": "postgres://c/d",
            ])
    }

    @Test(arguments: [
        ("application.yml", "a: 1\nb: [unclosed\nc: 2\n", 2...4), ("appsettings.json", "{\n\"a\": ,\n}", 1...3),
        ("pg_service.conf", "x = 1\n", 0...0), ("app.ini", "[a]\nthis is no setting\n", 2...2),
    ])
    func malformedFilesTellTheirLine(key: String, text: String, lines: ClosedRange<Int>) {
        do {
            _ = try read(key, text)
            #expect(lines == 0...0)
        } catch {
            let line = (error as? ConfigFileError)?.line
            #expect(line.map(lines.contains) ?? false, "\(key): \(error)")
        }
    }

    @Test(arguments: ["a.properties", "a.yml", "a.json", "a.ini", ".env", "a.txt"])
    func renderedEntriesReadBackEqual(key: String) throws {
        let entries =
            key == "a.txt"
            ? [ConfigEntry(name: "a.txt", value: "postgres://u@h/d?sslmode=require")]
            : [
                ConfigEntry(name: "db.url", value: "jdbc:postgresql://h:5432/d?a=b&c=#x"),
                ConfigEntry(name: "db.text", value: "back\\slash \"quoted\" end"),
            ]
        let format = configFormat(key: key, text: "")
        #expect(Set(try format.entries(format.render(entries), key: key)) == Set(entries))
    }

    @Test func aBombOfAliasesIsRefused() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...6 {
            text +=
                "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
                + "]\n"
        }
        #expect(throws: ConfigFileError.self) { try YAMLFile.entries(text, key: "a.yml") }
    }
}
