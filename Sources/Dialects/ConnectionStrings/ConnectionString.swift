package import ScanModel

/// What a connection string says about the server and TLS; user names, passwords and databases are not kept.
package struct ConnectionString: Hashable, Sendable {
    /// The grammar it was written in, which tells much about the client.
    package enum Syntax: String, Sendable, CaseIterable {
        /// `postgres://…`, `postgresql+psycopg2://…`
        case uri
        /// `jdbc:postgresql://…`
        case jdbc
        /// `r2dbc:postgresql://…`
        case r2dbc
        /// `Host=…;SSL Mode=…` of ADO.NET
        case ado
        /// `host=… sslmode=…` of libpq
        case keywords
    }

    package var syntax: Syntax
    /// What follows the `+` of an SQLAlchemy URL (`asyncpg`), or what the grammar tells of it: a scheme (`postgis`, `pgx5`),
    /// PHP's PDO (`pdo`), ODBC (`psqlodbc`), parameters that are Prisma's alone (`prisma`).
    package var driver: String?
    /// In the order in which they are tried; empty where the string leaves it to the environment.
    package var hosts: [Endpoint]
    /// TLS options by lower-case name without blanks and underscores: `sslmode`, `sslrootcert`, `trustservercertificate` …
    package var options: [String: String]

    init(syntax: Syntax, driver: String? = nil, hosts: [Endpoint], options: [String: String]) {
        self.syntax = syntax
        self.driver = driver
        self.hosts = hosts
        self.options = options.filter { Self.keptOptions.contains($0.key) }
    }

    /// - Returns: nil where the text is no PostgreSQL connection string. A text that merely holds one is for ``all(in:)``.
    package init?(_ text: String) {
        let trimmed = text.trimmingBlanks
        if let uri = ConnectionURI(trimmed) {
            self = uri.connectionString
        } else if let pdo = PDOConnectionString(trimmed) {
            self = pdo.connectionString
        } else if let list = SemicolonConnectionString(trimmed) {
            self = list.connectionString
        } else if let keywords = KeywordConnectionString(trimmed) {
            self = keywords.connectionString
        } else {
            return nil
        }
    }

    /// Every connection string in a text: the text itself, and URLs in JSON, YAML, shell commands or arguments.
    package static func all(in text: String) -> [ConnectionString] {
        if let whole = ConnectionString(text) { return [whole] }
        var found: [ConnectionString] = []
        for candidate in ConnectionURI.candidates(in: text) {
            guard let uri = ConnectionURI(String(candidate)) else { continue }
            if !found.contains(uri.connectionString) { found.append(uri.connectionString) }
        }
        guard found.isEmpty else { return found }
        for quoted in text.quotedParts {
            guard let string = ConnectionString(quoted), !found.contains(string) else { continue }
            found.append(string)
        }
        return found
    }

    /// Everything else (`password`, `user`, `options` …) is forgotten where it is parsed.
    private static let keptOptions: Set<String> = [
        "sslmode", "sslrootcert", "ssl", "sslfactory", "sslnegotiation", "requiressl", "service", "servicefile",
        "uselibpqcompat", "rootcertificate", "trustservercertificate", "hostaddr", "rejectunauthorized", "tls",
        "socketfactory", "cloudsqlinstance", "sslaccept", "schema",
    ]

    /// The TLS options of a list such as `?sslmode=verify-full&sslrootcert=/ca.pem` or `ssl=true;sslmode=verify-ca`: what
    /// frameworks append to a URL or hand to the driver as one text.
    static func options(inList text: String) -> [String: String] {
        var options: [String: String] = [:]
        for pair in text.split(whereSeparator: { "?&;,\n".contains($0) }) {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let key = normalized(sides[0].trimmingBlanks)
            guard keptOptions.contains(key), options[key] == nil else { continue }
            options[key] = sides.count > 1 ? sides[1].trimmingBlanks.percentDecoded : ""
        }
        return options
    }

    /// `SSL Mode`, `Ssl_Mode`, `sslMode` → `sslmode`.
    static func normalized(_ option: some StringProtocol) -> String {
        String(option.lowercased().filter { $0 != " " && $0 != "_" })
    }
}

extension StringProtocol {
    var trimmingBlanks: String {
        var part = self[...]
        while let first = part.first, first.isWhitespace { part = part.dropFirst() }
        while let last = part.last, last.isWhitespace { part = part.dropLast() }
        return String(part)
    }

    /// What stands between matching quotes, outermost first.
    var quotedParts: [String] {
        var parts: [String] = []
        var open: (quote: Character, start: Index)?
        for index in indices where self[index] == "\"" || self[index] == "'" {
            if let started = open {
                guard started.quote == self[index] else { continue }
                parts.append(String(self[started.start..<index]))
                open = nil
            } else {
                open = (self[index], self.index(after: index))
            }
        }
        return parts
    }
}
