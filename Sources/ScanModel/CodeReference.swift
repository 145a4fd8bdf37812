/// A piece of code in a configuration file that reads an environment variable and does nothing else.
///
/// Ruby's `ENV["A"]` and `ENV.fetch("A") { "x" }`, Python's `os.environ["A"]`, `os.environ.get("A", "x")`, `os.getenv("A")`, PHP's
/// `getenv('A')` and `env('A', 'x')`. Anything more is not understood, so that nobody takes a guess for a value.
package struct CodeReference: Hashable, Sendable {
    /// As shells write it: `${A}`, `${A:-x}`.
    package var text: String?

    private static let readers: Set<String> = [
        "ENV", "ENV.fetch", "ENV.dig", "os.environ", "os.environ.get", "os.getenv", "environ", "environ.get", "getenv",
    ]
    /// They look into a `.env` file too, so that what they fall back to may not be what they return.
    private static let fileReaders: Set<String> = ["env", "env.str", "config"]

    package init(_ code: String) {
        var rest = Self.trimmed(code[...])
        if rest.first == "=" { rest = Self.trimmed(rest.dropFirst()) }
        let reader = rest.prefix { $0.isLetter || $0 == "." }
        let readsFile = Self.fileReaders.contains(String(reader))
        guard readsFile || Self.readers.contains(String(reader)) else { return }
        rest = Self.trimmed(rest.dropFirst(reader.count))
        guard let open = rest.popFirst(), open == "[" || open == "(", let name = Self.literal(&rest) else { return }
        var fallback: String?
        rest = Self.trimmed(rest)
        if rest.first == "," {
            rest = Self.trimmed(rest.dropFirst())
            for keyword in ["default=", "default ="] where rest.hasPrefix(keyword) {
                rest = Self.trimmed(rest.dropFirst(keyword.count))
            }
            guard let literal = Self.literal(&rest) else { return }
            fallback = literal
            rest = Self.trimmed(rest)
        }
        guard rest.popFirst() == (open == "[" ? "]" : ")") else { return }
        rest = Self.trimmed(rest)
        // Ruby's block, or what stands for nil.
        if rest.first == "{" || rest.hasPrefix("||") || rest.hasPrefix("or ") {
            let isBlock = rest.first == "{"
            rest = Self.trimmed(rest.dropFirst(isBlock ? 1 : 2))
            guard let literal = Self.literal(&rest) else { return }
            fallback = literal
            rest = Self.trimmed(rest)
            if isBlock { guard rest.popFirst() == "}" else { return } }
        }
        guard Self.trimmed(rest).isEmpty, !name.isEmpty,
            name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
        else { return }
        text = (readsFile ? nil : fallback).map { "${\(name):-\($0)}" } ?? "${\(name)}"
    }

    /// A text between quotes without escapes in it, or a number.
    private static func literal(_ rest: inout Substring) -> String? {
        guard let quote = rest.first else { return nil }
        if quote.isNumber {
            let number = rest.prefix { $0.isNumber }
            rest = rest.dropFirst(number.count)
            return String(number)
        }
        guard quote == "\"" || quote == "'" else { return nil }
        let body = rest.dropFirst()
        guard let end = body.firstIndex(of: quote) else { return nil }
        let literal = body[..<end]
        guard !literal.contains("\\"), !literal.contains("}") else { return nil }
        rest = body[body.index(after: end)...]
        return String(literal)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return text
    }
}
