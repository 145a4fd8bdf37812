import ScanModel

/// libpq and all that calls it: psql, psycopg and its wheels, Ruby's pg, PHP's PDO, DBD::Pg, psqlODBC, Hasura. Measured from libpq 11
/// to 18.
///
/// Wherever the root file exists libpq verifies, in `allow`, `prefer` and `require` too; `prefer` then drops to plaintext, be it
/// over the server's certificate or over a file it cannot read (`fe-secure-openssl.c`, `initialize_SSL`; `fe-connect.c`).
/// The host name counts in verify-full alone. `SSL_CERT_FILE` matters only to `sslrootcert=system`.
enum Libpq: ClientDialect {
    static let name = "libpq"
    static let aliases: Set<String> = ["psql", "psycopg", "psycopg2", "psycopg3", "php-pdo", "ruby-pg", "psqlodbc"]

    static func uses(_ request: ClientRequest) -> [ClientUse] {
        let isSystem = request.via == .system || request.words["sslrootcert"] == "system"
        let answers = builds(request).flatMap { build -> [ClientUse] in
            guard isSystem else {
                let store: StoreInUse = [.named, .home].contains(request.via) ? .given : .missing(homeFile)
                return [answer(request.words.mode ?? "prefer", store, build.value, supposing: build.words)]
            }
            return Generation.possible(request.version, of: systems).flatMap { libpq -> [ClientUse] in
                guard libpq.value else {
                    // The word is a file's name.
                    let mode = request.words.mode ?? "prefer"
                    return [answer(mode, .missing("a file named system"), build.value, supposing: libpq.words)]
                }
                return systemAnswers(request, build.value, supposing: libpq.words)
            }
        }
        return ClientUse.distinct(answers)
    }

    private static let homeFile = "~/.postgresql/root.crt"

    private static let systems: [Generation<Bool>] = [
        Generation(below: Version("16"), words: "libpq before 16", value: false),
        Generation(below: nil, words: "libpq 16 or later", value: true),
    ]

    /// The OpenSSL that a build is linked with, where nothing names it: old versions came with old ones.
    private static func builds(_ request: ClientRequest) -> [Generation<ChainRules>] {
        let all = OpenSSLBuild.generations(inWheel: request.runtime.notes.contains("wheel"))
        if let version = request.runtime[.openssl] { return Generation.possible(version, of: all) }
        let major = request.version?.major ?? 15
        return Array(all.suffix(major < 12 ? 3 : major < 14 ? 2 : 1))
    }

    /// `sslrootcert=system` (libpq 16) knows only one mode. The wheels of psycopg2 and psycopg carry an OpenSSL whose directory of
    /// authorities does not exist on the machine, so they find none unless `SSL_CERT_FILE` names it (measured, finding 9).
    private static func systemAnswers(
        _ request: ClientRequest, _ rules: ChainRules, supposing libpq: String
    ) -> [ClientUse] {
        let mode = request.words.mode ?? "verify-full"
        guard mode == "verify-full" else {
            let refusal = "weak sslmode \"\(mode.prefix(32))\" may not be used with sslrootcert=system"
            return [ClientUse(.refused(refusal, rules: rules), .none, supposing: libpq)]
        }
        let given = answer(mode, .given, rules, supposing: "\(libpq) of a distribution")
        let notes = request.runtime.notes
        if request.via == .named || notes.contains("debian") { return [given] }
        let wheel = answer(
            mode, .missing("the directory of authorities of the wheel's OpenSSL"), rules,
            supposing: "\(libpq) out of a Python wheel")
        return notes.contains("wheel") ? [wheel] : [given, wheel]
    }

    private static func answer(
        _ mode: String, _ store: StoreInUse, _ rules: ChainRules, supposing: String?
    ) -> ClientUse {
        ClientUse(behaviour(mode, rules), store, supposing: supposing)
    }

    private static func behaviour(_ mode: String, _ rules: ChainRules) -> ClientBehaviour {
        switch mode {
        case "disable": .plaintext(rules: rules)
        case "allow":
            ClientBehaviour(
                opening: .plaintextThenTLS, verification: .chain, missingStore: .skipsVerification, rules: rules)
        case "prefer":
            ClientBehaviour(
                opening: .tlsIfOffered, verification: .chain, missingStore: .skipsVerification,
                rejection: .retriesPlaintext, rules: rules)
        case "require":
            ClientBehaviour(opening: .tls, verification: .chain, missingStore: .skipsVerification, rules: rules)
        case "verify-ca": ClientBehaviour(opening: .tls, verification: .chain, rules: rules)
        case "verify-full": ClientBehaviour(opening: .tls, verification: .chainAndName, rules: rules)
        default: .refused("invalid sslmode value: \"\(mode.prefix(32))\"", rules: rules)
        }
    }

    static func readings(of lookup: OptionLookup, version: String?) -> [ClientReading] {
        var lookup = lookup
        let named = lookup.nonEmptyOption("sslrootcert", environment: ["PGSSLROOTCERT"])
        var mode = lookup.nonEmptyMode(environment: ["PGSSLMODE"])
        if mode == nil, var required = lookup.option("requiressl", environment: ["PGREQUIRESSL"]), required.value == "1"
        {
            required.value = "require"
            mode = required
        }
        let isSystem = named?.value == "system"
        // A tool comes from the image's distribution; a wheel is a Python matter.
        let isTool = if case .tool = lookup.connection.kind { true } else { false }
        let request = ClientRequest(
            version: version, runtime: isTool ? "debian" : nil, mode: mode?.value,
            via: isSystem ? .system : named == nil ? .home : .named)
        let uses = uses(request)
        if isSystem, version == nil, mode?.value != "verify-full" {
            // Before version 16 "system" is a file's name, which changes everything but verify-full's outcome on a lucky day.
            lookup.note(
                UnreadSetting(name: "sslrootcert=system", object: "the version of libpq", reason: .unknownClient))
        }
        if named == nil, lookup.mountedHomeFile == nil, uses.contains(where: { $0.behaviour.missingStore == .fails }) {
            _ = lookup.option("sslrootcert", decides: true)
        }
        let file = named.map { lookup.store(named: $0) } ?? lookup.homeStore
        return lookup.readings(
            uses, mode: mode, default: isSystem && (request.version?.major ?? 16) >= 16 ? "verify-full" : "prefer",
            given: isSystem ? lookup.openSSLStores : [file], missing: file)
    }
}
