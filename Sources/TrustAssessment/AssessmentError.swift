/// Why a question could not be answered at all. What a client makes of a bad store or mode is an answer, not an error.
public enum AssessmentError: Error, Hashable, Sendable, CustomStringConvertible {
    /// No rules are known for a client of that name.
    case unknownClient(String)
    /// No rotation of that name ships inside.
    case unknownRotation(String)
    /// The text is no rotation profile: the words say where and why.
    case badRotation(String)
    /// A file of the server's certificates does not exist.
    case noFile(String)
    /// What should be the server's certificates holds none.
    case noCertificate(String)

    /// One line for people, without a full stop.
    public var description: String {
        switch self {
        case .unknownClient(let name): "unknown client '\(name)'"
        case .unknownRotation(let name): "unknown rotation '\(name)'"
        case .badRotation(let words): words
        case .noFile(let path): "\(path) does not exist"
        case .noCertificate(let place): "\(place) holds no certificate"
        }
    }
}
