/// `$(VAR)` as Kubernetes expands it in `env`, `command` and `args` (core/v1 `EnvVar.value`).
///
/// `$$` is a dollar sign, and a reference to a variable for which `value` is nil stays as text.
func expandedVariables(_ text: String, value: (String) -> String?) -> String {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
    var result = ""
    var rest = Substring(text)
    while let dollar = rest.firstIndex(of: "$") {
        result += rest[..<dollar]
        rest = rest[rest.index(after: dollar)...]
        switch rest.first {
        case "$":
            result.append("$")
            rest = rest.dropFirst()
        case "(":
            guard let close = rest.firstIndex(of: ")") else {
                result += "$("
                rest = rest.dropFirst()
                continue
            }
            let name = String(rest[rest.index(after: rest.startIndex)..<close])
            result += value(name) ?? "$(\(name))"
            rest = rest[rest.index(after: close)...]
        default: result.append("$")
        }
    }
    return result + rest
}
