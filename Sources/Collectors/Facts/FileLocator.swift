import ScanModel

/// What a path leads to in one container.
enum LocatedFile: Hashable {
    /// The files whose bytes, one after the other, are the file's.
    case at([TrustStoreLocation], update: StoreUpdate)
    /// It is certain that there is no file.
    case absent(String, update: StoreUpdate)
    case unread(GapReason, String)
    /// A folder that a mount shows.
    case folder
    /// Not on any volume: in the image, if anywhere.
    case outside
}

/// Resolves paths through the mounts of a container.
struct FileLocator {
    /// Longest path first.
    let mounts: [PlannedMount]
    let operatingSystem: ContainerFacts.OperatingSystem

    init(_ mounts: [PlannedMount], operatingSystem: ContainerFacts.OperatingSystem) {
        self.mounts = mounts
        self.operatingSystem = operatingSystem
    }

    func mount(of path: String) -> (mount: PlannedMount, relative: String)? {
        let path = folded(ContainerPath.normalized(path))
        for mount in mounts {
            if let relative = ContainerPath.relative(path, to: folded(mount.path)) { return (mount, relative) }
        }
        return nil
    }

    func locate(_ path: String) -> LocatedFile {
        guard let (mount, found) = mount(of: path) else { return .outside }
        // The link that a volume's files stand behind (kubelet's AtomicWriter).
        let relative = found.hasPrefix("..data/") ? String(found.dropFirst("..data/".count)) : found
        switch mount.source {
        case .files(let files, let absence):
            return search(files, relative, mount) ?? .absent("\(path): \(absence)", update: mount.update)
        case .unreadObject(let object, let known):
            if let result = search(known, relative, mount) { return result }
            guard !relative.isEmpty else { return .folder }
            return .at([object.location(key: relative)], update: mount.update)
        case .incomplete(let known):
            return search(known, relative, mount)
                ?? .unread(.notRequested, "\(path) is on a projected volume with a source that is not known")
        case .emptyDirectory(_, let base, let copied):
            let inVolume = ContainerPath.join(base, relative)
            let files = copied.filter { folded($0.path) == inVolume }
            guard files.isEmpty else { return .at(files.map(\.location), update: .copiedAtStart) }
            if copied.contains(where: { ContainerPath.relative(folded($0.path), to: inVolume) != nil }) {
                return .folder
            }
            return .unread(.notRequested, "\(path) is written while the pod runs; not read")
        case .opaque(let kind):
            return .unread(.notRequested, "\(path) is on a volume (\(kind)) whose content the API does not show")
        }
    }

    private func search(_ files: [MountedFile], _ relative: String, _ mount: PlannedMount) -> LocatedFile? {
        let exact = files.filter { folded($0.path) == relative }
        if let file = exact.last { return .at([file.location], update: mount.update) }
        let isFolder = files.contains {
            ContainerPath.relative(folded($0.path), to: relative) != nil && !$0.path.isEmpty
        }
        return isFolder || relative.isEmpty && !files.isEmpty ? .folder : nil
    }

    /// Windows does not tell upper from lower case.
    private func folded(_ path: String) -> String { operatingSystem == .windows ? path.lowercased() : path }
}

extension PlannedMount {
    /// How a change of the object behind the mount reaches its files.
    fileprivate var update: StoreUpdate { usesSubPath ? .subPath : .followsObject }
}
