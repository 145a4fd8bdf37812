import ScanModel

/// ADO.NET's `Host=db;SSL Mode=VerifyFull;Root Certificate=/ca.pem`, as Npgsql reads it.
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
        guard Self.foreignKeys.isDisjoint(with: options.keys),
            let host = Self.hostKeys.compactMap({ options[$0] }).min()
        else { return nil }
        options["sslrootcert"] = options["rootcertificate"]
        let port = options["port"].flatMap { Int($0) }
        let hosts = host.split(separator: ",").map { name in
            let endpoint = ConnectionURI.endpoint(name.hasPrefix("tcp:") ? name.dropFirst(4) : name)
            return Endpoint(host: endpoint.host, port: endpoint.port ?? port)
        }
        connectionString = ConnectionString(syntax: .ado, hosts: hosts, options: options)
    }
}
