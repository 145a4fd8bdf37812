import ScanModel

/// A container's settings with those of its command line, and references between them resolved.
struct ContainerSettings: Sendable {
    let facts: ContainerFacts
    /// Settings of the container, members of those that hold JSON, then `--name value`, `--name=value` and `-Dname=value` of
    /// its command line.
    let all: [Setting]
    /// The simple commands of the command line, shell scripts taken apart, as words.
    let commands: [[String]]

    init(_ facts: ContainerFacts) {
        self.facts = facts
        let commands = Self.commands(of: facts)
        self.commands = commands
        var seen: Set<String> = []
        var all: [Setting] = []
        for setting in facts.settings + facts.settings.flatMap(\.membersOfJSON) + commands.flatMap(Self.flags) {
            // Of two files of one name each may be the one that is read, of two variables only the first is there.
            guard !setting.source.isEnvironment || seen.insert(setting.name).inserted else { continue }
            all.append(setting)
        }
        self.all = all
    }

    /// The value with `${NAME}`, `${NAME:default}` and `${NAME:-default}` replaced by what the environment says.
    ///
    /// Spring, Quarkus and shells resolve them so; what can't be resolved stays and makes the host undetermined.
    func expanded(_ value: String) -> String {
        Self.expanded(value, in: facts)
    }

    /// What keeps a value from being known, where it holds a reference that nothing resolves.
    func unresolved(in value: String, of setting: String) -> UnreadSetting? {
        guard value.contains("$(") || value.contains("${") || value.hasPrefix("$") || value.contains("{{") else {
            return nil
        }
        let named = facts.unreadSettings.first { unread in unread.name.map { value.contains($0) } == true }
        return named
            ?? UnreadSetting(name: setting, object: "a reference that nothing here resolves", reason: .notFound)
    }

    private static func expanded(_ value: String, in facts: ContainerFacts, bareNames: Bool = false) -> String {
        guard value.contains("$") else { return value }
        var result = ""
        var rest = value[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[dollar...]
            let isBraced = rest.hasPrefix("${")
            let body = rest.dropFirst(isBraced ? 2 : 1)
            let name = body.prefix { $0.isLetter || $0.isNumber || $0 == "_" || (isBraced && $0 == ".") }
            let close = isBraced ? body.firstIndex(of: "}") : name.endIndex
            guard isBraced || bareNames, !name.isEmpty, let close else {
                result += rest.prefix(1)
                rest = rest.dropFirst()
                continue
            }
            let after = body[name.endIndex..<close]
            let fallback = after.hasPrefix(":-") ? after.dropFirst(2) : after.hasPrefix(":") ? after.dropFirst() : nil
            let isUnread = facts.unreadSettings.contains { $0.name == nil || $0.name == String(name) }
            let found = facts.settings.first { $0.name == String(name) }?.value
            if let replacement = found ?? (isUnread ? nil : fallback.map(String.init)) {
                result += replacement
            } else {
                result += rest[..<close] + (isBraced ? "}" : "")
            }
            rest = isBraced ? body[body.index(after: close)...] : body[close...]
        }
        return result + rest
    }

    private static func commands(of facts: ContainerFacts) -> [[String]] {
        var commands: [[String]] = []
        var plain: [String] = []
        for word in facts.commandLine {
            if word.contains(" ") || word.contains("\n"), !word.hasPrefix("host=") {
                commands += ShellWords(word).commands
            }
            plain.append(word)
        }
        return ([plain] + commands).filter { !$0.isEmpty }.map { words in
            words.map { expanded($0, in: facts, bareNames: true) }
        }
    }

    private static func flags(of words: [String]) -> [Setting] {
        var found: [Setting?] = []
        for (index, word) in words.enumerated() {
            guard isFlag(word) else {
                found.append(Setting(name: "", value: word, source: .argument))
                continue
            }
            if let equals = word.firstIndex(of: "=") {
                let value = String(word[word.index(after: equals)...])
                found.append(Setting(name: String(word[..<equals]), value: value, source: .argument))
            } else if word.hasPrefix("--"), index + 1 < words.count, !isFlag(words[index + 1]) {
                found.append(Setting(name: word, value: words[index + 1], source: .argument))
            }
        }
        return found.compactMap { $0 }
    }

    /// A certificate begins with a dash too.
    private static func isFlag(_ word: String) -> Bool { word.hasPrefix("-") && !word.hasPrefix("-----") }
}
