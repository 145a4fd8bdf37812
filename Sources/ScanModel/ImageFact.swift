/// What an image says of itself beside its trust stores: a version or a flag, and where it stands.
package struct ImageFact: Hashable, Sendable, Codable, Comparable {
    /// `os`, `java`, `certifi` …, or the name of a variable.
    package var name: String
    /// Without credentials, and never long.
    package var value: String
    /// The file, the folder, or `variable NODE_VERSION`.
    package var source: String

    /// - Returns: nil where there is nothing to tell.
    package init?(name: String, value: String, source: String) {
        let value = Credentials.removed(from: value)
        guard !value.isEmpty else { return nil }
        self.name = name
        self.value = String(value.prefix(Self.longest))
        self.source = String(source.prefix(Self.longest))
    }

    /// Whether there was more of the value than is kept.
    package var isCut: Bool { value.count == Self.longest }

    private static let longest = 4096

    package static func < (left: ImageFact, right: ImageFact) -> Bool {
        (left.name, left.source, left.value) < (right.name, right.source, right.value)
    }
}
