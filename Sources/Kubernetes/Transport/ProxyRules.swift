/// Which proxy a server is reached through, where the kubeconfig names none: the rules of Go's `http.ProxyFromEnvironment`
/// (golang.org/x/net/http/httpproxy), which kubectl follows.
package enum ProxyRules {
    /// The proxy's URL, or nil for a direct connection. Loopback is always direct.
    package static func proxy(for server: ServerAddress, environment: [String: String]) -> String? {
        let names = server.isTLS ? ["HTTPS_PROXY", "https_proxy"] : ["HTTP_PROXY", "http_proxy"]
        guard let proxy = first(names, environment), !server.isLoopback else { return nil }
        let exceptions = first(["NO_PROXY", "no_proxy"], environment) ?? ""
        guard !exceptions.split(separator: ",").contains(where: { matches($0, server) }) else { return nil }
        return proxy.contains("://") ? proxy : "http://\(proxy)"
    }

    private static func first(_ names: [String], _ environment: [String: String]) -> String? {
        names.lazy.compactMap { environment[$0]?.nonEmpty }.first
    }

    /// `*`, an address, a CIDR block, `host` (with its subdomains) or `.domain` (its subdomains), each but the block with a port if wanted.
    private static func matches(_ entry: Substring, _ server: ServerAddress) -> Bool {
        let entry = entry.filter { $0 != " " }.lowercased()
        if entry.isEmpty { return false }
        if entry == "*" { return true }
        let host = server.host.lowercased()
        let address = IPAddress(host)
        if let slash = entry.firstIndex(of: "/") {
            guard let address, let network = IPAddress(entry[..<slash]), let length = Int(entry[slash...].dropFirst())
            else { return false }
            return address.isIn(network, length: length)
        }
        if let whole = IPAddress(entry) { return address == whole }
        guard let (name, port) = ServerAddress.split(entry[...]), port == nil || port == server.port else {
            return false
        }
        if let single = IPAddress(name) { return address == single }
        let domain = name.hasPrefix("*.") ? String(name.dropFirst()) : name
        if domain.hasPrefix(".") { return host.hasSuffix(domain) }
        return host == domain || host.hasSuffix("." + domain)
    }
}
