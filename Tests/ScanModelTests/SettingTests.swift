import Testing

@testable import ScanModel

struct SettingTests {
    @Test(arguments: [
        "DB_PASSWORD", "PGPASSWORD", "API_TOKEN", "client-secret", "spring.datasource.password", "DB_PASS", "storepass",
        "AZURE_STORAGE_ACCESS_KEY", "Authorization", "SSLPASSWORD",
    ])
    func aCredentialIsNoSetting(_ name: String) {
        #expect(Setting(name: name, value: "hunter2", source: .environment) == nil)
    }

    @Test(arguments: ["PGPASSFILE", "DATABASE_URL", "sslkey", "sslcert", "PGSSLROOTCERT", "POSTGRES_HOST", "DB_USER"])
    func anythingElseIsOne(_ name: String) {
        #expect(Setting(name: name, value: "x", source: .environment)?.value == "x")
    }

    @Test func aConnectionStringUnderACredentialsNameIsKeptWithoutItsCredentials() {
        let setting = Setting(name: "DB_SECRET_URL", value: "postgres://u:CANARY@h/db", source: .environment)
        #expect(setting?.value == "postgres://h/db")
    }

    @Test func valuesLoseTheirCredentials() {
        let setting = Setting(name: "URL", value: "postgres://u:CANARY@h/db?password=CANARY", source: .argument)
        #expect(setting?.value == "postgres://h/db?password=***")
    }
}
