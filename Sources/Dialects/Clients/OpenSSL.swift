import ScanModel

/// `openssl s_client -starttls postgres -verify_return_error`, the probe in many scripts. Measured with 3.0.
///
/// `-CAfile` replaces the default paths (openssl, `apps/lib/s_cb.c`); the host name is checked only with `-verify_hostname`.
enum OpenSSL: ClientDialect {
    static let name = "openssl"
    static let modes = ["-CAfile", "-CAfile -partial_chain"]

    static func uses(_ request: ClientRequest) -> [ClientUse] {
        let words = request.words
        let version = request.version ?? request.runtime[.openssl]
        var rules = version.flatMap { Generation.possible($0, of: OpenSSLBuild.generations).first?.value } ?? .openSSL
        if words.has("-partial_chain") { rules.anchors = .any }
        if words.has("-x509_strict") { rules.isStrict = true }
        let behaviour = ClientBehaviour(
            opening: .tls, verification: words.has("-verify_hostname") ? .chainAndName : .chain, unusableStore: .fails,
            rules: rules)
        let isGiven = request.via == .named || request.via == .system
        return [ClientUse(behaviour, isGiven ? .given : .builtIn(.operatingSystem))]
    }

    /// A container that runs it holds a probe; no settings name its stores.
    static func readings(of lookup: OptionLookup, version: String?) -> [ClientReading] {
        let uses = uses(ClientRequest(version: version, mode: nil, via: .none))
        return lookup.readings(uses, mode: nil, default: "-CAfile")
    }
}
