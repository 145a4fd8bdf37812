import Kubernetes
import ScanModel

/// A volume as one container sees it, with what the resolution of a path needs beyond ``Mount``.
struct PlannedMount: Hashable, Sendable {
    enum Source: Hashable, Sendable {
        /// All files are known. `absence` says why another one is not there.
        case files([MountedFile], absence: String)
        /// An object that could not be read is in it whole: a file's name is its key, and which there are is not known.
        case unreadObject(ObjectKey, known: [MountedFile])
        /// `base` is the folder of the volume that is mounted (`subPath`).
        case emptyDirectory(volume: String, base: String, copied: [CopiedFile])
        case opaque(kind: String)
    }

    var path: String
    var usesSubPath: Bool
    var source: Source

    /// As the dialects see it.
    var mount: Mount {
        let shown: Mount.Source =
            switch source {
            case .files(let files, _): .files(files)
            // Not `files`: a list of some would say that the others are absent.
            case .unreadObject(let object, _): .opaque(kind: object.words)
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

/// What the volumes of a pod show, before they are mounted.
struct VolumePlans {
    private var sources: [String: PlannedMount.Source] = [:]

    init(_ volumes: [Volume], namespace: String, shelf: ObjectShelf) {
        for volume in volumes { sources[volume.name] = Self.source(volume, namespace: namespace, shelf: shelf) }
    }

    /// Longest path first, so that the innermost of nested mounts is found first.
    func mounts(
        of container: Container, environment: ContainerEnvironment, copied: [String: [CopiedFile]]
    ) -> [PlannedMount] {
        container.volumeMounts.map { mount in
            let subPath = ContainerPath.normalized(
                (mount.subPathExpr.map(environment.expanded) ?? mount.subPath) ?? "")
            // A volume that is not in the template is made of a StatefulSet's volumeClaimTemplates.
            let source = sources[mount.name] ?? .opaque(kind: "persistentVolumeClaim")
            return PlannedMount(
                path: ContainerPath.normalized(mount.mountPath), usesSubPath: !subPath.isEmpty,
                source: Self.narrowed(source, to: subPath, copied: copied[mount.name] ?? []))
        }.sorted { ($1.path.utf8.count, $0.path) < ($0.path.utf8.count, $1.path) }
    }

    private static func narrowed(
        _ source: PlannedMount.Source, to subPath: String, copied: [CopiedFile]
    ) -> PlannedMount.Source {
        func inside(_ files: [MountedFile]) -> [MountedFile] {
            files.compactMap { file in
                ContainerPath.relative(file.path, to: subPath).map { MountedFile(path: $0, location: file.location) }
            }
        }
        switch source {
        case .emptyDirectory(let volume, _, _): return .emptyDirectory(volume: volume, base: subPath, copied: copied)
        case .opaque: return source
        case .files(let files, let absence):
            return subPath.isEmpty ? source : .files(inside(files), absence: absence)
        case .unreadObject(let object, let known):
            guard !subPath.isEmpty else { return source }
            let found = inside(known)
            guard found.isEmpty, !subPath.contains("/") else { return .files(found, absence: object.words) }
            return .files([MountedFile(path: "", location: object.location(key: subPath))], absence: object.words)
        }
    }

    private static func source(_ volume: Volume, namespace: String, shelf: ObjectShelf) -> PlannedMount.Source {
        if let map = volume.configMap {
            let key = ObjectKey(kind: .configMap, namespace: namespace, name: map.name)
            return combined([part(key, map.items, shelf)])
        }
        if let secret = volume.secret {
            let key = ObjectKey(kind: .secret, namespace: namespace, name: secret.secretName)
            return combined([part(key, secret.items, shelf)])
        }
        if let projected = volume.projected {
            return combined(
                projected.sources.flatMap { source -> [Part] in
                    var parts: [Part] = []
                    if let map = source.configMap {
                        parts.append(
                            part(ObjectKey(kind: .configMap, namespace: namespace, name: map.name), map.items, shelf))
                    }
                    if let secret = source.secret {
                        parts.append(
                            part(ObjectKey(kind: .secret, namespace: namespace, name: secret.name), secret.items, shelf)
                        )
                    }
                    if let bundle = source.clusterTrustBundle {
                        let name = bundle.name ?? bundle.signerName ?? ""
                        parts.append(
                            Part(files: [MountedFile(path: bundle.path, location: .clusterTrustBundle(name: name))]))
                    }
                    return parts
                })
        }
        if volume.emptyDir != nil { return .emptyDirectory(volume: volume.name, base: "", copied: []) }
        if volume.hostPath != nil { return .opaque(kind: "hostPath") }
        if volume.persistentVolumeClaim != nil { return .opaque(kind: "persistentVolumeClaim") }
        return .opaque(kind: volume.csi.map { "csi \($0.driver)" } ?? "volume")
    }

    /// What one object contributes to a volume.
    private struct Part {
        var files: [MountedFile] = []
        var absence: String?
        var unread: ObjectKey?
    }

    private static func part(_ object: ObjectKey, _ items: [Volume.KeyToPath], _ shelf: ObjectShelf) -> Part {
        let slot = shelf.slot(object)
        if case .absent = slot { return Part(absence: "\(object.words) does not exist") }
        guard items.isEmpty else {
            var files = items.map { item in
                MountedFile(path: ContainerPath.normalized(item.path), location: object.location(key: item.key))
            }
            if case .present(let values) = slot {
                files.removeAll { file in
                    !items.contains { values[$0.key] != nil && object.location(key: $0.key) == file.location }
                }
            }
            return Part(files: files, absence: "\(object.words) shows no such file")
        }
        guard case .present(let values) = slot else { return Part(unread: object) }
        let files = values.keys.sorted().map { MountedFile(path: $0, location: object.location(key: $0)) }
        return Part(files: files, absence: "\(object.words) has no such key")
    }

    /// Of two parts with one path the later one shows (core/v1 `ProjectedVolumeSource`).
    private static func combined(_ parts: [Part]) -> PlannedMount.Source {
        var byPath: [String: MountedFile] = [:]
        for file in parts.flatMap(\.files) { byPath[file.path] = file }
        let files = byPath.values.sorted { $0.path < $1.path }
        if let unread = parts.compactMap(\.unread).first { return .unreadObject(unread, known: files) }
        let absence = parts.compactMap(\.absence).joined(separator: ", ")
        return .files(files, absence: absence.isEmpty ? "the volume is empty" : absence)
    }
}
