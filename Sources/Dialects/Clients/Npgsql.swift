import ScanModel

/// Npgsql, the .NET driver. Read from its source (5 to 10, `Internal/NpgsqlConnector.cs`), not measured.
///
/// `Prefer` and `Require` trust anything; `VerifyCA` and `VerifyFull` use Root Certificate, PGSSLROOTCERT, the home file, else the
/// platform's store. Up to 8 a chain that the platform trusts is accepted before the file is looked at: the worse, the file alone,
/// is answered. 6 and 7 refuse `Require` without `Trust Server Certificate=true`; before 6 every TLS mode verifies without it.
/// `PGSSLMODE` and `PGHOST` are not read.
enum Npgsql: ClientDialect {
    static let name = "npgsql"
    static let modes = ["Disable", "Allow", "Prefer", "Require", "VerifyCA", "VerifyFull"]

    private enum Rules { case upTo5, upTo7, later }

    private static let generations: [Generation<Rules>] = [
        Generation(below: Version("6"), words: "Npgsql before 6", value: .upTo5),
        Generation(below: Version("8"), words: "Npgsql 6 or 7", value: .upTo7),
        Generation(below: nil, words: "Npgsql 8 or later", value: .later),
    ]

    static func uses(_ request: ClientRequest) -> [ClientUse] {
        // Npgsql 5 left support in 2022: it is meant only where it is named.
        let possible = Generation.possible(request.version, of: generations)
        return ClientUse.distinct(
            possible.suffix(request.version == nil ? 2 : 1).map { npgsql in
                var behaviour =
                    npgsql.value == .upTo5 ? olderBehaviour(request.mode) : behaviour(request.mode, npgsql.value)
                if request.via == .home, behaviour.invalid == nil { behaviour.insteadOfMissing = .operatingSystem }
                let store: StoreInUse =
                    [.named, .home, .system].contains(request.via) ? .given : .builtIn(.operatingSystem)
                return ClientUse(behaviour, store, supposing: npgsql.words)
            })
    }

    /// The mode's letters, whatever the spelling: .NET's enum parser ignores case, and hyphens are libpq's, which applications
    /// translate. Options of a connection string may stand around it.
    private static func mode(_ text: String?) -> (word: String?, trustsServer: Bool) {
        let letters = (text ?? "").lowercased().filter { $0.isLetter || $0 == "=" || $0 == ";" }
        let trust = "trustservercertificate=true"
        var word = letters.replacing(trust, with: "").filter { $0 != ";" }
        if word.hasPrefix("sslmode=") { word.removeFirst("sslmode=".count) }
        return (word.isEmpty || word == "default" ? nil : word, letters.contains(trust))
    }

    private static func behaviour(_ text: String?, _ rules: Rules) -> ClientBehaviour {
        let (word, trustsServer) = mode(text)
        switch word ?? "prefer" {
        case "disable": return .plaintext(rules: .dotNet)
        case "allow": return ClientBehaviour(opening: .plaintextThenTLS, verification: .none, rules: .dotNet)
        case "prefer": return ClientBehaviour(opening: .tlsIfOffered, verification: .none, rules: .dotNet)
        case "require" where rules == .upTo7 && !trustsServer:
            return .refused("To validate server certificates, please use VerifyFull or VerifyCA", rules: .dotNet)
        case "require": return ClientBehaviour(opening: .tls, verification: .none, rules: .dotNet)
        case "verifyca": return ClientBehaviour(opening: .tls, verification: .chain, rules: .dotNet)
        case "verifyfull": return ClientBehaviour(opening: .tls, verification: .chainAndName, rules: .dotNet)
        default: return .refused("invalid SSL Mode \"\((text ?? "").prefix(32))\"", rules: .dotNet)
        }
    }

    private static func olderBehaviour(_ text: String?) -> ClientBehaviour {
        let (word, trustsServer) = mode(text)
        let verification: ClientBehaviour.Verification = trustsServer ? .none : .chainAndName
        switch word ?? "disable" {
        case "disable": return .plaintext(rules: .dotNet)
        case "prefer": return ClientBehaviour(opening: .tlsIfOffered, verification: verification, rules: .dotNet)
        case "require": return ClientBehaviour(opening: .tls, verification: verification, rules: .dotNet)
        default: return .refused("invalid SSL Mode \"\((text ?? "").prefix(32))\"", rules: .dotNet)
        }
    }

    static func readings(of lookup: OptionLookup, version: String?) -> [ClientReading] {
        var lookup = lookup
        let mode = lookup.mode()
        let trust = lookup.connection.options["trustservercertificate"]?.value.lowercased() == "true"
        let text = [mode?.value, trust ? "Trust Server Certificate=true" : nil].compactMap(\.self)
        var request = ClientRequest(version: version, mode: text.joined(separator: ";"), via: .system)
        var file: StoreReference?
        if uses(request).contains(where: { $0.behaviour.verification != .none }) {
            let named = lookup.nonEmptyOption("sslrootcert", environment: ["PGSSLROOTCERT"])
            file = named.map { lookup.store(named: $0) } ?? lookup.mountedHomeFile
            request.via = named != nil ? .named : file != nil ? .home : .system
        }
        return lookup.readings(
            uses(request), mode: mode, default: "Prefer", given: file.map { [$0] } ?? lookup.operatingSystemStores,
            readsStoreOnce: file == nil)
    }
}
