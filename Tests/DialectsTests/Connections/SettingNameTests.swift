import Testing

@testable import Dialects

struct SettingNameTests {
    @Test(arguments: [
        ("DB_SSL_MODE", ["db", "ssl", "mode"]), ("spring.datasource.url", ["spring", "datasource", "url"]),
        ("ConnectionStrings__Main", ["connectionstrings", "main"]), ("--db-host", ["db", "host"]),
        ("dbHost", ["db", "host"]),
        ("-Dspring.datasource.url", ["spring", "datasource", "url"]), ("DATA_SOURCE_NAME", ["datasource", "name"]),
        ("", []),
    ])
    func aNameIsItsWordsInAnySpelling(_ name: String, _ expected: [String]) {
        #expect(SettingName(name).words == expected)
    }

    @Test(arguments: [
        ("DB_SSLMODE", "sslmode"), ("DB_SSL_ROOT_CERT", "sslrootcert"), ("DB_CA_CERT", "sslrootcert"),
        ("DB_SSL", "ssl"),
        ("DB_SSL_REJECT_UNAUTHORIZED", "rejectunauthorized"), ("DB_HOST", nil), ("DB_NAME", nil),
        ("OTHER_SSLMODE", nil),
    ])
    func anOptionIsFoundBehindItsPrefix(_ name: String, _ expected: String?) {
        #expect(SettingName(name).tlsOption(after: ["db"]) == expected)
    }
}
