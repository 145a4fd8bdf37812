internal import CCurl

/// A URL, read by libcurl itself, so that what is checked here is what is asked there.
struct RegistryAddress: Sendable, Hashable, CustomStringConvertible {
    let isTLS: Bool
    /// Without the brackets of an IPv6 address; lower case.
    let host: String
    let port: Int
    /// All of the URL. It may carry a signature, so it is no part of ``description``.
    let url: Confidential<String>

    /// - Returns: nil for anything but http and https, and for a URL with a user name.
    init?(_ text: String) {
        guard let parsed = curl_url() else { return nil }
        defer { curl_url_cleanup(parsed) }
        func part(_ which: CURLUPart) -> String? {
            var value: UnsafeMutablePointer<CChar>?
            guard curl_url_get(parsed, which, &value, UInt32(CURLU_DEFAULT_PORT)) == CURLUE_OK, let value else {
                return nil
            }
            defer { curl_free(value) }
            return String(cString: value)
        }
        guard curl_url_set(parsed, CURLUPART_URL, text, 0) == CURLUE_OK, let scheme = part(CURLUPART_SCHEME),
            ["http", "https"].contains(scheme), let host = part(CURLUPART_HOST), !host.isEmpty,
            let port = part(CURLUPART_PORT).flatMap({ Int($0) }), part(CURLUPART_USER) == nil,
            part(CURLUPART_PASSWORD) == nil, let url = part(CURLUPART_URL)
        else { return nil }
        isTLS = scheme == "https"
        self.host = String(host.drop { $0 == "[" }.prefix { $0 != "]" }).lowercased()
        self.port = port
        self.url = Confidential(url)
    }

    /// Scheme, host and port.
    var description: String {
        "\(isTLS ? "https" : "http")://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }

    /// Whether a credential for one is meant for the other.
    func isSameOrigin(as other: RegistryAddress) -> Bool { description == other.description }

    var isLoopback: Bool { Self.isLoopback(host) }

    static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
