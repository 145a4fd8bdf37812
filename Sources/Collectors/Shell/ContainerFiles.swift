import ScanModel

/// The files that a container sees while its script runs: what its mounts show, and what was written until now.
struct ContainerFiles {
    /// Longest path first.
    let mounts: [PlannedMount]
    let container: ContainerID
    /// By `emptyDir` volume and path in it.
    private(set) var volumes: [String: [String: FileContent]]
    /// On the container's own file system, outside of every mount.
    private(set) var own: [String: FileContent] = [:]
    private(set) var folders: Set<String> = []
    /// Whether a program ran that is not understood, so that files may be there that nobody knows of.
    var hasStrangers: Bool

    init(
        mounts: [PlannedMount], container: ContainerID, volumes: [String: [String: FileContent]],
        hasStrangers: Bool = false
    ) {
        self.mounts = mounts
        self.container = container
        self.volumes = volumes
        self.hasStrangers = hasStrangers
    }

    enum Place: Hashable {
        case volume(String, path: String)
        case own(String)
        /// On a mount that a script cannot write to, or whose content nobody sees.
        case elsewhere
    }

    func place(of path: String) -> Place {
        let path = ContainerPath.normalized(path)
        guard let (mount, relative) = FileLocator(mounts, operatingSystem: .linux).mount(of: path) else {
            return .own(path)
        }
        guard case .emptyDirectory(let volume, let base, _) = mount.source else { return .elsewhere }
        return .volume(volume, path: ContainerPath.join(base, relative))
    }

    /// What is at a path; nil where there is no file, or a folder.
    func content(at path: String) -> FileContent? {
        switch place(of: path) {
        case .volume(let volume, let inside): return volumes[volume]?[inside]
        case .own(let path):
            if let written = own[path] { return written }
            return Self.isTemporary(path) ? nil : .known([.container(container, path: path)])
        case .elsewhere:
            switch FileLocator(mounts, operatingSystem: .linux).locate(path) {
            case .at(let locations, _): return .known(locations)
            case .absent(let words, _): return .unknown(how: "copied from what does not exist: \(words)")
            case .unread(_, let words): return .unknown(how: "copied from what is not known: \(words)")
            case .folder, .outside: return nil
            }
        }
    }

    /// Folders that an image leaves empty.
    private static func isTemporary(_ path: String) -> Bool {
        ["/tmp/", "/var/tmp/", "/dev/shm/", "/run/"].contains(where: path.hasPrefix)
    }

    /// The files below a folder as absolute paths, sorted, and whether there are no others.
    func files(in folder: String) -> (paths: [String], isComplete: Bool) {
        let folder = ContainerPath.normalized(folder)
        var paths = Set(own.keys.filter { isInside($0, folder) })
        var isComplete = Self.isTemporary(folder + "/") && !hasStrangers
        let covering = FileLocator(mounts, operatingSystem: .linux).mount(of: folder)?.mount
        for mount in mounts where mount == covering || isInside(mount.path, folder) {
            let shown = shown(by: mount)
            if mount == covering { isComplete = shown.isComplete }
            paths.formUnion(
                shown.paths.map { ContainerPath.join(mount.path, $0) }.filter { isInside($0, folder) })
        }
        return (paths.sorted(), isComplete)
    }

    private func shown(by mount: PlannedMount) -> (paths: [String], isComplete: Bool) {
        switch mount.source {
        case .files(let files, _): (files.map(\.path), true)
        case .unreadObject(_, let known), .incomplete(let known): (known.map(\.path), false)
        case .emptyDirectory(let volume, let base, _):
            ((volumes[volume] ?? [:]).keys.compactMap { ContainerPath.relative($0, to: base) }, !hasStrangers)
        case .opaque: ([], false)
        }
    }

    private func isInside(_ path: String, _ folder: String) -> Bool {
        ContainerPath.relative(path, to: folder).map { !$0.isEmpty } ?? false
    }

    /// Whether a path is known to be a folder.
    func isFolder(_ path: String) -> Bool {
        let path = ContainerPath.normalized(path)
        guard !isFile(path) else { return false }
        return folders.contains(path) || Self.imageFolders.contains(path) || mounts.contains { $0.path == path }
            || !files(in: path).paths.isEmpty
    }

    private func isFile(_ path: String) -> Bool {
        switch place(of: path) {
        case .volume(let volume, let inside): return volumes[volume]?[inside] != nil
        case .own(let path): return own[path] != nil
        case .elsewhere:
            if case .at = FileLocator(mounts, operatingSystem: .linux).locate(path) { return true }
            return false
        }
    }

    /// Folders that every image has, and that certificates are put into.
    private static let imageFolders: Set<String> = [
        "/tmp", "/usr/local/share/ca-certificates", "/etc/pki/ca-trust/source/anchors", "/etc/pki/trust/anchors",
        "/etc/ssl/certs",
    ]

    mutating func makeFolder(_ path: String) { folders.insert(ContainerPath.normalized(path)) }

    mutating func write(_ content: FileContent, at path: String) {
        switch place(of: path) {
        case .volume(let volume, let inside): volumes[volume, default: [:]][inside] = content
        case .own(let path): own[path] = content
        case .elsewhere: break
        }
    }

    /// Forgets the file, or all that is below the folder.
    mutating func remove(_ path: String) {
        for file in files(in: path).paths + [path] {
            switch place(of: file) {
            case .volume(let volume, let inside): volumes[volume]?[inside] = nil
            case .own(let path): own[path] = nil
            case .elsewhere: break
            }
        }
    }

    /// A command may have changed the file, or what is below the folder.
    mutating func spoil(_ path: String, how: String) {
        let path = ContainerPath.normalized(path)
        for file in files(in: path).paths { write(.unknown(how: how), at: file) }
        switch place(of: path) {
        case .volume where !isFolder(path): write(.unknown(how: how), at: path)
        case .own(let path) where own[path] != nil: own[path] = .unknown(how: how)
        default: break
        }
    }

    /// The same for every file whose path fits a pattern, as parts of the path are not known.
    mutating func spoil(matching pattern: String, how: String) {
        let glob = Glob(pattern)
        let inside = Glob(pattern + "/*")
        for file in files(in: "/").paths where glob.matches(file) || inside.matches(file) {
            if place(of: file) != .elsewhere { write(.unknown(how: how), at: file) }
        }
    }

    /// What differs from the files of a run that may not have happened is not known.
    mutating func merge(uncertain other: ContainerFiles, how: String) {
        for (volume, files) in other.volumes {
            for (path, content) in files where volumes[volume]?[path] != content {
                volumes[volume, default: [:]][path] = .unknown(how: how)
            }
        }
        for (volume, files) in volumes {
            for path in files.keys where other.volumes[volume]?[path] == nil {
                volumes[volume]?[path] = .unknown(how: how)
            }
        }
        for path in Set(own.keys).union(other.own.keys) where own[path] != other.own[path] {
            own[path] = .unknown(how: how)
        }
        folders.formUnion(other.folders)
        hasStrangers = hasStrangers || other.hasStrangers
    }
}
