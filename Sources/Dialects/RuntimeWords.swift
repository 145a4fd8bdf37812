package import ScanModel

/// What a client runs on, out of words such as `python 3.13`, `node 18 debian`, `jdk17` or `python 3.7 openssl 1.0.2`.
package struct RuntimeWords: Hashable, Sendable {
    /// The runtimes and libraries whose version changes a rule.
    package enum Name: String, Hashable, Sendable {
        case python, node, jdk, go, openssl, dotNet
    }

    private var versions: [Name: Version] = [:]
    /// Whatever else the words say: `debian` for a distribution's own build, `wheel` for a library out of a Python package.
    package private(set) var notes: Set<String> = []

    /// - Parameter text: in any order, with or without spaces; words that nobody knows become ``notes``.
    package init(_ text: String) {
        var name: Name?
        for run in Self.runs(of: text.lowercased()) {
            if let version = Version(run) {
                if let known = name, versions[known] == nil { versions[known] = version }
                name = nil
            } else if let known = Self.names[run] {
                name = known
            } else if run.count > 1 {
                // A single letter belongs to the version before it: `1.0.2u`.
                notes.insert(Self.distributions.contains(run) ? "debian" : run)
            }
        }
    }

    /// Nil where the words do not tell.
    package subscript(_ name: Name) -> Version? {
        get { versions[name] }
        set { versions[name] = newValue }
    }

    private static let names: [String: Name] = [
        "python": .python, "cpython": .python, "py": .python, "node": .node, "nodejs": .node, "jdk": .jdk, "jre": .jdk,
        "java": .jdk, "openjdk": .jdk, "go": .go, "golang": .go, "openssl": .openssl, "ossl": .openssl, "net": .dotNet,
        "dotnet": .dotNet,
    ]
    private static let distributions: Set<String> = ["debian", "deb", "dfsg", "ubuntu", "distribution"]

    /// Letters and numbers apart: `node18deb` is `node`, `18`, `deb`.
    private static func runs(of text: String) -> [String] {
        var runs: [String] = []
        var isNumber = false
        var isOpen = false
        for character in text {
            let belongsToNumber = character.isNumber || (character == "." && isOpen && isNumber)
            guard belongsToNumber || character.isLetter else {
                isOpen = false
                continue
            }
            if isOpen, isNumber == belongsToNumber {
                runs[runs.count - 1].append(character)
            } else {
                runs.append(String(character))
            }
            isNumber = belongsToNumber
            isOpen = true
        }
        return runs
    }
}
