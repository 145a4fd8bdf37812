import ScanModel

/// pgjdbc with `sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory`: the JVM's trust store decides, in every mode with TLS.
///
/// Measured with 42.5 on JDK 17: `require` and `prefer` verify too and do not fall back to plaintext.
enum PgjdbcJavaSSL: ClientDialect {
    static let name = "pgjdbc-javassl"

    static func behaviour(mode: String?, store: StoreDelivery) -> ClientBehaviour {
        var behaviour = Pgjdbc.behaviour(mode: mode, store: store)
        if behaviour.opening != .plaintext, behaviour.verification == .none { behaviour.verification = .chain }
        return behaviour
    }

    static func reading(of lookup: OptionLookup, version: String?) -> ClientReading {
        var lookup = lookup
        let mode = Pgjdbc.mode(in: &lookup)
        let behaviour = behaviour(mode: mode?.value, store: .system)
        if behaviour.verification != .none, lookup.javaProperty("javax.net.ssl.trustStore") == nil,
            let unread = lookup.unreadJavaVariable
        {
            lookup.note(unread)
        }
        return ClientReading(
            mode: lookup.modeWords(mode, default: "prefer"), behaviour: behaviour,
            stores: behaviour.verification == .none ? [] : [lookup.javaStore], undetermined: lookup.undetermined,
            readsStoreOnce: true)
    }
}
