import ScanModel

/// postgres.js (the package `postgres`) 3.x on Node. Measured with 3.4; the rest read from its `src/index.js` and `src/connection.js`.
///
/// `require`, `prefer` and `allow` never verify; any other word, `true` and an object do, with the host name. A file is given by
/// `ssl: {ca}` alone: `sslrootcert` in a URL is sent to the server as a parameter that it does not know. `PGSSL` is read, PGSSLMODE
/// is not. Without a mode the session is plaintext.
enum PostgresJS: ClientDialect {
    static let name = "postgres.js"
    static let aliases: Set<String> = ["postgresjs", "postgres-js"]
    static let modes = ["disable", "allow", "prefer", "require", "verify-full", "ssl=true", "ssl={ca}"]

    static func uses(_ request: ClientRequest) -> [ClientUse] {
        let words = request.words
        let ssl = words["ssl"] ?? words.mode ?? "false"
        if let refusal = NodeTrust.refusal(request) { return [ClientUse(.refused(refusal, rules: .node), .none)] }
        if let object = NodeObject(ssl) { return object.uses(request) }
        if words["ssl"] == nil, request.via == .named || words["sslrootcert"] != nil {
            let refusal = "the server knows no parameter \"sslrootcert\", which postgres.js passes on"
            return [ClientUse(.refused(refusal, rules: .node), .none)]
        }
        let behaviour: ClientBehaviour =
            switch ssl {
            case "false", "disable": .plaintext(rules: .node)
            case "prefer": ClientBehaviour(opening: .tlsIfOffered, verification: .none, rules: .node)
            case "require", "allow": ClientBehaviour(opening: .tls, verification: .none, rules: .node)
            default: ClientBehaviour(opening: .tls, verification: .chainAndName, rules: .node)
            }
        return NodeTrust.uses(behaviour, request)
    }

    static func readings(of lookup: OptionLookup, version: String?) -> [ClientReading] {
        var lookup = lookup
        let mode =
            lookup.connection.options["sslmode"] ?? lookup.connection.options["ssl"]
            ?? lookup.mode(environment: ["PGSSL"])
        let named = lookup.connection.options["sslrootcert"].flatMap { $0.value.isEmpty ? nil : $0 }
        if let authority = named ?? lookup.inlineAuthority, OptionLookup.inlineCertificates(authority.value) != nil,
            mode == nil || mode?.value.lowercased() == "true"
        {
            return lookup.nodeReadings(
                mode: mode, default: "verify-full", named: authority, text: "ssl={ca}", uses: uses)
        }
        let isRefused = named != nil && lookup.connection.kind == .string(.uri)
        return lookup.nodeReadings(mode: mode, default: "disable", named: nil) { request in
            var request = request
            if isRefused { request.via = .named }
            return uses(request)
        }
    }
}
