import ScanModel

/// The R2DBC driver (`io.r2dbc:r2dbc-postgresql`), of reactive Spring. Read from its `client/SSLConfig.java` and
/// `SslFallbackConnectionFunction.java`, not measured.
///
/// The names are libpq's, the defaults are not: without a mode the session is plaintext, `prefer` and `require` never verify, and
/// verify-ca and verify-full take the JVM's trust store where no `sslRootCert` is named. `tunnel` is TLS before the protocol begins:
/// judged as verify-full, the worse.
enum R2DBC: ClientDialect {
    static let name = "r2dbc-postgresql"
    static let aliases: Set<String> = ["r2dbc"]
    static let modes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full", "tunnel"]

    static func uses(_ request: ClientRequest) -> [ClientUse] {
        let isNamed = request.via == .named
        let stacks: [(store: StoreInUse, rules: ChainRules, supposing: String?)] =
            isNamed
            ? JavaTrust.fileRules(request.runtime).map { (.given, $0.rules, $0.supposing) } : JavaTrust.stores(request)
        return ClientUse.distinct(
            stacks.map { jvm in
                var behaviour = behaviour(request.words, jvm.rules)
                if !isNamed, jvm.store == .given { behaviour.insteadOfMissing = .javaCacerts }
                return ClientUse(behaviour, jvm.store, supposing: jvm.supposing)
            })
    }

    private static func behaviour(_ words: ModeWords, _ rules: ChainRules) -> ClientBehaviour {
        let mode = words.mode ?? (words["ssl"]?.lowercased() == "true" ? "verify-full" : "disable")
        return switch mode.lowercased().replacing("_", with: "-") {
        case "disable": .plaintext(rules: rules)
        case "allow": ClientBehaviour(opening: .plaintextThenTLS, verification: .none, rules: rules)
        case "prefer": ClientBehaviour(opening: .tlsIfOffered, verification: .none, rules: rules)
        case "require": ClientBehaviour(opening: .tls, verification: .none, rules: rules)
        case "verify-ca": ClientBehaviour(opening: .tls, verification: .chain, rules: rules)
        case "verify-full", "tunnel": ClientBehaviour(opening: .tls, verification: .chainAndName, rules: rules)
        default: .refused("Invalid ssl mode value: \(mode.prefix(32))", rules: rules)
        }
    }

    static func readings(of lookup: OptionLookup, version: String?) -> [ClientReading] {
        var lookup = lookup
        let mode = Pgjdbc.mode(in: &lookup)
        let named = lookup.nonEmptyOption("sslrootcert")
        let uses = uses(
            ClientRequest(
                version: version, runtime: lookup.javaRuntime, mode: mode?.value,
                via: named == nil ? .truststore : .named))
        return lookup.readings(
            uses, mode: mode, default: "disable",
            given: named.map { [lookup.store(named: $0)] } ?? lookup.javaStores, readsStoreOnce: true)
    }
}
