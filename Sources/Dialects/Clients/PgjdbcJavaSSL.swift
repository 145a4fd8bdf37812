import ScanModel

/// pgjdbc with `sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory`: the JVM's trust store decides, in every mode with TLS.
///
/// Measured with 42.5 on JDK 17: `require` and `prefer` verify too and do not fall back to plaintext; the host name counts in
/// verify-full alone. `sslrootcert` and the home file are not read.
enum PgjdbcJavaSSL: ClientDialect {
    static let name = "pgjdbc-javassl"
    static let modes = Pgjdbc.modes

    static func uses(_ request: ClientRequest) -> [ClientUse] {
        ClientUse.distinct(
            JavaTrust.stores(request).map { jvm in
                var behaviour = Pgjdbc.behaviour(request.words, jvm.rules)
                if behaviour.opening != .plaintext, behaviour.verification == .none { behaviour.verification = .chain }
                behaviour.insteadOfMissing = jvm.store == .given ? .javaCacerts : nil
                return ClientUse(behaviour, jvm.store, supposing: jvm.supposing)
            })
    }

    static func readings(of lookup: OptionLookup, version: String?) -> [ClientReading] {
        var lookup = lookup
        let mode = Pgjdbc.mode(in: &lookup)
        let uses = uses(ClientRequest(version: version, runtime: lookup.runtime, mode: mode?.value, via: .truststore))
        if uses.contains(where: { $0.behaviour.verification != .none }),
            lookup.javaProperty("javax.net.ssl.trustStore") == nil, let unread = lookup.unreadJavaVariable
        {
            lookup.note(unread)
        }
        return lookup.readings(uses, mode: mode, default: "prefer", given: lookup.javaStores, readsStoreOnce: true)
    }
}
