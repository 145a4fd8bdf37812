import ScanModel
import Testing

@testable import Dialects

struct ConnectionStringTests {
    /// A text and `syntax driver hosts options` of what it says.
    static let rows: [(String, String)] = [
        ("postgres://h/db", "uri - h"),
        (
            "postgresql://u@h:6432/db?sslmode=verify-full&sslrootcert=/a%20b.pem",
            "uri - h:6432 sslmode=verify-full sslrootcert=/a b.pem"
        ),
        ("postgresql://h1:1,h2,[2001:db8::1]:3/db", "uri - h1:1,h2,2001:db8::1:3"),
        ("postgresql:///db?host=/var/run/postgresql", "uri - /var/run/postgresql"),
        ("postgresql:///db?host=h&port=5433&sslmode=require", "uri - h:5433 sslmode=require"),
        ("postgresql:///db?service=billing", "uri -  service=billing"),
        ("postgresql+psycopg2://h/db?sslmode=require", "uri psycopg2 h sslmode=require"),
        ("postgresql+asyncpg://h/db?ssl=require", "uri asyncpg h ssl=require"),
        ("postgresql+pg8000://h/db", "uri pg8000 h"),
        ("postgresql+psycopg2cffi://h/db", "uri psycopg2cffi h"),
        ("postgis://h/db", "uri postgis h"),
        ("POSTGRES://H/db", "uri - H"),
        (
            "jdbc:postgresql://h1:5432,h2/db?sslmode=verify-ca&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory",
            "jdbc - h1:5432,h2 sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory sslmode=verify-ca"
        ),
        ("jdbc:postgresql://h/db?ssl", "jdbc - h ssl="),
        ("jdbc:aws-wrapper:postgresql://h/db", "jdbc - h"),
        ("jdbc:p6spy:postgresql://h/db", "jdbc - h"),
        ("jdbc:otel:postgresql://h:1/db?sslmode=require", "jdbc - h:1 sslmode=require"),
        ("r2dbc:postgresql://h:5432/db?sslMode=verify-full", "r2dbc - h:5432 sslmode=verify-full"),
        ("r2dbc:pool:postgres://h/db", "r2dbc - h"),
        (
            "Host=h;Port=5433;SSL Mode=VerifyFull;Root Certificate=/ca.pem",
            "ado - h:5433 rootcertificate=/ca.pem sslmode=VerifyFull sslrootcert=/ca.pem"
        ),
        (
            "Server=h;SslMode=Require;Trust Server Certificate=true;",
            "ado - h sslmode=Require trustservercertificate=true"
        ),
        ("server=h1,h2;Ssl Mode='VerifyCA'", "ado - h1,h2 sslmode=VerifyCA"),
        ("host=h port=5432 sslmode=verify-full", "keywords - h:5432 sslmode=verify-full"),
        (#"host = 'h' sslrootcert='/a b\'c.pem' dbname=x"#, "keywords - h sslrootcert=/a b'c.pem"),
        ("host=h1,h2 port=1,2", "keywords - h1:1,h2:2"),
        ("service=billing", "keywords -  service=billing"),
        ("pgsql:host=h;port=1;dbname=x;sslmode=require", "keywords pdo h:1 sslmode=require"),
        ("pgsql:host=h", "keywords pdo h"),
        ("Driver={PostgreSQL ANSI};Server=h;Port=1;sslmode=require", "keywords psqlodbc h:1 sslmode=require"),
        ("jdbc:tc:postgresql:16:///db", "jdbc - localhost"),
        ("r2dbcs:postgresql://h/db", "r2dbc - h ssl=true"),
        ("postgres://h/db?sslaccept=strict", "uri prisma h sslaccept=strict"),
        ("pgx5://h/db", "uri pgx h"),
    ]

    @Test(arguments: rows) func readsEverySpelling(_ text: String, _ expected: String) throws {
        #expect(Self.words(try #require(ConnectionString(text))) == expected)
    }

    @Test(arguments: [
        "", "h", "http://h/", "jdbc:mysql://h/db", "jdbc:sqlserver://h;databaseName=x", "redis://h", "host=h",
        "a=b c=d",
        "Server=h;Initial Catalog=x;", "DefaultEndpointsProtocol=https;AccountName=x;", "postgres", "mongodb://h",
        "InstrumentationKey=x;IngestionEndpoint=https://h", "a;b", "verify-full", "jdbc:postgresqlx://h/db",
        "Server=h;Port=3306;Uid=u", "Server=h.mysql.database.azure.com;Uid=u", "Driver={ODBC Driver 18};Server=h;",
        "pgsql:", "pgsql:x", "mysql://h/db",
    ])
    func anythingElseIsNone(_ text: String) {
        #expect(ConnectionString(text) == nil)
        #expect(ConnectionString.all(in: text) == [])
    }

    @Test(arguments: [
        (#"{"db":{"url":"postgres://h:1/x?sslmode=require"},"n":1}"#, "uri - h:1 sslmode=require"),
        ("--dsn=postgresql://h/x", "uri - h"),
        ("sh -c 'exec app -url jdbc:postgresql://h/x?ssl=true;'", "jdbc - h ssl=true"),
        ("url: \"jdbc:postgresql://h/x\"\nuser: x", "jdbc - h"),
        (#"{"dsn":"host=h sslmode=verify-ca"}"#, "keywords - h sslmode=verify-ca"),
        (#"{"Main":"Host=h;SSL Mode=Require"}"#, "ado - h sslmode=Require"),
        ("x postgresql+asyncpg://h/x y", "uri asyncpg h"),
    ])
    func findsThoseInsideOtherText(_ text: String, _ expected: String) {
        #expect(ConnectionString.all(in: text).map(Self.words) == [expected])
    }

    @Test func keepsNoOptionThatIsNotOfTLS() throws {
        let string = try #require(
            ConnectionString("postgres://u:CANARY@h/CANARY?password=CANARY&user=CANARY&options=CANARY"))
        #expect(!"\(string)".contains("CANARY"))
        let pdo = try #require(ConnectionString("pgsql:host=h;user=CANARY;password=CANARY;dbname=CANARY"))
        #expect(!"\(pdo)".contains("CANARY"))
        #expect(ConnectionString.options(inList: "?password=CANARY&sslmode=require") == ["sslmode": "require"])
    }

    @Test func cutTextsDoNotTrap() {
        for (text, _) in Self.rows {
            for length in 0...text.count { _ = ConnectionString.all(in: String(text.prefix(length))) }
        }
    }

    private static func words(_ string: ConnectionString) -> String {
        let options = string.options.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        return "\(string.syntax) \(string.driver ?? "-") \(string.hosts.map(\.words).joined(separator: ","))\(options)"
    }
}
