extension Credentials {
    /// Without the values of credential-named parameters, in every syntax that configuration has: `password=x`,
    /// `Password=x;`, `&password=x`, `"password": "x"`, `password: x`, `--password x`, `<password>x</password>`,
    /// `name: DB_PASSWORD, value: x`.
    static func parameterValuesRemoved(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        var position = 0
        var quotes: [UInt8: Int] = [:]
        while position < bytes.count {
            guard bytes[position].isWordByte else {
                if bytes[position] == 10 { quotes = [:] }
                if bytes[position].isQuote { quotes[bytes[position], default: 0] += 1 }
                output.append(bytes[position])
                position += 1
                continue
            }
            let nameEnd = bytes[position...].firstIndex { !$0.isWordByte } ?? bytes.count
            let name = bytes[position..<nameEnd]
            output += name
            let nameStart = position
            position = nameEnd
            guard name.count < 128, isCredentialName(name) || isUserFlag(name),
                let value = value(of: name, in: bytes, from: nameEnd)
            else { continue }
            output += bytes[nameEnd..<value]
            for byte in bytes[nameEnd..<value] where byte.isQuote { quotes[byte, default: 0] += 1 }
            let context = Context(
                name: String(decoding: name, as: UTF8.self), before: bytes[..<nameStart].last { !$0.isBlank },
                bytes: bytes, value: value,
                openQuotes: Set(quotes.filter { !$0.value.isMultiple(of: 2) }.keys))
            let end = context.end
            let marks = context.quoteMarks(end: end)
            if end > value { output += marks.opening + mark.utf8 + marks.closing }
            position = end
        }
        return output
    }

    /// curl's and wget's `-u user:password`.
    private static func isUserFlag(_ name: ArraySlice<UInt8>) -> Bool {
        name.elementsEqual("-u".utf8) || name.elementsEqual("--user".utf8)
    }

    /// The plain YAML value that stands on the next line: indented, and no member itself.
    private static func nextLineValue(in bytes: [UInt8], from end: Int) -> Int? {
        guard end < bytes.count, bytes[end] == 10 || bytes[end] == 13 else { return nil }
        guard let start = bytes[end...].firstIndex(where: { !$0.isWhitespace }), bytes[start - 1].isBlank else {
            return nil
        }
        let line = bytes[start...].prefix { $0 != 10 && $0 != 13 }
        return line.contains(UInt8(ascii: ":")) || line.first == UInt8(ascii: "-") ? nil : start
    }

    /// Where the value begins that belongs to the credential's name which ends at `nameEnd`; nil where none follows.
    private static func value(of name: ArraySlice<UInt8>, in bytes: [UInt8], from nameEnd: Int) -> Int? {
        var position = nameEnd
        func skip(_ accept: (UInt8) -> Bool) {
            while position < bytes.count, accept(bytes[position]) { position += 1 }
        }
        func skipSeparator() -> Bool {
            skip(\.isBlank)
            guard position < bytes.count, bytes[position] == UInt8(ascii: "=") || bytes[position] == UInt8(ascii: ":")
            else { return false }
            position += 1
            if position < bytes.count, bytes[position] == UInt8(ascii: ">") { position += 1 }  // `=>`
            let isYAML = bytes[position - 1] == UInt8(ascii: ":")
            skip(\.isBlank)
            if isYAML, let next = nextLineValue(in: bytes, from: position) { position = next }
            return true
        }
        if position < bytes.count, bytes[position] == UInt8(ascii: ">") { return position + 1 }
        skip { $0 == UInt8(ascii: "\\") }
        skip(\.isQuote)
        skip { $0 == UInt8(ascii: "]") }
        let nameTail = position
        if skipSeparator() { return position < bytes.count ? position : nil }
        // `name: DB_PASSWORD` with `value: x` beside it.
        position = nameTail
        skip { $0.isWhitespace || $0 == UInt8(ascii: ",") || $0.isQuote || $0 == UInt8(ascii: "\\") }
        let next = bytes[position...].prefix { $0.isWordByte }
        if String(decoding: next, as: UTF8.self).lowercased() == "value" {
            position = next.endIndex
            skip { $0 == UInt8(ascii: "\\") }
            skip(\.isQuote)
            if skipSeparator() { return position < bytes.count ? position : nil }
        }
        // `--password x`
        guard name.first == UInt8(ascii: "-"), nameTail < bytes.count, bytes[nameTail].isBlank else { return nil }
        position = nameTail
        skip(\.isBlank)
        return position < bytes.count && bytes[position] != UInt8(ascii: "-") ? position : nil
    }
}

/// Where a value ends depends on what it stands in.
private struct Context {
    var name: String
    /// The last byte before the name that is not a blank; nil where the parameter is the first of the text.
    var before: UInt8?
    var bytes: [UInt8]
    var value: Int
    var openQuotes: Set<UInt8>

    /// How far a `;` is looked for.
    private static let longestLine = 4096

    /// Where copying goes on.
    var end: Int {
        var start = value
        while start < bytes.count, bytes[start] == UInt8(ascii: "\\") { start += 1 }
        if start < bytes.count, bytes[start].isQuote {
            let isEscaped = start > value
            if isEscaped || !closes(at: start) { return quoted(by: bytes[start], from: start, isEscaped: isEscaped) }
        }
        if value > 0, bytes[value - 1] == UInt8(ascii: ">"), bytes[..<(value - 1)].last?.isWordByte == true {
            return plain { $0 == UInt8(ascii: "<") }
        }
        if let blockScalarEnd { return blockScalarEnd }
        if before == UInt8(ascii: "&") || before == UInt8(ascii: "?") {
            return plain(escapes: false) { bytes[$0].isWhitespace || separates(UInt8(ascii: "&"), at: $0) }
        }
        if isSemicolonList {
            return plain(escapes: false) { bytes[$0] == 10 || bytes[$0] == 13 || separates(UInt8(ascii: ";"), at: $0) }
        }
        if isAuthorization { return plain { $0 == 10 || $0 == 13 } }
        let isDocument = isDocument
        return plain(escapes: true) { index in
            let byte = bytes[index]
            if byte.isWhitespace { return true }
            guard isDocument else { return false }
            // `{"password":123,"host":"h"}`
            let startsMember =
                byte == UInt8(ascii: ",") && index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\"")
            return startsMember || "}]".utf8.contains(byte)
        }
    }

    /// JSON or a YAML flow; a `[` alone begins a section of an INI file, whose values may hold brackets.
    private var isDocument: Bool {
        let blanks = bytes.prefix { $0.isWhitespace }.count
        let first = bytes[blanks...].first
        let second = bytes[blanks...].dropFirst().first { !$0.isWhitespace }
        guard first == UInt8(ascii: "{") || (first == UInt8(ascii: "[") && second == UInt8(ascii: "{")) else {
            return false
        }
        return bytes.last { !$0.isWhitespace }.map { "}]".utf8.contains($0) } == true
    }

    /// The quotes that stay around the mark, so that a document stays one.
    func quoteMarks(end: Int) -> (opening: ArraySlice<UInt8>, closing: ArraySlice<UInt8>) {
        let opening = bytes[value..<end].prefix { $0 == UInt8(ascii: "\\") }
        guard let quote = bytes[opening.endIndex..<end].first, quote.isQuote else {
            return ([], blockScalarEnd == end ? [10] : [])
        }
        let marks = bytes[value...opening.endIndex]
        let isClosed = end - value >= 2 * marks.count && bytes[end - 1] == quote
        return (marks, isClosed ? marks : [])
    }

    /// An ADO connection string, whose values hold blanks. `PGPASSWORD=x psql; …` is a command line instead.
    private var isSemicolonList: Bool {
        let semicolon = UInt8(ascii: ";")
        guard !name.hasPrefix("PG"), !name.contains("_") else { return false }
        if before == semicolon { return true }
        let line = bytes[value...].prefix(Self.longestLine).prefix { $0 != 10 && $0 != 13 }
        return line.contains(semicolon)
            && (before == nil || before?.isQuote == true
                || bytes[..<value].suffix(Self.longestLine).contains(semicolon))
    }

    /// Whether the byte at `index` is a separator that another parameter or the end follows; else it is the password's.
    private func separates(_ separator: UInt8, at index: Int) -> Bool {
        guard bytes[index] == separator else { return false }
        let rest = bytes[(index + 1)...].drop { $0.isBlank }
        let next = rest.drop { $0.isWordByte || $0 == 32 }.first
        return next == UInt8(ascii: "=") || rest.first.map { $0.isWhitespace || $0.isQuote || $0 == separator } != false
    }

    /// Whether the quote at `index` closes one that was opened before the value.
    private func closes(at index: Int) -> Bool {
        guard openQuotes.contains(bytes[index]) else { return false }
        guard index + 1 < bytes.count else { return true }
        let next = bytes[index + 1]
        return next.isWhitespace || next.isQuote || ",;)}]&|".utf8.contains(next)
    }

    private func plain(_ terminates: (UInt8) -> Bool) -> Int {
        plain(escapes: false) { terminates(bytes[$0]) }
    }

    private func plain(escapes: Bool, _ terminatesAt: (Int) -> Bool) -> Int {
        var position = value
        while position < bytes.count, !terminatesAt(position) {
            if bytes[position].isQuote, closes(at: position) { break }
            position += escapes && bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(position, bytes.count)
    }

    /// The value of `Authorization: Bearer x`, which has a blank in it.
    private var isAuthorization: Bool {
        let schemes = ["bearer ", "basic ", "digest ", "negotiate ", "token "]
        let start = String(decoding: bytes[value...].prefix(10), as: UTF8.self).lowercased()
        return schemes.contains { start.hasPrefix($0) }
    }

    /// Backslash and doubled quotes do not end a quoted value; an unclosed quote runs to the end.
    private func quoted(by quote: UInt8, from start: Int, isEscaped: Bool) -> Int {
        var position = start + 1
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "\\") {
                if isEscaped, position + 1 < bytes.count, bytes[position + 1] == quote { return position + 2 }
                position += 2
            } else if bytes[position] == quote {
                guard position + 1 < bytes.count, bytes[position + 1] == quote else { return position + 1 }
                position += 2
            } else {
                position += 1
            }
        }
        return bytes.count
    }

    /// The end of a YAML block (`password: |`), which are the following indented lines.
    private var blockScalarEnd: Int? {
        guard value < bytes.count, bytes[value] == UInt8(ascii: "|") || bytes[value] == UInt8(ascii: ">") else {
            return nil
        }
        let header = bytes[value...].prefix { $0 != 10 }
        guard header.endIndex < bytes.count, header.count <= 4 else { return nil }
        var position = header.endIndex + 1
        while position < bytes.count, bytes[position].isWhitespace {
            position = (bytes[position...].firstIndex(of: 10) ?? bytes.count - 1) + 1
        }
        return position
    }
}
