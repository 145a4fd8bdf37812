import ScanModel

/// node-postgres (`pg` 8.x) on Node 18 to 24: in a URL every sslmode but disable and no-verify is full verification, host name too.
///
/// Measured with 8.8 and 8.23; the rest read from `pg-connection-string`. A file that a URL names is read in every mode, `disable`
/// too; one that is empty means Node's own list, any other content that is no certificate an empty one. `PGSSLROOTCERT` and the home
/// file are not read. Without any sign of TLS the session is plaintext.
enum NodePostgres: ClientDialect {
    static let name = "node-postgres"
    static let aliases: Set<String> = ["pg", "node-pg"]
    static let modes = [
        "disable", "allow", "prefer", "require", "verify-ca", "verify-full", "no-verify", "require uselibpqcompat",
        "verify-ca uselibpqcompat", "verify-full uselibpqcompat", "ssl=true", "ssl={ca}",
    ]

    static func uses(_ request: ClientRequest) -> [ClientUse] {
        let words = request.words
        if let refusal = NodeTrust.refusal(request) { return [ClientUse(.refused(refusal, rules: .node), .none)] }
        if words.mode == nil, let ssl = words["ssl"] {
            if let object = NodeObject(ssl) { return object.uses(request) }
            return NodeTrust.uses(sslBehaviour(ssl), request)
        }
        guard words.has("uselibpqcompat") else {
            return NodeTrust.uses(urlBehaviour(words.mode, request), request)
        }
        // Of pg-connection-string 2.8; before, it is a parameter like any other, and nobody writes it.
        let isUnderstood = request.version?.isAtLeast("8.15") ?? true
        let behaviour = isUnderstood ? compatibleBehaviour(words.mode, request) : urlBehaviour(words.mode, request)
        return NodeTrust.uses(behaviour, request)
    }

    /// The meaning in a URL, where unknown words are TLS with verification too.
    private static func urlBehaviour(_ mode: String?, _ request: ClientRequest) -> ClientBehaviour {
        let isNamed = request.via == .named
        var behaviour: ClientBehaviour =
            switch mode {
            case "disable": .plaintext(rules: .node)
            // A CA file given in the URL turns TLS on.
            case nil: isNamed ? verified : .plaintext(rules: .node)
            case "no-verify": unverified
            default: verified
            }
        if isNamed { openFile(&behaviour) }
        return behaviour
    }

    /// The meaning with `uselibpqcompat=true`; prefer never verifies, and verify-ca must have a file.
    private static func compatibleBehaviour(_ mode: String?, _ request: ClientRequest) -> ClientBehaviour {
        let isNamed = request.via == .named
        var behaviour = verified
        switch mode {
        case "disable": behaviour = .plaintext(rules: .node)
        case "prefer": behaviour.verification = .none
        case "require": behaviour.verification = isNamed ? .chain : .none
        case "verify-ca" where !isNamed:
            return .refused("sslmode=verify-ca with uselibpqcompat needs sslrootcert", rules: .node)
        case "verify-ca": behaviour.verification = .chain
        case nil where !isNamed: behaviour = .plaintext(rules: .node)
        default: break
        }
        if isNamed { openFile(&behaviour) }
        // verify-ca asks for content too.
        if mode == "verify-ca" { behaviour.insteadOfEmpty = nil }
        return behaviour
    }

    private static func sslBehaviour(_ value: String) -> ClientBehaviour {
        switch value.lowercased() {
        case "false", "0", "disable": .plaintext(rules: .node)
        case "no-verify": unverified
        default: verified
        }
    }

    /// The file is read before anything else is looked at, and `ca: ""` is no `ca`.
    private static func openFile(_ behaviour: inout ClientBehaviour) {
        behaviour.loadsStoreUnverified = true
        behaviour.unusableStore = .fails
        behaviour.insteadOfEmpty = .node
    }

    private static let verified = ClientBehaviour(opening: .tls, verification: .chainAndName, rules: .node)
    private static let unverified = ClientBehaviour(opening: .tls, verification: .none, rules: .node)

    static func readings(of lookup: OptionLookup, version: String?) -> [ClientReading] {
        var lookup = lookup
        let mode = lookup.connection.options["sslmode"]
        // A URL's own words win over the object that code passes; without them a CA in a variable is there for that object.
        let named = lookup.nonEmptyOption("sslrootcert") ?? (mode == nil ? lookup.inlineAuthority : nil)
        let isCompatible = ["true", "1"].contains(lookup.connection.options["uselibpqcompat"]?.value)
        if mode == nil, let ssl = lookup.connection.options["ssl"] {
            let value = applicationValue(ssl.value, in: &lookup)
            let text = value == "true" && named != nil ? "ssl={ca}" : "ssl=\(value)"
            return lookup.nodeReadings(mode: ssl, default: "disable", named: named, text: text, uses: uses)
        }
        if mode == nil, named == nil, let variable = lookup.mode(environment: ["PGSSLMODE"]) {
            // It knows no sslrootcert, and takes any other word for plaintext.
            let known = ["prefer", "require", "verify-ca", "verify-full", "no-verify"].contains(variable.value)
            return lookup.nodeReadings(
                mode: variable, default: "disable", named: nil, text: known ? variable.value : "disable", uses: uses)
        }
        if mode == nil, let named, OptionLookup.inlineCertificates(named.value) != nil {
            return lookup.nodeReadings(mode: nil, default: "verify-full", named: named, text: "ssl={ca}", uses: uses)
        }
        let text = mode.map { isCompatible ? "\($0.value) uselibpqcompat" : $0.value }
        return lookup.nodeReadings(
            mode: mode, default: named == nil ? "disable" : "verify-full", named: named, text: text, uses: uses)
    }

    /// What an application makes of a setting called `ssl`, in the words of the driver's option.
    private static func applicationValue(_ value: String, in lookup: inout OptionLookup) -> String {
        switch value.lowercased() {
        case "true", "1", "on", "yes", "require", "required", "": return "true"
        case "no-verify": return "no-verify"
        case "0", "off", "no", "disable", "disabled": return "false"
        default:
            // In a URL the text "false" is not the value false.
            lookup.note(UnreadSetting(name: "ssl", object: "how the application reads it", reason: .unknownClient))
            return "true"
        }
    }
}
