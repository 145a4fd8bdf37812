import ScanModel

/// What is known of the content of a file, or of what a command prints.
enum FileContent: Hashable {
    /// These, one after the other.
    case known([TrustStoreLocation])
    /// `how` continues "a file …", such as `that sed changes in container setup`.
    case unknown(how: String)

    /// What prints nothing.
    static let nothing = FileContent.known([])

    /// Both, one after the other.
    static func + (left: FileContent, right: FileContent) -> FileContent {
        switch (left, right) {
        case (.known(let first), .known(let second)): .known(first + second)
        case (.unknown, _): left
        case (_, .unknown): right
        }
    }

    /// What a command makes of it.
    func made(_ making: FileMaking) -> FileContent {
        guard case .known(let parts) = self else { return self }
        return .known([.made(making, of: parts)])
    }

    /// As a volume or a container shows it; an empty file has a part too.
    var locations: [TrustStoreLocation] {
        switch self {
        case .known(let parts): parts.isEmpty ? [.literal(text: "", origin: "an empty file")] : parts
        case .unknown(let how): [.written(how: how)]
        }
    }
}
