import ScanModel

/// pg8000, pure Python: reads no environment, no home file and no sslmode. Measured on Python 3.11 and 3.13.
///
/// TLS where the server offers it, never verified; a verifying `ssl_context` is made in code and not seen in settings.
enum Pg8000: ClientDialect {
    static let name = "pg8000"

    static func behaviour(mode: String?, store: StoreDelivery) -> ClientBehaviour {
        ClientBehaviour(opening: .tlsIfOffered, verification: .none, rules: .openSSL)
    }

    static func reading(of lookup: OptionLookup, version: String?) -> ClientReading {
        ClientReading(mode: lookup.defaultMode("prefer"), behaviour: behaviour(mode: nil, store: .none))
    }
}
