import ScanModel

/// Pgpool-II towards its backends. Read from `src/utils/pool_ssl.c`, not measured.
///
/// `ssl = on` asks for TLS and takes plaintext where the backend has none; nothing is verified without `ssl_ca_cert` or
/// `ssl_ca_cert_dir`, and the host name never is. A file that cannot be loaded means that TLS is not asked for: failure is answered,
/// which is the worse of the two.
enum Pgpool: ClientDialect {
    static let name = "pgpool"
    static let aliases: Set<String> = ["pgpool-ii", "pgpool2"]
    static let modes = ["off", "on"]

    static func uses(_ request: ClientRequest) -> [ClientUse] {
        let words = request.words
        let rules = OpenSSLBuild.rules(request.runtime)
        switch (words.mode ?? words["ssl"] ?? "off").lowercased() {
        case "on", "true", "yes", "1":
            let isNamed = request.via == .named
            let behaviour = ClientBehaviour(
                opening: .tlsIfOffered, verification: isNamed ? .chain : .none, unusableStore: .fails, rules: rules)
            return [ClientUse(behaviour, isNamed ? .given : .none)]
        case "off", "false", "no", "0": return [ClientUse(.plaintext(rules: rules), .none)]
        case let other: return [ClientUse(.refused("invalid value for ssl: \(other.prefix(32))", rules: rules), .none)]
        }
    }

    static func readings(of lookup: OptionLookup, version: String?) -> [ClientReading] {
        var lookup = lookup
        let mode = lookup.poolerOption(["ssl"]) ?? lookup.connection.options["ssl"]
        let file = lookup.poolerOption(["ssl", "ca", "cert"]) ?? lookup.poolerOption(["ssl", "ca", "cert", "dir"])
        let uses = uses(ClientRequest(version: version, mode: mode?.value, via: file == nil ? .none : .named))
        return lookup.readings(
            uses, mode: mode, default: "off", given: file.map { [lookup.store(named: $0)] } ?? [])
    }
}
