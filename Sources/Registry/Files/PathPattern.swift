/// Which files of an image: one path, a folder with everything in it, or a pattern.
///
/// `/etc/ssl/cert.pem`, `/etc/ssl/certs/` (the same as `/etc/ssl/certs/**`), `**/lib/security/cacerts`. `**` stands for any number of
/// folders, `*` and `?` for characters of one name. As `find` does, a pattern walks real folders alone, but for those it
/// names in its beginning; links to files are followed.
package struct PathPattern: Sendable, Hashable, CustomStringConvertible {
    enum Part: Sendable, Hashable {
        case name(String)
        case wildcard([UInt8])
        case anyFolders
    }

    let parts: [Part]

    /// - Returns: nil for an empty path and for one with `..` in it, which means nothing before links are followed.
    package init?(_ text: String) {
        var parts: [Part] = []
        for part in ImagePath.escaped(text.utf8).split(separator: "/") where part != "." {
            if part == ".." { return nil }
            let isWildcard = part.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
            parts.append(part == "**" ? .anyFolders : isWildcard ? .wildcard(Array(part.utf8)) : .name(String(part)))
        }
        if parts.isEmpty { return nil }
        if text.hasSuffix("/"), parts.last != .anyFolders { parts.append(.anyFolders) }
        self.parts = parts
    }

    init(parts: [Part]) { self.parts = parts }

    /// The pattern that matches this one path, whatever characters it has.
    package init(exactly path: String) { parts = path.split(separator: "/").map { .name(String($0)) } }

    package var description: String {
        ImagePath.shown(
            parts.map { part in
                switch part {
                case .name(let name): name
                case .wildcard(let bytes): String(decoding: bytes, as: UTF8.self)
                case .anyFolders: "**"
                }
            }.joined(separator: "/"))
    }

    /// The folder that the pattern names before its first wildcard; all of it, where there is none.
    var beginning: String { names(parts.prefix(while: \.isName)) }

    /// The path that is meant, where it is only one.
    var exactPath: String? { parts.allSatisfy(\.isName) ? names(parts[...]) : nil }

    private func names(_ parts: some Sequence<Part>) -> String {
        parts.compactMap { if case .name(let name) = $0 { name } else { nil } }.joined(separator: "/")
    }

    func matches(_ path: String) -> Bool {
        if case .name(let last)? = parts.last, ImagePath.name(path) != last { return false }
        return matches(path.split(separator: "/"))
    }

    func matches(_ names: [Substring]) -> Bool {
        Wildcards.matches(parts, names, isAny: { $0 == .anyFolders }, { $0.matches($1) })
    }

    /// Whether the pattern could match something in `folder`, or the folder itself.
    func reaches(into folder: String) -> Bool {
        let names = folder.split(separator: "/")
        for (part, name) in zip(parts, names) {
            if part == .anyFolders { return true }
            guard part.matches(name) else { return false }
        }
        return parts.count >= names.count
    }

    /// The same pattern where its beginning is another folder.
    func moved(to folder: String) -> PathPattern {
        PathPattern(parts: PathPattern(exactly: folder).parts + parts.drop(while: \.isName))
    }

    /// The pattern for what lies in `folder` and is written as if it lay in `name`: at least all that matches.
    func written(_ folder: String, as name: String) -> PathPattern {
        if ImagePath.isWithin(beginning, folder) {
            return moved(to: ImagePath.joined(name, ImagePath.remainder(beginning, below: folder)))
        }
        var parts = PathPattern(exactly: name).parts + [.anyFolders]
        if let last = self.parts.last, last != .anyFolders { parts.append(last) }
        return PathPattern(parts: parts)
    }
}

extension PathPattern.Part {
    var isName: Bool { if case .name = self { true } else { false } }

    func matches(_ name: Substring) -> Bool {
        switch self {
        case .name(let own): own == name
        case .anyFolders: true
        case .wildcard(let pattern):
            Wildcards.matches(
                pattern, Array(name.utf8), isAny: { $0 == UInt8(ascii: "*") },
                { $0 == UInt8(ascii: "?") || $0 == $1 })
        }
    }
}

/// Matches a row of elements against a pattern in which some stand for any number of them.
enum Wildcards {
    /// Goes back only to the last such element, which is enough: time grows with the product of the lengths at most.
    static func matches<Pattern: RandomAccessCollection<Part>, Part, Text: RandomAccessCollection<Element>, Element>(
        _ pattern: Pattern, _ text: Text, isAny: (Part) -> Bool, _ matchesOne: (Part, Element) -> Bool
    ) -> Bool {
        var (position, index) = (pattern.startIndex, text.startIndex)
        var retry: (position: Pattern.Index, index: Text.Index)?
        while index < text.endIndex {
            if position < pattern.endIndex, isAny(pattern[position]) {
                position = pattern.index(after: position)
                retry = (position, index)
            } else if position < pattern.endIndex, matchesOne(pattern[position], text[index]) {
                position = pattern.index(after: position)
                index = text.index(after: index)
            } else if let last = retry {
                position = last.position
                index = text.index(after: last.index)
                retry = (position, index)
            } else {
                return false
            }
        }
        return pattern[position...].allSatisfy(isAny)
    }
}
