import Testing

@testable import Collectors

struct PythonSettingsFileTests {
    private func read(_ text: String, key: String = "settings.py") throws -> [String: String] {
        let entries = try configFormat(key: key, text: text).entries(text, key: key)
        return Dictionary(entries.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    @Test func literalsOfDatabasesAreRead() throws {
        let text = """
            import os  # DATABASES of the shop
            DEBUG = False
            DATABASES = {
                'default': {
                    "ENGINE": "django.db.backends.postgresql",
                    'HOST': os.environ.get("DB_HOST", "h"),  # 'HOST': 'x'
                    'PORT': 5432, 'USER': os.environ['DB_USER'],
                    'PASSWORD': r"CANARY",
                    "CONN_MAX_AGE": 60 * 5,
                    "OPTIONS": {'sslmode': 'verify-full', 'sslrootcert': BASE / "ca.pem", "pool": True,},
                },
                "replica": {"HOST": 'r\\'s', "ATOMIC_REQUESTS": None, 'TEST': {"NAME": "t"}},
            }
            """
        let entries = try read(text)
        #expect(
            entries == [
                "DATABASES.default.ENGINE": "django.db.backends.postgresql", "DATABASES.default.HOST": "${DB_HOST:-h}",
                "DATABASES.default.PORT": "5432", "DATABASES.default.USER": "${DB_USER}",
                "DATABASES.default.PASSWORD": "CANARY", "DATABASES.default.CONN_MAX_AGE": "{{code}}",
                "DATABASES.default.OPTIONS.sslmode": "verify-full",
                "DATABASES.default.OPTIONS.sslrootcert": "{{code}}", "DATABASES.default.OPTIONS.pool": "True",
                "DATABASES.replica.HOST": "r's", "DATABASES.replica.ATOMIC_REQUESTS": "",
                "DATABASES.replica.TEST.NAME": "t",
            ])
        let kept = relevantEntries(entries.map { ConfigEntry(name: $0.key, value: $0.value) })
        #expect(!"\(kept)".contains("CANARY"))
    }

    @Test(arguments: [
        "DATABASES = {'default': {'HOST': 'h'}}\nDATABASES['default']['OPTIONS'] = tls()",
        "DATABASES = {'default': {**common, 'HOST': 'h'}}",
        "if x:\n    DATABASES = {'default': {'HOST': 'h'}}\nelse:\n    DATABASES = {'default': {'HOST': 'i'}}",
        "DATABASES = {'default': {'HOST': 'h', 'OPTIONS': {**tls, 'sslmode': 'verify-full'}}}",
    ])
    func codeThatMayChangeTheModeLeavesItOpen(_ text: String) throws {
        let entries = try read(text)
        #expect(entries["DATABASES.default.HOST"] == "h")
        #expect(entries["DATABASES.default.OPTIONS.sslmode"] == "{{code}}")
    }

    @Test func whatIsNoLiteralIsNotGuessed() throws {
        #expect(try read("DATABASES = {'default': dj_database_url.config()}") == ["DATABASES.default": "{{code}}"])
        #expect(try read("DATABASES = {'default': {'HOST': 'h'} | more}") == ["DATABASES.default": "{{code}}"])
        #expect(
            try read("DATABASES = {'default': {'HOST': f'{name}.example'}}")["DATABASES.default.HOST"] == "{{code}}")
        #expect(try read("DATABASES = {'default': {'HOST': 'a' 'b'}}")["DATABASES.default.HOST"] == "{{code}}")
        #expect(try read("x = 1\ny = 2") == [:])
    }

    @Test func otherURLsOfAModuleAreFound() throws {
        let text = "import os\nSQLALCHEMY_DATABASE_URI = 'postgresql+psycopg2://h/db?sslmode=require'\n"
        #expect(try read(text) == ["settings.py": "postgresql+psycopg2://h/db?sslmode=require"])
    }

    @Test func brokenSourceDoesNotTrap() throws {
        let text =
            "DATABASES = {'default': {'HOST': \"\"\"h\"\"\", 'OPTIONS': {'sslmode': r'x\\y', **z}}, 'b': [1, (2)]}"
        for length in 0...text.count { _ = try read(String(text.prefix(length))) }
        _ = try read("DATABASES = " + String(repeating: "{'a': ", count: 5000))
    }

    @Test func aRecordingReadsBackEqual() throws {
        let entries = [
            ConfigEntry(name: "DATABASES.a.HOST", value: "h\"\\x"),
            ConfigEntry(name: "DATABASES.a.OPTIONS.sslmode", value: "{{code}}"),
            ConfigEntry(name: "DATABASES.b.HOST", value: "${H:-x}"),
            ConfigEntry(name: "settings.py", value: "postgres://h/db?sslmode=require"),
        ]
        let text = PythonSettingsFile.render(entries)
        #expect(Set(try PythonSettingsFile.entries(text, key: "settings.py")) == Set(entries))
    }
}
