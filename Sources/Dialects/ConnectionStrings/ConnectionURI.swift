import ScanModel

/// A PostgreSQL URL in the spellings of libpq, SQLAlchemy, JDBC, R2DBC and web frameworks.
///
/// libpq manual, "Connection URIs"; pgjdbc's `Driver.parseURL`. JDBC wrappers (`jdbc:aws-wrapper:postgresql:`,
/// `jdbc:p6spy:`, `jdbc:otel:`) hand the rest to pgjdbc.
struct ConnectionURI {
    var connectionString: ConnectionString

    private static let schemes: Set<String> = [
        "postgres", "postgresql", "postgis", "pgsql", "psql", "postgresqls", "pdo-pgsql", "pdo_pgsql", "timescale",
        "timescalegis", "pgx", "pgx4", "pgx5", "ecto",
    ]
    /// Schemes that name the driver or its framework: Django's, Doctrine's, golang-migrate's.
    private static let drivers = [
        "postgis": "postgis", "timescale": "django", "timescalegis": "django", "pdo-pgsql": "pdo", "pdo_pgsql": "pdo",
        "pgx": "pgx", "pgx4": "pgx", "pgx5": "pgx", "ecto": "ecto",
    ]

    init?(_ text: String) {
        guard let colon = text.firstRange(of: ":") else { return nil }
        let first = text[..<colon.lowerBound].lowercased()
        switch first {
        case "jdbc":
            guard let start = Self.driverEnd(of: text, after: "jdbc:") else { return nil }
            connectionString = Self.parsed(text[start...], syntax: .jdbc, driver: nil)
            // Testcontainers starts a server of its own: `jdbc:tc:postgresql:16:///db`.
            if text.lowercased().hasPrefix("jdbc:tc:") { connectionString.hosts = [Endpoint(host: "localhost")] }
        case "r2dbc", "r2dbcs":
            guard let start = Self.driverEnd(of: text, after: first + ":") else { return nil }
            connectionString = Self.parsed(text[start...], syntax: .r2dbc, driver: nil)
            if first == "r2dbcs", connectionString.options["ssl"] == nil { connectionString.options["ssl"] = "true" }
            if text.lowercased().hasPrefix("r2dbc:gcp:") { connectionString.options["socketfactory"] = Self.cloudSQL }
        default:
            let parts = first.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
            guard Self.schemes.contains(String(parts[0])), text[colon.lowerBound...].hasPrefix("://") else {
                return nil
            }
            let driver = parts.count > 1 ? String(parts[1]) : Self.drivers[first]
            connectionString = Self.parsed(text[colon.upperBound...].dropFirst(2), syntax: .uri, driver: driver)
        }
    }

    /// The package of Google's connector for JDBC and R2DBC.
    static let cloudSQL = "com.google.cloud.sql"
    /// Query parameters of Prisma's engine that no other client knows.
    private static let prismaParameters: Set<String> = [
        "sslaccept", "sslidentity", "connectionlimit", "pooltimeout", "pgbouncer",
    ]

    /// The pieces of a text that may be such a URL.
    static func candidates(in text: String) -> [Substring] {
        var found: [Substring] = []
        var rest = text[...]
        while let scheme = rest.firstRange(of: "postg") ?? rest.firstRange(of: "pgsql://") {
            let isStart: (Character) -> Bool = { !($0.isLetter || $0.isNumber || ":+-".contains($0)) }
            let before = text[..<scheme.lowerBound].lastIndex(where: isStart).map(text.index(after:)) ?? text.startIndex
            let ends = text[scheme.lowerBound...].firstIndex { $0.isWhitespace || "\"'`<>|;\\)".contains($0) }
            let end = ends ?? text.endIndex
            // `key:postgres://…` of YAML without a blank starts too early; JDBC wrappers legitimately do.
            let piece = text[before..<end]
            if let jdbc = piece.firstRange(of: "jdbc:") ?? piece.firstRange(of: "r2dbc") {
                found.append(piece[jdbc.lowerBound...])
            } else {
                found.append(text[(piece.firstRange(of: "postg")?.lowerBound ?? before)..<end])
            }
            rest = text[end...]
        }
        return found
    }

    /// Where the driver's part ends: behind `postgresql:` or `postgres:`, whatever wrapper stands before it.
    private static func driverEnd(of text: String, after prefix: String) -> String.Index? {
        let lower = text.lowercased()
        let authority = lower.firstRange(of: "//")?.lowerBound ?? lower.endIndex
        let head = lower[..<authority]
        guard let name = head.firstRange(of: "postgresql:") ?? head.firstRange(of: "postgres:") else { return nil }
        let wrapper = lower[lower.index(lower.startIndex, offsetBy: prefix.count)..<name.lowerBound]
        guard wrapper.isEmpty || wrapper.hasSuffix(":") else { return nil }
        let offset = lower.distance(from: lower.startIndex, to: name.upperBound)
        guard offset <= text.count else { return nil }
        let start = text.index(text.startIndex, offsetBy: offset)
        // `jdbc:postgresql:database`, which leaves the server to the default.
        guard text[start...].hasPrefix("//") else { return text[start...].firstIndex(of: "?") ?? text.endIndex }
        return text.index(start, offsetBy: 2)
    }

    /// Reads what follows `//`: `user@host:port,host/database?name=value`.
    private static func parsed(_ text: Substring, syntax: ConnectionString.Syntax, driver: String?) -> ConnectionString
    {
        let question = text.firstIndex(of: "?")
        let location = text[..<(question ?? text.endIndex)]
        var authority = location.prefix { $0 != "/" }
        if let at = authority.lastIndex(of: "@") { authority = authority[authority.index(after: at)...] }
        var options: [String: String] = [:]
        var hosts: [Endpoint] = []
        var port: Int?
        var driver = driver
        let query = question.map { text[text.index(after: $0)...] } ?? ""
        for part in query.split(separator: "&") {
            // An ampersand in XML.
            let pair = part.hasPrefix("amp;") ? part.dropFirst(4) : part
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = sides.count > 1 ? sides[1].percentDecoded : ""
            switch ConnectionString.normalized(sides[0].percentDecoded) {
            // libpq and SQLAlchemy let the query name the hosts.
            case "host": hosts += value.split(separator: ",").map { endpoint($0) }
            case "port": port = Int(value)
            case let key:
                if options[key] == nil || syntax == .uri { options[key] = value }
                if driver == nil, syntax == .uri, prismaParameters.contains(key) { driver = "prisma" }
            }
        }
        let named = authority.split(separator: ",").map { endpoint($0) }
        let all = (named.isEmpty ? hosts : named).map { Endpoint(host: $0.host, port: $0.port ?? port) }
        return ConnectionString(syntax: syntax, driver: driver, hosts: all, options: options)
    }

    /// `host`, `host:port`, `[address]:port`
    static func endpoint(_ text: some StringProtocol) -> Endpoint {
        let part = String(text)
        if part.hasPrefix("["), let close = part.firstIndex(of: "]") {
            let host = part[part.index(after: part.startIndex)..<close]
            return Endpoint(host: String(host), port: Int(part[part.index(after: close)...].dropFirst()))
        }
        guard let colon = part.lastIndex(of: ":"), part.firstIndex(of: ":") == colon else {
            return Endpoint(host: part.percentDecoded)
        }
        return Endpoint(host: part[..<colon].percentDecoded, port: Int(part[part.index(after: colon)...]))
    }
}

extension StringProtocol {
    /// RFC 3986, section 2.1. An escape that is none stays as it is.
    var percentDecoded: String {
        guard contains("%") else { return String(self) }
        var bytes: [UInt8] = []
        var rest = Array(utf8)[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), digits.count == 2, let value = UInt8(digits, radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
