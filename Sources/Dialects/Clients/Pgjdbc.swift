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
        case "DefaultJavaSSLFactory", "DefaultJava": self = .java
        case "NonValidatingFactory", "NonValidating": self = .nonValidating
        default: self = .other
        }
    }
}

/// pgjdbc with its default LibPQFactory. Measured with 42.5 on JDK 17 and 25.
///
/// Reads the root file in verify-ca and verify-full alone, never the JRE's cacerts; any certificate in it is an anchor.
/// `sslfactory=…NonValidatingFactory` checks no chain, yet verify-full still checks the host name (`ssl/MakeSSL.java`).
enum Pgjdbc: ClientDialect {
    static let name = "pgjdbc"
    static let modes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full", "ssl=true"]

    static func uses(_ request: ClientRequest) -> [ClientUse] {
        let words = request.words
        let factory = PgjdbcFactory(words["sslfactory"])
        switch factory {
        case .java: return PgjdbcJavaSSL.uses(request)
        case .other:
            let refusal = "sslfactory \((words["sslfactory"] ?? "").prefix(64)) is none whose rules are known"
            return [ClientUse(.refused(refusal, rules: .java), .none)]
        case .libpq, .nonValidating: break
        }
        let isGiven = request.via == .named || request.via == .home
        return ClientUse.distinct(
            JavaTrust.fileRules(request.runtime).map { jvm in
                var behaviour = behaviour(words, jvm.rules)
                if factory == .nonValidating {
                    behaviour.checksNameUnverified = behaviour.verification == .chainAndName
                    behaviour.verification = .none
                }
                let store: StoreInUse = isGiven ? .given : .missing("~/.postgresql/root.crt")
                return ClientUse(behaviour, store, supposing: jvm.supposing)
            })
    }

    static func behaviour(_ words: ModeWords, _ rules: ChainRules) -> ClientBehaviour {
        let isOn = ["true", ""].contains(words["ssl"]?.lowercased())
        let mode = words.mode ?? (isOn ? "verify-full" : "prefer")
        return switch mode.lowercased() {
        case "disable": .plaintext(rules: rules)
        case "allow": ClientBehaviour(opening: .plaintextThenTLS, verification: .none, rules: rules)
        case "prefer": ClientBehaviour(opening: .tlsIfOffered, verification: .none, rules: rules)
        case "require": ClientBehaviour(opening: .tls, verification: .none, rules: rules)
        case "verify-ca": ClientBehaviour(opening: .tls, verification: .chain, rules: rules)
        case "verify-full": ClientBehaviour(opening: .tls, verification: .chainAndName, rules: rules)
        default: .refused("Invalid sslmode value: \(mode.prefix(32))", rules: rules)
        }
    }

    /// `sslmode`, else `ssl=true`, which means verify-full. Neither is read from the environment.
    static func mode(in lookup: inout OptionLookup) -> Connection.Option? {
        if let mode = lookup.mode() { return mode }
        guard var ssl = lookup.option("ssl"), ssl.value.isEmpty || ssl.value.lowercased() == "true" else { return nil }
        ssl.value = "verify-full"
        return ssl
    }

    static func readings(of lookup: OptionLookup, version: String?) -> [ClientReading] {
        var lookup = lookup
        let mode = mode(in: &lookup)
        let named = lookup.nonEmptyOption("sslrootcert")
        let isUnchecked = PgjdbcFactory(lookup.option("sslfactory")?.value) == .nonValidating
        let text = [mode?.value, isUnchecked ? "sslfactory=NonValidatingFactory" : nil].compactMap(\.self)
        let uses = uses(
            ClientRequest(
                version: version, runtime: lookup.javaRuntime, mode: text.joined(separator: " "),
                via: named == nil ? .home : .named))
        return lookup.readings(
            uses, mode: mode, default: "prefer", given: [named.map { lookup.store(named: $0) } ?? lookup.homeStore])
    }
}
