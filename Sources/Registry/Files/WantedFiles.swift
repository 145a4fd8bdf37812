/// What is to be read out of an image.
package struct WantedFiles: Sendable, Hashable {
    /// Files whose bytes are wanted.
    package var contents: [PathPattern]
    /// Files of which only the size is: that they are there, and under which name.
    package var listed: [PathPattern]
    /// The longest file that is kept, in bytes.
    package var fileLimit: Int
    /// The most bytes that are kept of one image.
    package var totalLimit: Int

    package init(
        contents: [PathPattern], listed: [PathPattern] = [], fileLimit: Int = 16 << 20, totalLimit: Int = 64 << 20
    ) {
        self.contents = contents
        self.listed = listed
        self.fileLimit = fileLimit
        self.totalLimit = totalLimit
    }
}

/// Patterns made ready to be asked for every entry of a layer.
struct PatternIndex {
    private var exact: Set<String> = []
    private var byName: [Substring: [PathPattern]] = [:]
    private var others: [PathPattern] = []

    init(_ patterns: some Sequence<PathPattern>) {
        for pattern in patterns {
            if let path = pattern.exactPath {
                exact.insert(path)
            } else if case .name(let name)? = pattern.parts.last {
                byName[name[...], default: []].append(pattern)
            } else {
                others.append(pattern)
            }
        }
    }

    func matches(_ path: String) -> Bool {
        if exact.contains(path) { return true }
        let named = byName[ImagePath.name(path)] ?? []
        guard !named.isEmpty || !others.isEmpty else { return false }
        let names = path.split(separator: "/")
        return named.contains { $0.matches(names) } || others.contains { $0.matches(names) }
    }
}
