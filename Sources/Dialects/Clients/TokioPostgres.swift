import ScanModel

/// tokio-postgres with OpenSSL as psqlpy uses it. Measured with psqlpy 0.11 to 0.13; read from `src/driver/utils.rs`.
///
/// Once `ca_file` is given every mode but disable verifies, host name too, and the file is opened in every mode. Without it `prefer`
/// and `allow` are plaintext, `require` verifies nothing, and the verifying modes are errors. A program in Rust makes its connector
/// in code: what it trusts is not in its settings.
enum TokioPostgres: ClientDialect {
    static let name = "tokio-postgres"
    static let aliases: Set<String> = ["psqlpy"]

    static func uses(_ request: ClientRequest) -> [ClientUse] {
        let rules = OpenSSLBuild.rules(request.runtime)
        let mode = request.words.mode ?? "prefer"
        // psqlpy's enum is `VerifyFull`.
        let word = mode.lowercased().filter(\.isLetter)
        guard ["disable", "allow", "prefer", "require", "verifyca", "verifyfull"].contains(word) else {
            return [ClientUse(.refused("invalid value for option `sslmode`: \(mode.prefix(32))", rules: rules), .none)]
        }
        guard request.via == .named else { return [ClientUse(bareBehaviour(word, rules), .none)] }
        var behaviour: ClientBehaviour =
            switch word {
            case "disable": .plaintext(rules: rules)
            case "allow", "prefer":
                ClientBehaviour(opening: .tlsIfOffered, verification: .chainAndName, rules: rules)
            default: ClientBehaviour(opening: .tls, verification: .chainAndName, rules: rules)
            }
        behaviour.loadsStoreUnverified = true
        behaviour.unusableStore = .fails
        return [ClientUse(behaviour, .given)]
    }

    private static func bareBehaviour(_ word: String, _ rules: ChainRules) -> ClientBehaviour {
        switch word {
        case "require": ClientBehaviour(opening: .tls, verification: .none, rules: rules)
        case "verifyca", "verifyfull": .refused("no TLS implementation configured: ca_file is missing", rules: rules)
        default: .plaintext(rules: rules)
        }
    }

    static func readings(of lookup: OptionLookup, version: String?) -> [ClientReading] {
        var lookup = lookup
        let mode = lookup.nonEmptyMode()
        let named = lookup.nonEmptyOption("sslrootcert")
        let uses = uses(ClientRequest(version: version, mode: mode?.value, via: named == nil ? .none : .named))
        if uses.contains(where: { $0.behaviour.opening != .plaintext }) {
            lookup.note(UnreadSetting(name: "TLS", object: "the program's own connector", reason: .unknownClient))
        }
        return lookup.readings(
            uses, mode: mode, default: "prefer", given: named.map { [lookup.store(named: $0)] } ?? [],
            readsStoreOnce: true)
    }
}
