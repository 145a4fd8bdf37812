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
