import ScanModel

/// pg8000, pure Python: reads no environment, no home file and no sslmode. Measured with 1.31 on Python 3.11 and 3.13.
///
/// Without `ssl_context` TLS where the server offers it, with `True` TLS or nothing: never verified (`core.py` turns the default
/// context's checks off). A context made in code verifies, and is not seen in settings.
enum Pg8000: ClientDialect {
    static let name = "pg8000"
    static let modes = [
        "ssl=True", "ssl=False", "ssl=create_default_context()", "ssl=create_default_context(cafile)",
        "ssl=PROTOCOL_TLS_CLIENT+load_verify_locations",
    ]

    static func uses(_ request: ClientRequest) -> [ClientUse] {
        let words = request.words
        let rules = OpenSSLBuild.rules(request.runtime)
        let argument = words.mode ?? words["ssl"] ?? words["ssl_context"]
        if let context = PythonContext(argument) { return context.uses(request) }
        let behaviour: ClientBehaviour =
            switch argument?.lowercased() {
            case nil, "none": ClientBehaviour(opening: .tlsIfOffered, verification: .none, rules: rules)
            case "true": ClientBehaviour(opening: .tls, verification: .none, rules: rules)
            case "false": .plaintext(rules: rules)
            case let other?: .refused("connect() knows no sslmode (\(other.prefix(32)))", rules: rules)
            }
        return [ClientUse(behaviour, .none)]
    }

    static func readings(of lookup: OptionLookup, version: String?) -> [ClientReading] {
        lookup.readings(uses(ClientRequest(version: version, mode: nil, via: .none)), mode: nil, default: "prefer")
            .map { reading in
                var reading = reading
                reading.mode = lookup.defaultMode("prefer")
                return reading
            }
    }
}
