import ScanModel

/// What pgjdbc's `sslfactory` stands for.
enum PgjdbcFactory: Hashable {
    /// `LibPQFactory`, the default: a root file as libpq has it.
    case libpq
    /// `DefaultJavaSSLFactory`: the JVM's trust store.
    case java
    case nonValidating
    /// Someone's own class, or one that pins a certificate.
    case other

    init(_ value: String?) {
        switch value?.split(separator: ".").last {
        case nil, "LibPQFactory": self = .libpq
        case "DefaultJavaSSLFactory": self = .java
        case "NonValidatingFactory": self = .nonValidating
        default: self = .other
        }
    }
}

/// pgjdbc with its default LibPQFactory. Measured with 42.5 on JDK 17 and 25.
///
/// Reads the root file in verify-ca and verify-full alone, never the JRE's cacerts; any certificate in it is an anchor.
enum Pgjdbc: ClientDialect {
    static let name = "pgjdbc"

    static func behaviour(mode: String?, store: StoreDelivery) -> ClientBehaviour {
        let rules = ChainRules.java
        switch (mode ?? "prefer").lowercased() {
        case "disable": return ClientBehaviour(opening: .plaintext, verification: .none, rules: rules)
        case "allow": return ClientBehaviour(opening: .plaintextThenTLS, verification: .none, rules: rules)
        case "prefer": return ClientBehaviour(opening: .tlsIfOffered, verification: .none, rules: rules)
        case "require": return ClientBehaviour(opening: .tls, verification: .none, rules: rules)
        case "verify-ca": return ClientBehaviour(opening: .tls, verification: .chain, rules: rules)
        case "verify-full": return ClientBehaviour(opening: .tls, verification: .chainAndName, rules: rules)
        default:
            return ClientBehaviour(
                opening: .tls, verification: .chainAndName, rules: rules,
                invalid: "invalid sslmode value \"\((mode ?? "").prefix(32))\"")
        }
    }

    /// `sslmode`, else `ssl=true`, which means verify-full. Neither is read from the environment.
    static func mode(in lookup: inout OptionLookup) -> Connection.Option? {
        if let mode = lookup.mode() { return mode }
        guard var ssl = lookup.option("ssl"), ssl.value.isEmpty || ssl.value.lowercased() == "true" else { return nil }
        ssl.value = "verify-full"
        return ssl
    }

    static func reading(of lookup: OptionLookup, version: String?) -> ClientReading {
        var lookup = lookup
        let mode = mode(in: &lookup)
        let named = lookup.option("sslrootcert").flatMap { $0.value.isEmpty ? nil : $0 }
        var behaviour = behaviour(mode: mode?.value, store: named == nil ? .home : .named)
        if PgjdbcFactory(lookup.option("sslfactory")?.value) == .nonValidating { behaviour.verification = .none }
        let store = named.map { lookup.store(named: $0) } ?? .defaultFile(path: lookup.homeFile.path)
        return ClientReading(
            mode: lookup.modeWords(mode, default: "prefer"), behaviour: behaviour,
            stores: behaviour.verification == .none ? [] : [store], undetermined: lookup.undetermined)
    }
}
