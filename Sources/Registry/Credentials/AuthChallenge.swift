/// What a registry asks for in `WWW-Authenticate` (RFC 9110, section 11.6.1; distribution, spec/auth/token.md).
struct AuthChallenge: Equatable {
    /// In lower case.
    var scheme: String
    /// Names in lower case.
    var parameters: [String: String]

    /// All challenges of a header, which may hold several: `Basic realm="r", Bearer realm="https://…",service="s"`.
    static func parse(_ header: String) -> [AuthChallenge] {
        var challenges: [AuthChallenge] = []
        var rest = header[...]
        while true {
            rest = rest.drop { $0 == " " || $0 == "," || $0 == "\t" }
            let word = rest.prefix { !" ,=\t\"".contains($0) }
            guard !word.isEmpty else { return challenges }
            rest = rest.dropFirst(word.count)
            let afterBlanks = rest.drop { $0 == " " }
            if afterBlanks.first == "=" {
                rest = afterBlanks.dropFirst().drop { $0 == " " }
                let value = Self.value(&rest)
                guard !challenges.isEmpty else { continue }
                challenges[challenges.count - 1].parameters[word.lowercased()] = value
            } else {
                challenges.append(AuthChallenge(scheme: word.lowercased(), parameters: [:]))
            }
        }
    }

    private static func value(_ rest: inout Substring) -> String {
        guard rest.first == "\"" else {
            let word = rest.prefix { !" ,\t".contains($0) }
            rest = rest.dropFirst(word.count)
            return String(word)
        }
        rest = rest.dropFirst()
        var value = ""
        while let character = rest.popFirst(), character != "\"" {
            if character == "\\", let next = rest.popFirst() { value.append(next) } else { value.append(character) }
        }
        return value
    }
}
