import ScanModel

/// Which settings can hold a TLS fact. Everything else is dropped where it is read: it is nobody's business.
enum Relevance {
    /// Parts of names of connections, stores, runtimes and what starts them.
    private static let words = KnownWords([
        "ssl", "tls", "postgres", "pgsql", "psql", "db", "database", "jdbc", "datasource", "host", "url", "uri", "dsn",
        "conn", "cert", "trust", "java", "jdk", "jvm", "node", "catalina", "spring", "quarkus", "hikari", "micronaut",
        "r2dbc", "home", "service", "python", "dotnet", "aspnet", "certifi", "sql", "server", "port", "opts", "bundle",
        "endpoint", "addr", "version", "django", "flask", "rails", "ruby", "php", "golang", "gopath", "keystore",
        "verify", "insecure", "user", "adapter", "engine", "rack_env", "prisma", "rust_", "cargo_",
    ])

    /// Words that mean something only by themselves or at the start: `ca` is in `cache` and `location` too.
    private static let starts = ["pg", "cafile", "cacert", "capath", "caroot"].map { Array($0.utf8) }

    /// Signs of a connection string, a store or a host in a value.
    private static let signs = KnownWords([
        "://", "jdbc:", "host=", "server=", "sslmode", "ssl mode", "sslrootcert", "-----begin cert", "ls0tls1crudjti",
        "javax.net.ssl",
        ".postgres.", ".pem", ".crt", ".cer", ".jks", ".p12", ".pfx", "cacerts", "/etc/ssl", "/etc/pki",
    ])

    static func keeps(name: String, value: String) -> Bool {
        if words.occur(in: name) { return true }
        // On bytes, as every setting of a cluster comes by here; beyond ASCII all are letters.
        let parts = name.utf8.map(\.lowercase).split { $0 < 0x80 && !$0.isLetter && !$0.isDigit }
        if parts.contains(where: { part in part.elementsEqual("ca".utf8) || starts.contains { part.starts(with: $0) } })
        {
            return true
        }
        return signs.occur(in: value) || isHostName(value)
    }

    /// An absolute path of words, and nothing else: scripts put them together out of variables. What is long without a
    /// break may be a key in base64.
    static func isPath(_ value: String) -> Bool {
        value.hasPrefix("/") && value.utf8.count < 256
            && value.allSatisfy { $0.isLetter || $0.isNumber || "/._-".contains($0) }
            && value.split(separator: "/").allSatisfy { $0.count < 32 }
    }

    /// Three or more labels, the last one of letters: a host name, and neither a version nor an address.
    private static func isHostName(_ value: String) -> Bool {
        guard value.utf8.count < 260 else { return false }
        let host = value.prefix { $0 != ":" }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 3, let last = labels.last, last.count >= 2, last.allSatisfy(\.isLetter) else {
            return false
        }
        return labels.allSatisfy {
            !$0.isEmpty && $0.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
        }
    }
}
