import ScanModel

/// A connection string of an ``OtherService``: the service and where it is, nothing else.
struct OtherServiceString {
    var service: OtherService
    var hosts: [Endpoint]

    /// `mysql://h/db`, `jdbc:aws-wrapper:mysql://h:3306/db`, `jdbc:sqlserver://h:1433;…`, `tcp(h:3306)/db` of Go,
    /// `Server=h;Initial Catalog=…`, `h:6380,ssl=True` of StackExchange.Redis where `name` speaks of Redis.
    init?(_ text: String, named name: SettingName) {
        let text = text.trimmingBlanks
        if let scheme = text.firstRange(of: "//"), text[..<scheme.lowerBound].hasSuffix(":") {
            let words = text[..<scheme.lowerBound].split { ":+".contains($0) }
            guard let service = words.lazy.compactMap({ OtherService(word: $0) }).first else { return nil }
            self.service = service
            hosts = Self.hosts(of: text[scheme.upperBound...])
        } else if let options = SemicolonConnectionString.pairs(in: text) {
            guard let host = SemicolonConnectionString.host(in: options),
                let service = OtherService(ofConnectionString: options) ?? name.otherService
            else { return nil }
            self.service = service
            hosts = SemicolonConnectionString.endpoints(host, port: options["port"])
        } else if let start = text.firstRange(of: "tcp("), let end = text.firstRange(of: ")/") {
            guard start.upperBound <= end.lowerBound else { return nil }
            service = name.otherService ?? .mySQL
            hosts = Self.hosts(of: text[start.upperBound..<end.lowerBound])
        } else if name.namesServer, let service = name.otherService {
            self.service = service
            hosts = Self.hosts(of: text.prefix { $0 != "=" && !$0.isWhitespace })
        } else {
            return nil
        }
        // A name without a dot is the cluster's own service, which no rotation's endpoints hold.
        hosts = hosts.filter { $0.host.contains(".") && $0.host.contains(where: \.isLetter) }
        if hosts.isEmpty { return nil }
    }

    private static func hosts(of text: Substring) -> [Endpoint] {
        var authority = text.prefix { !"/;?".contains($0) }
        if let at = authority.lastIndex(of: "@") { authority = authority[authority.index(after: at)...] }
        return authority.split(separator: ",").map { ConnectionURI.endpoint($0) }.filter { endpoint in
            endpoint.host.allSatisfy { $0.isLetter || $0.isNumber || ".-_".contains($0) }
        }
    }
}
