/// A label selector in kubectl's notation: equality (`a=b`, `a==b`, `a!=b`), sets (`a in (b, c)`, `a notin (b)`) and
/// existence (`a`, `!a`), joined by commas (apimachinery `labels.Parse`).
package struct LabelSelector: Hashable, Sendable {
    enum Requirement: Hashable, Sendable {
        case isIn(key: String, values: Set<String>)
        /// Also true where the label is absent.
        case notIn(key: String, values: Set<String>)
        case exists(String)
        case absent(String)
    }

    let requirements: [Requirement]

    /// - Returns: nil where the text is no selector.
    package init?(_ text: String) {
        var requirements: [Requirement] = []
        for part in Self.split(text) {
            guard let requirement = Self.requirement(part) else { return nil }
            requirements.append(requirement)
        }
        self.requirements = requirements
    }

    func matches(_ labels: [String: String]) -> Bool {
        requirements.allSatisfy { requirement in
            switch requirement {
            case .isIn(let key, let values): labels[key].map(values.contains) ?? false
            case .notIn(let key, let values): !(labels[key].map(values.contains) ?? false)
            case .exists(let key): labels[key] != nil
            case .absent(let key): labels[key] == nil
            }
        }
    }

    /// Parts at the commas outside of parentheses.
    private static func split(_ text: String) -> [String] {
        var parts: [String] = []
        var part = ""
        var depth = 0
        for character in text {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if character == ",", depth == 0 {
                parts.append(part)
                part = ""
            } else {
                part.append(character)
            }
        }
        parts.append(part)
        let trimmed = parts.map(\.trimmed)
        return trimmed == [""] ? [] : trimmed
    }

    private static func requirement(_ part: String) -> Requirement? {
        if part.hasSuffix(")"), let open = part.firstIndex(of: "(") {
            let words = part[..<open].split(separator: " ").map(String.init)
            let list = part[part.index(after: open)...].dropLast()
            let values = Set(list.split(separator: ",", omittingEmptySubsequences: false).map { String($0).trimmed })
            guard words.count == 2, isKey(words[0]) else { return nil }
            switch words[1] {
            case "in": return .isIn(key: words[0], values: values)
            case "notin": return .notIn(key: words[0], values: values)
            default: return nil
            }
        }
        for sign in ["!=", "==", "="] {
            guard let range = part.firstRange(of: sign) else { continue }
            let key = String(part[..<range.lowerBound]).trimmed
            let value = String(part[range.upperBound...]).trimmed
            guard isKey(key), !value.contains(where: { " =!()".contains($0) }) else { return nil }
            return sign == "!=" ? .notIn(key: key, values: [value]) : .isIn(key: key, values: [value])
        }
        if part.hasPrefix("!") {
            let key = String(part.dropFirst()).trimmed
            return isKey(key) ? .absent(key) : nil
        }
        return isKey(part) ? .exists(part) : nil
    }

    private static func isKey(_ text: String) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || "-_./".contains($0) }
    }
}
