/// Globs over host names: `*` stands for one or more characters, dots included.
///
/// Dots included because `db.privatelink.postgres.database.azure.com` is the same server as without `privatelink`.
enum HostPattern {
    static func matches(_ host: String, pattern: String) -> Bool {
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
        guard let first = parts.first, let last = parts.last, parts.count > 1 else { return host == pattern }
        guard host.hasPrefix(first) else { return false }
        var rest = host.dropFirst(first.count)
        for part in parts.dropFirst().dropLast() {
            guard let tail = tail(of: rest.dropFirst(), after: part) else { return false }
            rest = tail
        }
        return rest.count > last.count && rest.hasSuffix(last)
    }

    private static func tail(of text: Substring, after part: String) -> Substring? {
        var rest = text
        while !rest.hasPrefix(part) {
            if rest.isEmpty { return nil }
            rest = rest.dropFirst()
        }
        return rest.dropFirst(part.count)
    }
}
