import Crypto
import ScanModel
import TrustStores

/// A file, or a directory of files, at the place where a client looks for its trust store.
///
/// Whatever the bytes are, they make a store: what a client does with an empty or damaged file is part of the answer.
public struct Store: Hashable, Sendable {
    enum Content: Sendable {
        case file(StoreReading)
        case directory(StoreDirectory)
    }

    /// Where it is, for sentences.
    public let path: String
    let content: Content
    /// Equal stores have equal identities; cheaper to compare than what is in them.
    private let identity: [UInt8]

    /// A file with that content.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - path: its name, for sentences.
    public init(contentsOf bytes: [UInt8], path: String = "the store") {
        self.path = path
        content = .file(parseTrustStore(bytes))
        identity = Array(SHA256.hash(data: bytes))
    }

    /// A directory of certificates.
    ///
    /// - Parameters:
    ///   - files: the name and the content of each file.
    ///   - path: its name, for sentences.
    public init(directory files: [(name: String, bytes: [UInt8])], path: String) {
        self.path = path
        var hash = SHA256()
        for file in files.sorted(by: { $0.name < $1.name }) {
            hash.update(data: Array(SHA256.hash(data: Array(file.name.utf8))))
            hash.update(data: Array(SHA256.hash(data: file.bytes)))
        }
        content = .directory(StoreDirectory(files))
        identity = [0] + hash.finalize()
    }

    private init(path: String, reading: StoreReading, identity: UInt8) {
        self.path = path
        content = .file(reading)
        self.identity = [identity]
    }

    /// A file that does not exist.
    public static func missing(path: String) -> Store {
        Store(path: path, reading: .missing("\(path) does not exist"), identity: 1)
    }

    /// A file that exists and that the client may not read.
    public static func unreadable(path: String) -> Store {
        Store(path: path, reading: .unread(.unreadableFile, "\(path) could not be read"), identity: 2)
    }

    /// What it is and what it holds, for a heading: `PEM · 2 certificates: ISRG Root X1, ISRG Root X2`.
    public var summary: String {
        let kind: String
        let names: [String]
        switch content {
        case .file(.read(let store)): (kind, names) = (store.format, store.certificates.map(\.shortName))
        case .file(.missing(let words)), .file(.unread(_, let words)): return words
        case .directory(let directory): (kind, names) = ("directory", directory.hashed.map(\.shortName))
        }
        let count = names.count == 1 ? "1 certificate" : "\(names.count) certificates"
        let listed = names.prefix(4).joined(separator: ", ") + (names.count > 4 ? " and \(names.count - 4) more" : "")
        return "\(kind) · \(count)\(listed.isEmpty ? "" : ": \(listed)")"
    }

    var isDirectory: Bool {
        if case .directory = content { return true }
        return false
    }

    /// The certificates of a file, in order.
    var certificates: [StoreCertificate] {
        if case .file(.read(let store)) = content { return store.certificates }
        return []
    }

    public static func == (left: Store, right: Store) -> Bool {
        left.identity == right.identity && left.path == right.path
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(identity)
        hasher.combine(path)
    }
}
