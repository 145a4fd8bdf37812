import ScanModel

/// lib/pq, Go: any certificate is an anchor; without a root file the operating system's store. Measured with 1.10.7 and 1.12.3; where
/// the generations part is lib/pq's changelog and `ssl.go`.
///
/// The default is require (prefer after 1.12), which verifies where a named file exists. From 1.12 on the home file counts as well,
/// but not for the default. Before 1.11 the host name is checked in verify-ca and in require with a file too; prefer and allow are
/// unknown before 1.12.
enum GoLibPQ: ClientDialect {
    static let name = "lib-pq"
    static let aliases: Set<String> = ["lib/pq", "libpq-go", "pq"]

    private enum Rules { case upTo110, upTo111, upTo112, later }

    private static let generations: [Generation<Rules>] = [
        Generation(below: Version("1.11"), words: "lib/pq before 1.11", value: .upTo110),
        Generation(below: Version("1.12"), words: "lib/pq 1.11", value: .upTo111),
        Generation(below: Version("1.13"), words: "lib/pq 1.12", value: .upTo112),
        Generation(below: nil, words: "lib/pq after 1.12", value: .later),
    ]

    static func uses(_ request: ClientRequest) -> [ClientUse] {
        ClientUse.distinct(
            Generation.possible(request.version, of: generations).map { pq in
                var use =
                    switch pq.value {
                    case .upTo110: olderUse(request, checksName: true)
                    case .upTo111: olderUse(request, checksName: false)
                    case .upTo112: newerUse(request, default: "require")
                    case .later: newerUse(request, default: "prefer")
                    }
                use.supposing = pq.words
                return use
            })
    }

    /// Before 1.12: neither prefer nor the home file, and `system` is a file's name.
    private static func olderUse(_ request: ClientRequest, checksName: Bool) -> ClientUse {
        let isSystem = request.words["sslrootcert"] == "system"
        let chain: ClientBehaviour.Verification = checksName ? .chainAndName : .chain
        let behaviour: ClientBehaviour =
            switch request.words.mode ?? "require" {
            case "disable": .plaintext(rules: .go)
            case "require":
                ClientBehaviour(
                    opening: .tls, verification: request.via == .named || isSystem ? chain : .none,
                    missingStore: .skipsVerification, unusableStore: .fails, rules: .go)
            case "verify-ca": ClientBehaviour(opening: .tls, verification: chain, unusableStore: .fails, rules: .go)
            case "verify-full":
                ClientBehaviour(opening: .tls, verification: .chainAndName, unusableStore: .fails, rules: .go)
            case let other: .refused("unsupported sslmode \"\(other.prefix(32))\"", rules: .go)
            }
        if isSystem { return ClientUse(behaviour, .missing("a file named system")) }
        let isGiven = request.via == .named || request.via == .system
        return ClientUse(behaviour, isGiven ? .given : .builtIn(.operatingSystem))
    }

    private static func newerUse(_ request: ClientRequest, default word: String) -> ClientUse {
        let words = request.words
        // The mode written out looks at the home file, the default of 1.12 does not.
        let seesHome = words.mode != nil || word == "prefer"
        let isSystem = words["sslrootcert"] == "system"
        let isHome = request.via == .home && seesHome
        let hasFile = !isSystem && (request.via == .named || isHome)
        let optional: ClientBehaviour.Verification = hasFile ? .chain : .none
        var behaviour: ClientBehaviour =
            switch words.mode ?? word {
            case "disable": .plaintext(rules: .go)
            case "allow":
                ClientBehaviour(
                    opening: .plaintextThenTLS, verification: optional, missingStore: .skipsVerification, rules: .go)
            case "prefer":
                ClientBehaviour(
                    opening: .tlsIfOffered, verification: optional, missingStore: .skipsVerification,
                    rejection: .retriesPlaintext, rules: .go)
            case "require":
                ClientBehaviour(
                    opening: .tls, verification: optional, missingStore: .skipsVerification, rules: .go)
            case "verify-ca": ClientBehaviour(opening: .tls, verification: .chain, rules: .go)
            case "verify-full": ClientBehaviour(opening: .tls, verification: .chainAndName, rules: .go)
            case let other: .refused("\"\(other.prefix(32))\" is not supported", rules: .go)
            }
        if behaviour.opening == .tls { behaviour.unusableStore = .fails }
        if isHome, behaviour.missingStore == .fails { behaviour.insteadOfMissing = .operatingSystem }
        let isGiven = hasFile || request.via == .system
        return ClientUse(behaviour, isGiven ? .given : .builtIn(.operatingSystem))
    }

    static func readings(of lookup: OptionLookup, version: String?) -> [ClientReading] {
        var lookup = lookup
        let named = lookup.nonEmptyOption("sslrootcert", environment: ["PGSSLROOTCERT"])
        let mode = lookup.nonEmptyMode(environment: ["PGSSLMODE"])
        return lookup.goReadings(uses: uses, version: version, named: named, mode: mode, default: "require")
    }
}
