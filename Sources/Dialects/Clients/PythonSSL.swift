import ScanModel

/// Python's `ssl` module with a context of its own: any driver or script that is handed one. Measured on 3.11 and 3.13.
///
/// Without words `create_default_context()`, with the file as its `cafile` where one is named.
enum PythonSSL: ClientDialect {
    static let name = "python-ssl"
    static let modes = [
        "ssl=create_default_context()", "ssl=create_default_context(cafile)",
        "ssl=PROTOCOL_TLS_CLIENT+load_verify_locations",
    ]

    static func uses(_ request: ClientRequest) -> [ClientUse] {
        let words = request.words
        // The module's version is Python's.
        var request = request
        request.runtime[.python] = request.runtime[.python] ?? request.version
        let argument = words.mode ?? words["ssl"] ?? words["ssl_context"]
        if let context = PythonContext(argument) { return context.uses(request) }
        switch argument?.lowercased() {
        case nil, "true", "none":
            return (request.via == .named ? PythonContext.file : .platform).uses(request)
        case "cert_none", "false": return PythonContext.unverified.uses(request)
        case let other?:
            return [ClientUse(.refused("no such context: \(other.prefix(32))", rules: .openSSL), .none)]
        }
    }

    /// A context is made in code: settings say nothing of it but `SSL_CERT_FILE`.
    static func readings(of lookup: OptionLookup, version: String?) -> [ClientReading] {
        lookup.readings(
            uses(ClientRequest(version: version, runtime: lookup.runtime, mode: nil, via: .none)), mode: nil,
            default: "create_default_context")
    }
}
