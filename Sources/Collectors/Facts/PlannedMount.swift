import Kubernetes
import ScanModel

/// A volume as one container sees it, with what the resolution of a path needs beyond ``Mount``.
struct PlannedMount: Hashable, Sendable {
    enum Source: Hashable, Sendable {
        /// All files are known. `absence` says why another one is not there.
        case files([MountedFile], absence: String)
        /// An object that could not be read is in it whole: a file's name is its key, and which there are is not known.
        case unreadObject(ObjectKey, known: [MountedFile])
        /// A part of the volume is of a kind that is not known here, so that a file may be there that is not listed.
        case incomplete(known: [MountedFile])
        /// `base` is the folder of the volume that is mounted (`subPath`).
        case emptyDirectory(volume: String, base: String, copied: [CopiedFile])
        case opaque(kind: String)
    }

    var path: String
    var usesSubPath: Bool
    var source: Source

    /// Whether a path is the mount's own, or below it.
    func covers(_ other: String) -> Bool { ContainerPath.relative(other, to: path) != nil }
    /// Whether the mount is at a folder, or below it.
    func isWithin(_ folder: String) -> Bool { ContainerPath.relative(path, to: folder) != nil }

    /// As the dialects see it.
    var mount: Mount {
        let shown: Mount.Source =
            switch source {
            case .files(let files, _): .files(files)
            // Not `files`: a list of some would say that the others are absent.
            case .unreadObject(let object, _): .opaque(kind: object.words)
            case .incomplete: .opaque(kind: "projected")
            case .emptyDirectory(let volume, let base, let copied):
                .emptyDirectory(
                    name: volume,
                    copied: copied.compactMap { file in
                        ContainerPath.relative(file.path, to: base).map {
                            CopiedFile(path: $0, location: file.location)
                        }
                    })
            case .opaque(let kind): .opaque(kind: kind)
            }
        return Mount(path: path, usesSubPath: usesSubPath, source: shown)
    }
}
