import ScanModel

/// What a container's mounts show at a path.
enum PathCoverage: Hashable, Sendable {
    /// No mount: the image decides.
    case image
    case present
    /// A mount covers the path, and it is certain that the file is not in it.
    case absent
    /// A mount covers the path and does not show what is in it.
    case opaque
}

extension ContainerFacts {
    /// Mounts are sorted longest first, so the first that covers a path is the one the container sees.
    func coverage(of path: String) -> PathCoverage {
        for mount in mounts where path == mount.path || path.hasPrefix(mount.path + "/") || mount.path == "/" {
            let relative =
                path == mount.path ? "" : String(path.dropFirst(mount.path == "/" ? 1 : mount.path.count + 1))
            switch mount.source {
            case .files(let files): return files.contains { $0.path == relative } ? .present : .absent
            case .emptyDirectory(_, let copied): return copied.contains { $0.path == relative } ? .present : .opaque
            case .opaque: return .opaque
            }
        }
        return .image
    }

    /// Every file that mounts show, as absolute paths, sorted.
    var mountedFiles: [String] {
        let paths = mounts.flatMap { mount -> [String] in
            let files =
                switch mount.source {
                case .files(let files): files.map(\.path)
                case .emptyDirectory(_, let copied): copied.map(\.path)
                case .opaque: [String]()
                }
            return files.map { $0.isEmpty ? mount.path : mount.path + "/" + $0 }
        }
        // A file that was put together of several stands there once for each of them.
        return Set(paths).sorted()
    }
}
