import ScanModel

/// A range of versions within which a program behaves alike.
struct Generation<Value: Sendable>: Sendable {
    /// The first version that is no longer of it; nil for the newest generation.
    var below: Version?
    /// As an answer says what it supposes: `lib/pq before 1.11`.
    var words: String
    var value: Value

    /// The generation of a version out of all, oldest first; all of them where the version is not known, and all of its line where
    /// only the major version is.
    static func possible(_ version: Version?, of all: [Generation]) -> [Generation] {
        guard let version else { return all }
        var possible: [Generation] = []
        for generation in all where generation.below.map({ version < $0 }) ?? true {
            possible.append(generation)
            let endsInLine = generation.below.map { $0.major == version.major && version.isMajorAlone } ?? false
            if !endsInLine { break }
        }
        return possible
    }
}

extension Version {
    /// Whether it is that version or a later one, such as `22.15`. A major version alone stands for the newest of its line, as the tag
    /// of an image does.
    func isAtLeast(_ text: String) -> Bool {
        Version(text).map { self >= $0 || (isMajorAlone && major == $0.major) } ?? false
    }
}
