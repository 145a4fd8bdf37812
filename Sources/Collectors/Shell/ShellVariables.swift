import ScanModel

/// The variables of a running script.
struct ShellVariables {
    /// Those that the script set; nil where the value is not known.
    private var assigned: [String: String?] = [:]
    private let environment: ContainerEnvironment

    init(_ environment: ContainerEnvironment) { self.environment = environment }

    mutating func set(_ name: String, _ value: ShellText?) {
        assigned[name] = .some(value.flatMap { $0.isKnown ? $0.text : nil })
    }

    func value(of name: String) -> String? {
        if let own = assigned[name] { return own }
        return environment.scriptValue(of: name)
    }

    /// Where the content of a variable comes from, which the script did not set itself.
    func location(of name: String) -> TrustStoreLocation? {
        assigned[name] == nil ? environment.location(of: name) : nil
    }

    /// What differs from the variables of a run that may not have happened is not known.
    mutating func merge(uncertain other: ShellVariables) {
        for (name, value) in other.assigned where assigned[name] != .some(value) { assigned[name] = .some(nil) }
    }

    func text(of word: ShellWord) -> ShellText {
        var result = ShellText("")
        for part in word.parts {
            switch part {
            case .text(let text, let isQuoted):
                result.text += text
                result.pattern += text
                if !isQuoted, text.contains(where: { $0 == "*" || $0 == "?" }) { result.isGlob = true }
            case .variable(let name, let fallback, _):
                // An unset variable may be set by the image: its fallback is no certainty.
                if let value = value(of: name) {
                    result.text += value
                    result.pattern += value
                } else {
                    result.text += fallback == nil ? "$\(name)" : "${\(name)}"
                    result.pattern += "*"
                    result.isKnown = false
                }
            case .unknown(let text):
                result.text += text
                result.pattern += "*"
                result.isKnown = false
            }
        }
        return result
    }
}
