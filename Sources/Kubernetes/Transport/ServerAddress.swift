/// Where the API server is: a URL, as client-go reads a kubeconfig's `server`.
package struct ServerAddress: Sendable, Hashable, CustomStringConvertible {
    package let isTLS: Bool
    /// Without the brackets of an IPv6 address.
    package let host: String
    package let port: Int
    /// Empty, or a path without a slash at its end (a gateway such as Rancher's serves clusters below a path).
    package let path: String
    /// As it was written, less a user name and password.
    package let description: String

    /// Reads a URL, or `host:port`, which is TLS where the configuration has any TLS setting (client-go's `DefaultServerURL`).
    package init?(_ text: String, assumingTLS: Bool) {
        var rest = text[...]
        var scheme = assumingTLS ? "https" : "http"
        let hasScheme = text.contains("://")
        if let separator = text.firstRange(of: "://") {
            scheme = text[..<separator.lowerBound].lowercased()
            rest = text[separator.upperBound...]
        }
        guard scheme == "http" || scheme == "https" else { return nil }
        let slash = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        var authority = rest[..<slash]
        var path = rest[slash...].prefix { $0 != "?" && $0 != "#" }
        while path.last == "/" { path.removeLast() }
        if let at = authority.lastIndex(of: "@") { authority = authority[authority.index(after: at)...] }
        guard hasScheme || path.isEmpty, let (host, port) = Self.split(authority) else { return nil }
        self.host = host
        self.port = port ?? (scheme == "https" ? 443 : 80)
        self.isTLS = scheme == "https"
        self.path = String(path)
        self.description = "\(scheme)://\(authority)\(path)"
    }

    /// The host as it stands in a URL.
    package var urlHost: String { host.contains(":") ? "[\(host)]" : host }

    /// Never sent through a proxy, and not worth compressing for.
    package var isLoopback: Bool { host == "localhost" || IPAddress(host)?.isLoopback == true }

    static func split(_ authority: Substring) -> (host: String, port: Int?)? {
        var host = authority
        var port: Int?
        if authority.first == "[" {
            guard let close = authority.firstIndex(of: "]") else { return nil }
            host = authority[authority.index(after: authority.startIndex)..<close]
            let tail = authority[authority.index(after: close)...]
            guard tail.isEmpty || tail.first == ":" else { return nil }
            if tail.count > 1 {
                guard let number = Int(tail.dropFirst()) else { return nil }
                port = number
            }
        } else if let colon = authority.firstIndex(of: ":") {
            host = authority[..<colon]
            let digits = authority[authority.index(after: colon)...]
            guard digits.isEmpty || Int(digits) != nil else { return nil }
            port = Int(digits)
        }
        guard !host.isEmpty, port.map({ (1...65535).contains($0) }) != false,
            host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        return (String(host), port)
    }
}
