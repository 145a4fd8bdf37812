import ScanModel

/// libpq's `host=db sslmode='verify-full'` (manual, "Keyword/Value Connection Strings").
struct KeywordConnectionString {
    var connectionString: ConnectionString

    /// Keywords that show that it is one and not any text with `=` in it.
    private static let signs: Set<String> = ["host", "hostaddr", "sslmode", "dbname", "service", "sslrootcert"]

    init?(_ text: String) {
        guard let pairs = Self.pairs(in: text), pairs.contains(where: { Self.signs.contains($0.key) }) else {
            return nil
        }
        // One lone pair (`host=x`) is as likely anything else, except where it names TLS or a service.
        guard pairs.count > 1 || pairs.contains(where: { $0.key == "sslmode" || $0.key == "service" }) else {
            return nil
        }
        connectionString = Self.connectionString(of: pairs)
    }

    /// For places where nothing else than such a list can stand, be it of one pair: nil where the text is none.
    init?(list text: String) {
        guard let pairs = Self.pairs(in: text), !pairs.isEmpty else { return nil }
        connectionString = Self.connectionString(of: pairs)
    }

    private static func connectionString(of pairs: [(key: String, value: String)]) -> ConnectionString {
        var options: [String: String] = [:]
        for (key, value) in pairs { options[ConnectionString.normalized(key)] = value }
        let ports = (options["port"] ?? "").split(separator: ",", omittingEmptySubsequences: false)
        let names = (options["host"] ?? options["hostaddr"] ?? "").split(separator: ",")
        let hosts = names.enumerated().map { index, name in
            Endpoint(host: String(name), port: Int(ports.count == 1 ? ports[0] : ports.dropFirst(index).first ?? ""))
        }
        return ConnectionString(syntax: .keywords, hosts: hosts, options: options)
    }

    /// Nil where the text is no list of `name=value`.
    private static func pairs(in text: String) -> [(key: String, value: String)]? {
        var pairs: [(String, String)] = []
        var rest = text[...]
        while true {
            rest = rest.drop { $0.isWhitespace }
            guard !rest.isEmpty else { return pairs }
            let key = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            rest = rest.dropFirst(key.count).drop { $0.isWhitespace }
            guard !key.isEmpty, rest.first == "=" else { return nil }
            rest = rest.dropFirst().drop { $0.isWhitespace }
            var value = ""
            let isQuoted = rest.first == "'"
            if isQuoted { rest = rest.dropFirst() }
            while let character = rest.first, isQuoted ? character != "'" : !character.isWhitespace {
                rest = rest.dropFirst()
                if character == "\\", let escaped = rest.first {
                    value.append(escaped)
                    rest = rest.dropFirst()
                } else {
                    value.append(character)
                }
            }
            if isQuoted { rest = rest.dropFirst() }
            pairs.append((key.lowercased(), value))
        }
    }
}
