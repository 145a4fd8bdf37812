extension Credentials {
    /// Without `user:password@` of every `scheme://`, and without the `user:password@` of forms that have no scheme.
    static func userInformationRemoved(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(UInt8(ascii: "@")) || bytes.contains(UInt8(ascii: ":")) else { return bytes }
        var output: [UInt8] = []
        var wordStart = 0  // in `output`
        var hasColon = false  // behind its first byte
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: ":"), bytes[position...].starts(with: "://".utf8),
                output.last?.isWordByte == true || output.last == UInt8(ascii: "+")
            {
                output += Array("://".utf8)
                position = authorityStart(in: bytes, from: position + 3)
                wordStart = output.count
                hasColon = false
            } else if byte == UInt8(ascii: "@"),
                let start = goAddressStart(in: bytes, from: position + 1, after: output)
            {
                output.removeSubrange(start...)
                wordStart = start
                hasColon = false
                position += 1
            } else if byte == UInt8(ascii: "@"), hasColon {
                // `user:password@tcp(host)/db`, `thin:user/password@host`
                output.removeSubrange(wordStart...)
                hasColon = false
                position += 1
            } else {
                if byte == UInt8(ascii: ":"), output.count > wordStart { hasColon = true }
                output.append(byte)
                position += 1
                if byte.isWhitespace || byte.isQuote || "=,;(<>{}[]".utf8.contains(byte) {
                    wordStart = output.count
                    hasColon = false
                }
            }
        }
        return output
    }

    /// Where the user information of Go's `user:password@tcp(host:3306)/db` begins; nil where no such address follows.
    ///
    /// Such a password may hold any character but a blank; a `name=` before the user stays.
    private static func goAddressStart(in bytes: [UInt8], from address: Int, after output: [UInt8]) -> Int? {
        let protocols = ["tcp(", "tcp6(", "unix("]
        guard protocols.contains(where: { bytes[address...].starts(with: $0.utf8) }) else { return nil }
        let blank = output.lastIndex { $0.isWhitespace || $0.isQuote }
        let word = output[(blank.map { $0 + 1 } ?? 0)...]
        let user = word.prefix { $0 != UInt8(ascii: ":") }
        // What is left of a password that holds an `@` has no colon any more.
        guard user.count < word.count else { return word.startIndex }
        return (user.lastIndex(of: UInt8(ascii: "=")).map { $0 + 1 }) ?? word.startIndex
    }

    /// No URL is longer, and the look ahead from each must end somewhere.
    private static let longestURL = 8192

    /// Where the host begins: behind the user information, whose password may hold `@`, `/`, `?` and `#` as they are.
    ///
    /// The last `@` before the query wins, as libpq and humans read it. A first part that can't be `host:port` means
    /// that the password went on behind a `/`, a `?` or a blank, so a later `@` is looked for.
    private static func authorityStart(in bytes: [UInt8], from start: Int) -> Int {
        let at = UInt8(ascii: "@")
        let limit = min(bytes.count, start + longestURL)
        let blank = bytes[start..<limit].firstIndex { $0.isWhitespace || $0.isQuote } ?? limit
        let end = nextURL(in: bytes, start..<blank) ?? blank
        let query = queryStart(in: bytes, start..<end) ?? end
        if let last = bytes[start..<query].lastIndex(of: at), last + 1 < query { return last + 1 }
        let authorityEnd = bytes[start..<query].firstIndex { "/;".utf8.contains($0) } ?? query
        guard !isHostList(bytes[start..<authorityEnd]) else { return start }
        if let last = bytes[start..<end].lastIndex(of: at) { return last + 1 }
        let line = bytes[start..<limit].firstIndex(of: 10) ?? limit
        if let next = bytes[start..<line].lastIndex(of: at) { return next + 1 }
        // `scheme://user:password` with no host at all; `host:` is one.
        if bytes[start..<authorityEnd].last == UInt8(ascii: ":") { return start }
        return bytes[start..<authorityEnd].contains(UInt8(ascii: ":")) ? authorityEnd : start
    }

    /// The comma before a second URL (`amqp://a,amqp://b`).
    private static func nextURL(in bytes: [UInt8], _ range: Range<Int>) -> Int? {
        range.first { index in
            guard bytes[index] == UInt8(ascii: ",") else { return false }
            let scheme = bytes[(index + 1)..<range.upperBound].prefix { $0.isWordByte || $0 == UInt8(ascii: "+") }
            return !scheme.isEmpty && bytes[scheme.endIndex..<range.upperBound].starts(with: Array("://".utf8))
        }
    }

    /// The first `?` that a parameter follows (`?name=`).
    private static func queryStart(in bytes: [UInt8], _ range: Range<Int>) -> Int? {
        range.first { index in
            guard bytes[index] == UInt8(ascii: "?") else { return false }
            let name = bytes[(index + 1)..<range.upperBound].prefix { $0.isWordByte }
            return !name.isEmpty && name.endIndex < range.upperBound && bytes[name.endIndex] == UInt8(ascii: "=")
        }
    }

    /// Whether the text can be `host`, `host:5432`, `[::1]:5432`, a list of them, or placeholders for them.
    private static func isHostList(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.split(separator: UInt8(ascii: ",")).allSatisfy { part in
            let bracket = part.lastIndex(of: UInt8(ascii: "]")) ?? part.startIndex
            guard let colon = part[bracket...].firstIndex(of: UInt8(ascii: ":")) else { return true }
            let port = part[(colon + 1)...]
            return !port.isEmpty && port.allSatisfy(\.isDigit) || port.first.map { "${%<".utf8.contains($0) } == true
        }
    }
}
