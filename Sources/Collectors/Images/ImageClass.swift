import Kubernetes
import ScanModel

/// Containers whose files are the same to a command that is run in them: asked once, however many there are.
struct ImageClass: Hashable, Sendable {
    var imageID: String
    var mounts: [PlannedMount]
    var user: SecurityContext?
    /// Variables of the pod that lead to files, such as HOME and JAVA_HOME.
    var folders: [String]
    /// Whose files they are alone, where something other than the image fills them.
    var owner: Owner?

    struct Owner: Hashable, Sendable {
        var container: ContainerID
        /// A pod of an older template may start with others.
        var commandLine: [String]
    }
}

/// What is wanted of a container's files.
enum WantedFile: Hashable, Sendable {
    /// One file, by its path in the container; a leading `~` is the user's home folder.
    case file(path: String)
    /// A folder of certificates named by their hash, as OpenSSL reads it.
    case hashedFolder(path: String)
    /// The cacerts of the JRE that runs, or that PATH or JAVA_HOME name; else of every JRE in the usual folders.
    case javaCacerts
    /// Every copy of certifi's bundle that Python's usual folders hold.
    case certifi
    /// No file: the packages and variables that tell which store Node takes.
    case nodeBuild

    /// As ``EvidenceScript`` takes it.
    var argument: String {
        switch self {
        case .file(let path): "f\(path)"
        case .hashedFolder(let path): "d\(path)"
        case .javaCacerts: "j"
        case .certifi: "c"
        case .nodeBuild: "n"
        }
    }

    /// Whether it takes no search through the whole image.
    var isAtKnownPlace: Bool { !places.isEmpty }

    /// Where it lies, if anywhere, so far as that is known beforehand.
    var places: [String] {
        switch self {
        case .file(let path), .hashedFolder(let path): [path]
        case .javaCacerts, .certifi, .nodeBuild: []
        }
    }
}
