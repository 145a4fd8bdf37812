import ScanModel

/// pgx 4 and 5, Go: any certificate is an anchor; without a root file the operating system's store. Measured with 4.15 and 5.10,
/// where the generations part by pgx' changelog and `pgconn/config.go`.
///
/// prefer, allow and the default never verify, yet the file is read in every mode with TLS (from 5.7 in `disable` too): one that is
/// missing where it is named, or not PEM, is an error of the configuration. `sslrootcert=system` means verify-full from 5.7 on.
/// The home file is that of the user database in a build with cgo, of `$HOME` in one without (`os/user`).
enum Pgx: ClientDialect {
    static let name = "pgx"
    static let aliases: Set<String> = ["jackc/pgx", "pgconn"]

    private struct Rules {
        /// Whether `allow` tries TLS where the server refuses plaintext.
        var allowRetries: Bool
        /// Whether `sslrootcert=system` is more than a file's name, and the file is read before the mode is looked at.
        var knowsSystem: Bool
    }

    private static let generations: [Generation<Rules>] = [
        Generation(
            below: Version("5.4.2"), words: "pgx before 5.4.2", value: Rules(allowRetries: false, knowsSystem: false)),
        Generation(
            below: Version("5.7"), words: "pgx 5.4.2 to 5.6", value: Rules(allowRetries: true, knowsSystem: false)),
        Generation(
            below: nil, words: "pgx 5.7 or later", value: Rules(allowRetries: true, knowsSystem: true)),
    ]

    static func uses(_ request: ClientRequest) -> [ClientUse] {
        let words = request.words
        let isSystem = words["sslrootcert"] == "system"
        return ClientUse.distinct(
            Generation.possible(request.version, of: generations).map { pgx in
                let hasFile = isSystem ? !pgx.value.knowsSystem : [.named, .home].contains(request.via)
                let mode = isSystem && pgx.value.knowsSystem ? "verify-full" : words.mode ?? "prefer"
                let behaviour = behaviour(
                    mode, hasFile: hasFile, isOptional: request.via == .home && !isSystem, pgx.value)
                return ClientUse(
                    behaviour, store(request.via, isSystemFile: isSystem && hasFile), supposing: pgx.words)
            })
    }

    private static func store(_ via: StoreDelivery, isSystemFile: Bool) -> StoreInUse {
        if isSystemFile { return .missing("a file named system") }
        switch via {
        case .named, .home, .system: return .given
        case .extra, .truststore, .none: return .builtIn(.operatingSystem)
        }
    }

    private static func behaviour(
        _ mode: String, hasFile: Bool, isOptional: Bool, _ pgx: Rules
    ) -> ClientBehaviour {
        var behaviour: ClientBehaviour =
            switch mode {
            case "disable": .plaintext(rules: .go)
            case "allow":
                ClientBehaviour(
                    opening: pgx.allowRetries ? .plaintextThenTLS : .plaintext, verification: .none, rules: .go)
            case "prefer": ClientBehaviour(opening: .tlsIfOffered, verification: .none, rules: .go)
            case "require": ClientBehaviour(opening: .tls, verification: hasFile ? .chain : .none, rules: .go)
            case "verify-ca": ClientBehaviour(opening: .tls, verification: .chain, rules: .go)
            case "verify-full": ClientBehaviour(opening: .tls, verification: .chainAndName, rules: .go)
            default: .refused("sslmode is invalid: \"\(mode.prefix(32))\"", rules: .go)
            }
        behaviour.unusableStore = .fails
        behaviour.loadsStoreUnverified = hasFile && (mode != "disable" || pgx.knowsSystem)
        if isOptional {
            // Without the home file `require` verifies nothing, and the verifying modes take the system's store.
            behaviour.missingStore = .skipsVerification
            if mode.hasPrefix("verify-") { behaviour.insteadOfMissing = .operatingSystem }
        }
        return behaviour
    }

    static func readings(of lookup: OptionLookup, version: String?) -> [ClientReading] {
        var lookup = lookup
        let named = lookup.nonEmptyOption("sslrootcert", environment: ["PGSSLROOTCERT"])
        let mode = lookup.nonEmptyMode(environment: ["PGSSLMODE"])
        return lookup.goReadings(
            uses: uses, version: version, named: named, mode: mode, default: "prefer", readsFileOnce: true)
    }
}
