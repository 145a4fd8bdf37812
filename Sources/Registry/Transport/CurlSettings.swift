internal import CCurl

/// What every exchange shares.
struct CurlSettings: Sendable {
    /// PEM: the system's file of authorities with the one that was given; nil where none was.
    let authorities: [UInt8]?
    let noProxy: String
    private let insecureRegistries: Set<String>
    private let variables: Confidential<[String: String]>

    init(_ options: RegistryOptions, _ environment: RegistryEnvironment) {
        insecureRegistries = options.insecureRegistries
        variables = Confidential(environment.variables)
        noProxy = Self.first(["NO_PROXY", "no_proxy"], environment.variables)
        authorities = options.certificateAuthority.map { (Self.systemAuthorities() ?? []) + "\n".utf8 + $0 }
    }

    /// Whether a server may be spoken to in plain HTTP.
    func allowsPlain(_ address: RegistryAddress) -> Bool { address.isLoopback || isInsecure(address) }

    func isInsecure(_ address: RegistryAddress) -> Bool {
        let host = address.host.contains(":") ? "[\(address.host)]" : address.host
        return insecureRegistries.contains("\(host):\(address.port)")
            || (insecureRegistries.contains(host) && [80, 443].contains(address.port))
    }

    /// The variables that libcurl reads, by its rules but for loopback, which is always direct; empty for no proxy.
    func proxy(for address: RegistryAddress) -> Confidential<String> {
        let names = address.isTLS ? ["HTTPS_PROXY", "https_proxy"] : ["HTTP_PROXY", "http_proxy"]
        return Confidential(
            address.isLoopback ? "" : Self.first(names + ["ALL_PROXY", "all_proxy"], variables.value))
    }

    private static func first(_ names: [String], _ variables: [String: String]) -> String {
        names.lazy.compactMap { variables[$0]?.nonEmpty }.first ?? ""
    }

    /// The file that libcurl was built to trust. Where it was built for a folder, that stays in force anyway.
    private static func systemAuthorities() -> [UInt8]? {
        guard let path = ccurl_authorities() else { return nil }
        return try? SmallFile.read(String(cString: path), limit: 16 << 20)
    }
}
