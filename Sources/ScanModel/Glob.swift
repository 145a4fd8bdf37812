/// A name pattern as shells know it: `*` for any text, `?` for one character.
package struct Glob: Hashable, Sendable {
    package let pattern: String

    package init(_ pattern: String) { self.pattern = pattern }

    /// Whether the pattern is a plain name, which needs no list of namespaces to be resolved.
    package var isPlain: Bool { !pattern.contains { $0 == "*" || $0 == "?" } }

    package func matches(_ name: String) -> Bool {
        let pattern = Array(pattern.utf8)
        let text = Array(name.utf8)
        var position = 0
        var index = 0
        // Where to go on after a mismatch: behind the last `*`, one character further.
        var retry: (pattern: Int, text: Int)?
        while index < text.count {
            if position < pattern.count, pattern[position] == UInt8(ascii: "*") {
                retry = (position + 1, index)
                position += 1
            } else if position < pattern.count,
                pattern[position] == UInt8(ascii: "?") || pattern[position] == text[index]
            {
                position += 1
                index += 1
            } else if let last = retry {
                retry = (last.pattern, last.text + 1)
                position = last.pattern
                index = last.text + 1
            } else {
                return false
            }
        }
        return pattern[position...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
