import FoundationEssentials
import Testing

@testable import ScanModel

struct CredentialsTests {
    /// A text and what must come out of it.
    static let rewritten: [(String, String)] = [
        // URLs: the user information goes as a whole, the last `@` before the host wins.
        ("postgres://u:p@h/db", "postgres://h/db"),
        ("postgres://u@h/db", "postgres://h/db"),
        ("postgres://u:p@ss:w/rd@h/db", "postgres://h/db"),
        ("postgres://u:p@ss/w@rd@h:5432/db?sslmode=require", "postgres://h:5432/db?sslmode=require"),
        ("postgres://u:p#a?b@h/db", "postgres://h/db"),
        ("postgres://u:p w@h/db", "postgres://h/db"),
        ("postgres://u:@h/db", "postgres://h/db"),
        (
            "postgres://h/db?user=me@srv&password=pw&sslmode=require",
            "postgres://h/db?user=me@srv&password=***&sslmode=require"
        ),
        (
            "postgresql://u:p@h1:5432,h2:5433/db?sslmode=verify-full",
            "postgresql://h1:5432,h2:5433/db?sslmode=verify-full"
        ),
        ("postgres://u:p@[2001:db8::1]:5432/db", "postgres://[2001:db8::1]:5432/db"),
        ("postgres://h1,h2:5433/db", "postgres://h1,h2:5433/db"),
        ("postgres://[::1]:5432/db", "postgres://[::1]:5432/db"),
        ("postgres://$(USER):$(§)@$(HOST):$(PORT)/db", "postgres://$(HOST):$(PORT)/db"),
        ("postgres://${HOST}:${PORT}/db", "postgres://${HOST}:${PORT}/db"),
        ("redis://:secret@cache:6379/0", "redis://cache:6379/0"),
        ("amqp://a:b@h1,amqp://c:d@h2", "amqp://h1,amqp://h2"),
        ("https://h/x?next=https://u:p@h2/y", "https://h/x?next=https://h2/y"),
        ("u:p@tcp(h:3306)/db", "tcp(h:3306)/db"),
        ("DSN=u:p,a=b@tcp(h:3306)/db x", "DSN=tcp(h:3306)/db x"),
        ("jdbc:oracle:thin:scott/tiger@h:1521/x", "h:1521/x"),
        // Parameters.
        (
            "jdbc:postgresql://h/db?user=u&password=pw&sslmode=verify-full",
            "jdbc:postgresql://h/db?user=u&password=***&sslmode=verify-full"
        ),
        (
            "jdbc:postgresql://h/db?sslpassword=pw&sslrootcert=/etc/ca.pem",
            "jdbc:postgresql://h/db?sslpassword=***&sslrootcert=/etc/ca.pem"
        ),
        (
            "Host=h;Username=u;Password=a b&c,d;SSL Mode=VerifyFull",
            "Host=h;Username=u;Password=***;SSL Mode=VerifyFull"
        ),
        ("Password=a b;Host=h", "Password=***;Host=h"),
        ("Host=h;Pwd=a b", "Host=h;Pwd=***"),
        (#"host=h password='a b\'c' sslmode=require"#, "host=h password='***' sslmode=require"),
        ("host=h password=pw sslmode=require", "host=h password=*** sslmode=require"),
        (#"host=h password=a\ b sslmode=require"#, "host=h password=*** sslmode=require"),
        ("PGPASSWORD=pw psql -h h", "PGPASSWORD=*** psql -h h"),
        ("export A=b; PGPASSWORD=pw psql -h h; true", "export A=b; PGPASSWORD=*** psql -h h; true"),
        ("psql 'host=h password=pw' -c x", "psql 'host=h password=***' -c x"),
        (
            "-Djavax.net.ssl.trustStore=/t.jks -Djavax.net.ssl.trustStorePassword=changeit -Dx=y",
            "-Djavax.net.ssl.trustStore=/t.jks -Djavax.net.ssl.trustStorePassword=*** -Dx=y"
        ),
        ("app --password pw --host h", "app --password *** --host h"),
        ("app --db-password=pw --host=h", "app --db-password=*** --host=h"),
        // Documents.
        (
            #"{"host": "h", "password": "a\"b", "sslmode": "require"}"#,
            #"{"host": "h", "password": "***", "sslmode": "require"}"#
        ),
        (#""{\"password\":\"pw\",\"host\":\"h\"}""#, #""{\"password\":\"***\",\"host\":\"h\"}""#),
        ("# don't\npassword: 'a b'\nhost: h", "# don't\npassword: '***'\nhost: h"),
        ("password: |\n  a\n  b\nhost: h", "password: ***\nhost: h"),
        (
            "- name: DB_PASSWORD\n  value: pw\n- name: DB_HOST\n  value: h",
            "- name: DB_PASSWORD\n  value: ***\n- name: DB_HOST\n  value: h"
        ),
        (#"{"password":123,"host":"h"}"#, #"{"password":***,"host":"h"}"#),
        (#"{"a":{"password":123},"host":"h"}"#, #"{"a":{"password":***},"host":"h"}"#),
        ("[db]\npassword = a}b]c,\"d\nhost = h\n[x]", "[db]\npassword = ***\nhost = h\n[x]"),
        ("db.password=a;b\nhost=h", "db.password=***\nhost=h"),
        ("password:\n  pw\nhost: h", "password:\n  ***\nhost: h"),
        ("auth:\n  password:\n  host: h", "auth:\n  password:\n  host: h"),
        ("curl -u a:b https://h/", "curl -u *** https://h/"),
        ("postgres://u:\"p\"@h/db", "postgres://h/db"),
        ("postgres://h/db?password=a&b&sslmode=require", "postgres://h/db?password=***&sslmode=require"),
        ("<password>pw</password><host>h</host>", "<password>***</password><host>h</host>"),
        // Tokens.
        ("Authorization: Bearer abc.def", "Authorization: ***"),
        ("curl -H 'Authorization: Bearer abcdefghij' https://h/", "curl -H 'Authorization: ***' https://h/"),
        ("x bearer abcdefghijk y", "x bearer *** y"),
        ("key AKIAIOSFODNN7EXAMPLE end", "key *** end"),
        ("aws_secret_access_key = abc/def+g", "aws_secret_access_key = ***"),
        ("-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\nafter", "***\nafter"),
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIE", "***"),
    ]

    @Test(arguments: rewritten) func removesCredentialsAndKeepsTheRest(_ text: String, _ expected: String) {
        #expect(Credentials.removed(from: text) == expected)
    }

    @Test(arguments: rewritten) func isStableWhenAppliedTwice(_ text: String, _: String) {
        let once = Credentials.removed(from: text)
        #expect(Credentials.removed(from: once) == once)
    }

    static let untouched = [
        "postgres://h:5432/db?sslmode=verify-full&sslrootcert=/var/run/secrets/db/ca.crt",
        "host=h port=5432 sslmode=verify-ca sslrootcert=/etc/secrets/ca.pem",
        "jdbc:postgresql://h1:5432,h2/db?sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory",
        "Host=h;Port=5432;SSL Mode=Require;Trust Server Certificate=true",
        "/etc/ssl/certs/ca-certificates.crt", "verify-full", "", "@", "://", "ä:ö@", "PGPASSFILE=/home/u/.pgpass",
        "-----BEGIN CERTIFICATE-----\nMIIDpwd=\ntoken=AKIAIOSFODNN7EXAMPLE\n-----END CERTIFICATE-----\n",
    ]

    @Test(arguments: untouched.filter { $0 != "ä:ö@" }) func leavesTextWithoutCredentialsByteForByte(_ text: String) {
        #expect(Credentials.removed(from: text) == text)
    }

    /// Every shape with every password: the canary must not survive, the host must.
    @Test(arguments: shapes) func noPasswordSurvivesInAnyShape(_ shape: String) {
        for password in Self.passwords(for: shape) {
            let text = shape.replacing("§", with: password)
            let result = Credentials.removed(from: text)
            #expect(!result.contains("CANARY"), "\(text) → \(result)")
            #expect(result.contains("db.example"), "\(text) → \(result)")
        }
    }

    static let shapes = [
        "postgres://app:§@db.example/x", "postgresql+psycopg2://app:§@db.example:5432/x?sslmode=require",
        "postgresql+asyncpg://§@db.example/x", "mongodb+srv://app:§@db.example",
        "jdbc:postgresql://db.example/x?user=a&password=§&ssl=true", "r2dbc:postgresql://app:§@db.example/x",
        "postgres://db.example/x?password=§", "Host=db.example;Password=§;Port=5432",
        "pgsql:host=db.example;user=a;password=§", "pgsql:host=db.example;password=§;dbname=x",
        "Driver={PostgreSQL Unicode};Server=db.example;Uid=a;Pwd=§;Port=1", "app = host=db.example user=a password=§",
        "ecto://app:§@db.example/x", "app:§@tcp(db.example:3306)/x",
        "Server=db.example;Pwd=§", "Endpoint=sb://db.example;SharedAccessKey=§",
        "host=db.example password='§'",
        "host=db.example sslpassword=§", "PGPASSWORD=§ psql -h db.example",
        "app --host db.example --password §",
        "app --host db.example --token=§", "{\"h\":\"db.example\",\"password\":\"§\"}",
        "{'h':'db.example','apiKey':'§'}", "h: db.example\npassword: \"§\"", "h = db.example\ndb.password = §",
        "DATABASES = {'HOST': 'db.example', 'PASSWORD': '§'}", "<host>db.example</host><password>§</password>",
        "name: SECRET_KEY, value: \"§\"\nh: db.example",
        "sh -c \"psql postgres://app:§@db.example/x && true\"",
    ]

    private static func passwords(for shape: String) -> [String] {
        let plain = [
            "CANARY", "CANARY1/CANARY", "CANARY:CANARY", "CANARY%40CANARY", "CANARY+CANARY=", "CANARY.CANARY-CANARY",
        ]
        let quotable = ["CANARY CANARY", "CANARY;CANARY", "CANARY@CANARY", "CANARY, CANARY"]
        if shape.contains("'§'") || shape.contains("\"§\"") { return plain + quotable }
        if shape.contains(":§@") {
            return plain + ["CANARY@CANARY", "CANARY?CANARY", "CANARY#CANARY", "$CANARY!*CANARY"]
        }
        if shape.contains("Password=§;") { return plain + ["CANARY CANARY", "CANARY&CANARY", "CANARY,CANARY"] }
        return plain
    }

    @Test func flagAndValueInTwoWordsAreOne() {
        #expect(
            Credentials.removed(fromWords: ["app", "--password", "pw", "--host", "h", "-u", "a:b"])
                == ["app", "--password", "***", "--host", "h", "-u", "***"])
        #expect(Credentials.removed(fromWords: ["/usr/bin/mysql", "-ppw"]) == ["/usr/bin/mysql", "-p***"])
        #expect(Credentials.removed(fromWords: ["psql", "-p", "5432"]) == ["psql", "-p", "5432"])
        #expect(Credentials.removed(fromWords: ["--no-password", "-h", "h"]) == ["--no-password", "-h", "h"])
    }

    @Test func base64OfAKeyGoesAndOfACertificateStays() {
        // "-----BEGIN PRIVATE KEY-----" and "-----BEGIN CERTIFICATE-----"
        #expect(Credentials.removed(from: "LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0t") == "***")
        let key = "-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----\n"
        let certificateText = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
        let both = Data((key + certificateText + key).utf8).base64EncodedString()
        #expect(Credentials.removed(from: both) == Data(certificateText.utf8).base64EncodedString())
        let certificate = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t"
        #expect(Credentials.removed(from: certificate) == certificate)
    }

    @Test func hostileBytesAndCutTextsDoNotTrap() {
        for (text, _) in Self.rewritten {
            let bytes = Array(text.utf8)
            for length in 0...bytes.count {
                let cut = String(decoding: bytes[..<length], as: UTF8.self)
                #expect(Credentials.removed(from: cut).count <= cut.count + 64)
            }
        }
        _ = Credentials.removed(from: "ä:ö@ password=\\")
    }
}
