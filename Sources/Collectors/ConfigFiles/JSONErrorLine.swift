/// The line, from 1, on which a text stops being JSON; nil where it is JSON.
///
/// FoundationEssentials' decoder says that a text is not JSON, but not where. Comments and trailing commas pass.
func jsonErrorLine(_ text: String) -> Int? {
    var scanner = JSONScanner(bytes: Array(text.utf8))
    if scanner.value(depth: 0), scanner.isAtEnd { return nil }
    return scanner.bytes.prefix(scanner.position).count { $0 == UInt8(ascii: "\n") } + 1
}

private struct JSONScanner {
    let bytes: [UInt8]
    var position = 0

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    var isAtEnd: Bool {
        mutating get {
            skipSpace()
            return next == nil
        }
    }

    /// - Returns: false where there is none; the position is where it should have been.
    mutating func value(depth: Int) -> Bool {
        skipSpace()
        guard depth < 512, let first = next else { return false }
        switch first {
        case UInt8(ascii: "{"): return members(until: UInt8(ascii: "}"), named: true, depth: depth)
        case UInt8(ascii: "["): return members(until: UInt8(ascii: "]"), named: false, depth: depth)
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return string()
        default:
            let start = position
            while let byte = next, !" \t\r\n,]}:/".utf8.contains(byte) { position += 1 }
            let word = String(decoding: bytes[start..<position], as: UTF8.self)
            if ["true", "false", "null"].contains(word) || Double(word) != nil { return true }
            position = start
            return false
        }
    }

    private mutating func members(until end: UInt8, named: Bool, depth: Int) -> Bool {
        position += 1
        while true {
            skipSpace()
            if next == end {
                position += 1
                return true
            }
            if named {
                guard string(), colon() else { return false }
            }
            guard value(depth: depth + 1) else { return false }
            skipSpace()
            if next == UInt8(ascii: ",") { position += 1 } else if next != end { return false }
        }
    }

    private mutating func colon() -> Bool {
        skipSpace()
        guard next == UInt8(ascii: ":") else { return false }
        position += 1
        return true
    }

    private mutating func string() -> Bool {
        let start = position
        guard let quote = next, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return false }
        position += 1
        while let byte = next, byte != UInt8(ascii: "\n") {
            position += byte == UInt8(ascii: "\\") ? 2 : 1
            if byte == quote { return true }
        }
        position = start
        return false
    }

    private mutating func skipSpace() {
        while let byte = next {
            if " \t\r\n".utf8.contains(byte) {
                position += 1
            } else if byte == UInt8(ascii: "/"), position + 1 < bytes.count, bytes[position + 1] == byte {
                while let byte = next, byte != UInt8(ascii: "\n") { position += 1 }
            } else {
                return
            }
        }
    }
}
