import ScanModel

/// ADO.NET's `Host=db;SSL Mode=VerifyFull;Root Certificate=/ca.pem`, as Npgsql reads it, and ODBC's
/// `Driver={PostgreSQL Unicode};Server=db;SSLmode=verify-full`, which psqlODBC hands to libpq.
struct SemicolonConnectionString {
    var connectionString: ConnectionString

    private static let hostKeys: Set<String> = ["host", "server", "datasource", "addr", "address", "networkaddress"]
    /// SQL Server's and MySQL's own keys: such a string is none of PostgreSQL's.
    private static let foreignKeys: Set<String> = [
        "initialcatalog", "multipleactiveresultsets", "attachdbfilename", "integratedsecurity", "trusted_connection",
        "accountendpoint", "endpoint", "blobendpoint", "defaultendpointsprotocol", "allowuservariables",
        "instrumentationkey", "endpointsuffix",
    ]

    init?(_ text: String) {
        guard let options = Self.pairs(in: text), Self.foreignKeys.isDisjoint(with: options.keys),
            OtherService(ofConnectionString: options) == nil, let host = Self.host(in: options)
        else { return nil }
        let hosts = Self.endpoints(host, port: options["port"])
        if let driver = options["driver"]?.lowercased() {
            guard driver.contains("postgres") || driver.contains("psqlodbc") else { return nil }
            connectionString = ConnectionString(syntax: .keywords, driver: "psqlodbc", hosts: hosts, options: options)
            return
        }
        var kept = options
        kept["sslrootcert"] = options["rootcertificate"]
        connectionString = ConnectionString(syntax: .ado, hosts: hosts, options: kept)
    }

    /// The text's pairs by normalized name; nil where it is no such list.
    static func pairs(in text: String) -> [String: String]? {
        guard text.contains(";"), text.contains("="), !text.contains("://"), !text.contains("\n") else { return nil }
        var options: [String: String] = [:]
        for part in text.split(separator: ";") {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2 else {
                if part.trimmingBlanks.isEmpty { continue }
                return nil
            }
            var value = sides[1].trimmingBlanks
            if let quote = value.first, quote == "'" || quote == "\"", value.last == quote, value.count > 1 {
                value = String(value.dropFirst().dropLast())
            }
            options[ConnectionString.normalized(sides[0].trimmingBlanks)] = value
        }
        return options
    }

    /// The value that names the server.
    static func host(in options: [String: String]) -> String? { hostKeys.compactMap { options[$0] }.min() }

    /// `tcp:h1,h2`, each with a port of its own or the common one.
    static func endpoints(_ host: String, port: String?) -> [Endpoint] {
        host.split(separator: ",").map { name in
            let endpoint = ConnectionURI.endpoint(name.hasPrefix("tcp:") ? name.dropFirst(4) : name)
            return Endpoint(host: endpoint.host, port: endpoint.port ?? port.flatMap { Int($0) })
        }
    }
}
