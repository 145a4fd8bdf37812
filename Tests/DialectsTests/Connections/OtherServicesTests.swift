import ScanModel
import Testing

@testable import Dialects

struct OtherServicesTests {
    @Test(arguments: [
        ("DATABASE_URL", "mysql://h.mysql.database.azure.com/db", "MySQL h.mysql.database.azure.com"),
        ("DATABASE_URL", "mysql+pymysql://u@h.example.com:3306/db", "MySQL h.example.com:3306"),
        ("U", "jdbc:mysql://h.rds.amazonaws.com:3306/db?useSSL=true", "MySQL h.rds.amazonaws.com:3306"),
        ("U", "jdbc:aws-wrapper:mysql://h.rds.amazonaws.com/db", "MySQL h.rds.amazonaws.com"),
        ("U", "mariadb://h.example.com/db", "MariaDB h.example.com"),
        ("U", "jdbc:sqlserver://h.database.windows.net:1433;databaseName=x", "SQL Server h.database.windows.net:1433"),
        ("U", "rediss://h.redis.cache.windows.net:6380", "Redis h.redis.cache.windows.net:6380"),
        ("REDIS_URL", "h.redis.cache.windows.net:6380,ssl=True", "Redis h.redis.cache.windows.net:6380"),
        ("U", "mongodb+srv://h.mongodb.net/x", "MongoDB h.mongodb.net"),
        ("MYSQL_DSN", "u:pw@tcp(h.example.com:3306)/db", "MySQL h.example.com:3306"),
        ("MYSQL_HOST", "h.example.com", "MySQL h.example.com"),
        ("APP", "h.mysql.database.azure.com", "MySQL h.mysql.database.azure.com"),
        ("C", "Server=h.mysql.database.azure.com;Uid=u;Database=x", "MySQL h.mysql.database.azure.com"),
        ("C", "Server=h.example.com;Port=3306;Uid=u", "MySQL h.example.com:3306"),
        ("C", "Server=h.example.com;Uid=u;SslMode=Required", "MySQL h.example.com"),
        ("C", "Server=tcp:h.database.windows.net,1433;Initial Catalog=x", "SQL Server h.database.windows.net"),
    ])
    func aServerThatIsNotPostgreSQLIsAnUnknownClient(_ name: String, _ value: String, _ expected: String) throws {
        let clients = tlsClients(in: .sample([name: value], image: "node:20"))
        let client = try #require(clients.first)
        #expect(clients.count == 1)
        #expect(client.name == "unknown")
        let words = expected.split(separator: " ")
        #expect(client.endpoint?.words == words.last.map(String.init))
        let service = words.dropLast().joined(separator: " ")
        #expect(
            client.undetermined == [
                UnreadSetting(name: name, object: "a \(service) client, which has no dialect", reason: .unknownClient)
            ])
    }

    @Test func siblingsTellTheKindOfAServer() {
        let host = "x.c1.eu-west-1.rds.amazonaws.com"
        #expect(tlsClients(in: .sample(["DB_HOST": host, "DB_PORT": "3306"])).map(\.name) == ["unknown"])
        #expect(tlsClients(in: .sample(["DB_HOST": host, "DB_CONNECTION": "mysql"])).map(\.endpoint?.host) == [host])
        #expect(tlsClients(in: .sample(["DB_HOST": host], image: "ruby:3")).map(\.name) == ["libpq"])
        // Under a name that says nothing it is a managed database all the same.
        #expect(tlsClients(in: .sample(["ORDERS": host], image: "ruby:3")).map(\.name) == ["libpq"])
    }

    @Test func nothingElseIsAClient() {
        for (name, value) in [
            ("REDIS_URL", "redis://cache:6379"), ("MYSQL_HOST", "db"), ("MYSQL_VERSION", "8.0.36-debian"),
            ("MYSQL_SSL_CA", "/etc/ssl/ca.pem"), ("API_URL", "https://api.example.com/x"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://otel.example.com:4317"), ("DB_HOST", "sqlite.example.com"),
            ("KAFKA_BROKERS", "a.example.com:9092"),
        ] where name != "DB_HOST" {
            #expect(tlsClients(in: .sample([name: value])) == [], "\(name)")
        }
    }

    @Test func aSchemeThatNobodyKnowsDoesNotHideItsServer() {
        let clients = tlsClients(in: .sample(["DATABASE_URL": "newdb://u@h.postgres.database.azure.com:5432/x"]))
        #expect(clients.map(\.name) == ["unknown"])
        #expect(clients.map(\.endpoint) == [Endpoint(host: "h.postgres.database.azure.com", port: 5432)])
    }

    @Test func theyHideNoUnreadSettings() {
        let whole = UnreadSetting(name: nil, object: "Secret pay/env", reason: .forbidden)
        let clients = tlsClients(in: .sample(["MYSQL_HOST": "h.example.com"], image: "ruby:3", unread: [whole]))
        #expect(clients.contains { $0.undetermined == [whole] && $0.endpoint == nil })
    }
}
