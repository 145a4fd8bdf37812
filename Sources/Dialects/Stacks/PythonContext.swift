import ScanModel

/// An `ssl.SSLContext` that code hands to a Python driver.
///
/// From Python 3.13 `create_default_context` sets `VERIFY_X509_PARTIAL_CHAIN` and `VERIFY_X509_STRICT` (cpython, `Lib/ssl.py`;
/// measured on 3.11 and 3.13); a context made by its class does not. certifi is never read by itself.
enum PythonContext: Hashable {
    /// `create_default_context()`, and asyncpg's `ssl=True`: OpenSSL's default paths, which `SSL_CERT_FILE` replaces.
    case platform
    /// `create_default_context(cafile=…)`: that file alone.
    case file
    /// `SSLContext(PROTOCOL_TLS_CLIENT)`, with or without `load_verify_locations`.
    case bare(loadsFile: Bool)
    /// With `verify_mode = CERT_NONE`.
    case unverified

    /// - Parameter text: the call as the code writes it; nil where it is none of them.
    init?(_ text: String?) {
        let text = (text ?? "").lowercased()
        if text.contains("unverified") || text.contains("cert_none") {
            self = .unverified
        } else if text.contains("create_default_context") {
            self = text.contains("cafile") || text.contains("certifi") ? .file : .platform
        } else if text.contains("protocol_tls_client") {
            self = .bare(loadsFile: text.contains("load_verify_locations"))
        } else {
            return nil
        }
    }

    private static let pythons: [Generation<Bool>] = [
        Generation(below: Version("3.13"), words: "Python before 3.13", value: false),
        Generation(below: nil, words: "Python 3.13 or later", value: true),
    ]

    /// What a driver does that is given the context: TLS or nothing, verified with the host name.
    func uses(_ request: ClientRequest) -> [ClientUse] {
        let openSSL = OpenSSLBuild.rules(request.runtime)
        guard self != .unverified else {
            return [ClientUse(ClientBehaviour(opening: .tls, verification: .none, rules: openSSL), .none)]
        }
        let uses = Generation.possible(request.runtime[.python], of: Self.pythons).map { python in
            var rules = openSSL
            if python.value, self == .platform || self == .file {
                rules.anchors = .any
                rules.isStrict = true
            }
            let behaviour = ClientBehaviour(
                opening: .tls, verification: checksName(request.words) ? .chainAndName : .chain, unusableStore: .fails,
                rules: rules)
            return ClientUse(behaviour, store(request.via), supposing: python.words)
        }
        return ClientUse.distinct(uses)
    }

    private func checksName(_ words: ModeWords) -> Bool { words["check_hostname"]?.lowercased() != "false" }

    private func store(_ via: StoreDelivery) -> StoreInUse {
        switch (self, via) {
        case (.platform, .system), (.file, .named), (.file, .system), (.bare(loadsFile: true), .named),
            (.bare(loadsFile: true), .system):
            .given
        case (.platform, _): .builtIn(.operatingSystem)
        case (.bare(loadsFile: false), _): .missing("certificates: the context loads none")
        default: .missing("a file for the context")
        }
    }
}
