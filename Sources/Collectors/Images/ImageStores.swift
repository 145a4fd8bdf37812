import Dialects
import ScanModel

/// What of a store lies in the container's image, and what becomes of it once the files were read.
enum ImageStores {
    /// Where distributions keep their bundle, in the order in which Go looks for it (`crypto/x509/root_linux.go`).
    static let bundles = [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
        "/etc/pki/tls/cacert.pem", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/cert.pem",
    ]
    /// The `cert.pem` of OpenSSL's own folder: Debian's, and everybody else's.
    static let debianCertFile = "/usr/lib/ssl/cert.pem"
    static let certFiles = ["/etc/ssl/cert.pem", "/etc/pki/tls/cert.pem"]
    /// Every file of the system's store that is not in a folder of hashed names.
    static let systemFiles = Set(bundles + certFiles + [debianCertFile])
    static let debianFolder = "/usr/lib/ssl/certs"
    static let folders = ["/etc/ssl/certs", "/etc/pki/tls/certs"]

    /// The files that tell what a store holds; nil where the image cannot tell, or was not needed.
    static func wanted(for store: CollectedStore) -> [WantedFile]? {
        switch store.content {
        case .bytes, .made, .missing, .system: return nil
        case .unread(let reason, _) where reason != .notRequested: return nil
        case .notLookedAt, .unread: break
        }
        switch store.reference {
        case .builtIn(.operatingSystem):
            return systemFiles.sorted().map(WantedFile.file) + ([debianFolder] + folders).map(WantedFile.hashedFolder)
        case .builtIn(.javaCacerts): return [.javaCacerts]
        case .builtIn(.certifi): return [.certifi]
        case .builtIn(.node): return [.nodeBuild]
        default: return path(of: store).map { [.file(path: $0)] }
        }
    }

    /// The path at which the client's container has a file of its image, or one that commands made when it started.
    ///
    /// What an init container took out of its own image is there too: under the name that the client knows.
    private static func path(of store: CollectedStore) -> String? {
        if case .bundled(_, let path) = store.reference { return path }
        switch store.location {
        case .container?: break
        // The others that are written are the kubelet's: a token is no store.
        case .written? where store.update == .copiedAtStart: break
        default: return nil
        }
        switch store.reference {
        case .named(let path), .defaultFile(let path):
            return (path.hasPrefix("/") || path.hasPrefix("~/")) && !path.contains("$") ? path : nil
        case .builtIn, .bundled, .added, .inline: return nil
        }
    }

    /// The store with what was read of its files.
    ///
    /// - Parameters:
    ///   - store: as it was collected without the image.
    ///   - evidence: for each file that ``wanted(for:)`` asks for what was found.
    /// - Returns: the same store with other content; unchanged where the files tell nothing.
    static func read(_ store: CollectedStore, _ evidence: [WantedFile: [FileEvidence]]) -> CollectedStore {
        var store = store
        switch store.reference {
        case .builtIn(.operatingSystem): store.content = system(evidence) ?? store.content
        case .builtIn(.javaCacerts): store.content = content(evidence[.javaCacerts] ?? [], store)
        case .builtIn(.certifi): store.content = content(evidence[.certifi] ?? [], store)
        default:
            guard let path = path(of: store) else { return store }
            store.content = content(evidence[.file(path: path)] ?? [], store)
        }
        return store
    }

    /// Where a store was found, and when the newest of its files was changed.
    ///
    /// - Parameters:
    ///   - store: as it was collected without the image.
    ///   - evidence: as for ``read(_:_:)``.
    ///   - changes: times by path.
    /// - Returns: the path where one place alone decides; of the system's store its bundle, else its folder.
    static func place(
        of store: CollectedStore, _ evidence: [WantedFile: [FileEvidence]], _ changes: [String: Int]
    ) -> (path: String?, changed: Int?) {
        func found(_ paths: [String]) -> [String] {
            paths.filter { path in
                let files = (evidence[.file(path: path)] ?? []) + (evidence[.hashedFolder(path: path)] ?? [])
                return files.contains { $0.bytes != nil || $0.isFilledFolder }
            }
        }
        let paths =
            switch store.reference {
            case .builtIn(.operatingSystem): found(bundles + [debianCertFile] + certFiles + [debianFolder] + folders)
            default: evidence.values.joined().compactMap(\.path)
            }
        let isOne = store.reference == .builtIn(.operatingSystem) || paths.count == 1
        return (isOne ? paths.first : nil, paths.compactMap { changes[$0] }.max())
    }

    private static func content(_ found: [FileEvidence], _ store: CollectedStore) -> CollectedStore.Content {
        guard let first = found.first, found.allSatisfy({ $0.bytes == first.bytes }) else {
            return .unread(.incomplete, "the image holds several copies that differ: which one is used is not known")
        }
        switch first {
        case .bytes(let bytes, _): return .bytes(bytes)
        case .denied: return .unread(.unreadableFile, "the user of the container may not read it")
        case .tooLarge(let size): return .unread(.tooLarge, "\(size) bytes")
        case .isFolder, .folder: return .unread(.unsupportedFormat, "it is a folder")
        case .unread(let reason, let words): return .unread(reason, words)
        case .absent: break
        }
        if case .builtIn = store.reference { return .notLookedAt }
        guard let path = path(of: store), path.hasPrefix("/") else {
            // Whose home folder the program looks into is not known: a command runs as the container's first user.
            return store.content
        }
        return .missing("\(path) is not in the container")
    }

    /// The system's store as OpenSSL and as Go find it; nil where no place of it exists.
    private static func system(_ evidence: [WantedFile: [FileEvidence]]) -> CollectedStore.Content? {
        func bytes(_ path: String) -> [UInt8]? { evidence[.file(path: path)]?.first?.bytes }
        func files(_ path: String) -> [String: [UInt8]] {
            if case .folder(let files)? = evidence[.hashedFolder(path: path)]?.first { return files }
            return [:]
        }
        func isThere(_ path: String) -> Bool {
            if case .absent? = evidence[.hashedFolder(path: path)]?.first { return false }
            return true
        }
        if let (reason, words) = evidence.values.joined().compactMap(\.gap).min(by: { $0.words < $1.words }) {
            return .unread(reason, words)
        }
        let unreadable = evidence.values.joined().contains { $0 == .denied }
        if unreadable { return .unread(.unreadableFile, "the user of the container may not read all of it") }
        if let size = evidence.values.joined().compactMap(\.size).first { return .unread(.tooLarge, "\(size) bytes") }
        let isDebian = isThere(debianFolder) || bytes(debianCertFile) != nil
        let certFile = (isDebian ? [debianCertFile] : certFiles).lazy.compactMap(bytes).first
        let folder = ([debianFolder] + folders).lazy.map(files).first { !$0.isEmpty } ?? [:]
        let bundle = bundles.lazy.compactMap(bytes).first
        guard certFile != nil || bundle != nil || !folder.isEmpty else { return nil }
        return .system(
            SystemStoreFiles(
                bundle: bundle ?? certFile ?? [], certFile: certFile ?? [],
                folder: folder.sorted { $0.key < $1.key }.map { SystemStoreFiles.File(name: $0.key, bytes: $0.value) }))
    }
}

extension FileEvidence {
    var bytes: [UInt8]? {
        if case .bytes(let bytes, _) = self { return bytes }
        return nil
    }

    fileprivate var gap: (reason: GapReason, words: String)? {
        if case .unread(let reason, let words) = self { return (reason, words) }
        return nil
    }

    var path: String? {
        if case .bytes(_, let path) = self { return path }
        return nil
    }

    fileprivate var isFilledFolder: Bool {
        if case .folder(let files) = self { return !files.isEmpty }
        return false
    }

    fileprivate var size: Int? {
        if case .tooLarge(let size) = self { return size }
        return nil
    }
}
