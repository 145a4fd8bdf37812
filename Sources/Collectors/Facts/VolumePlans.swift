import Kubernetes
import ScanModel

/// What the volumes of a pod show, before they are mounted.
struct VolumePlans {
    private var sources: [String: PlannedMount.Source] = [:]
    private let serviceAccount: PlannedMount

    init(_ volumes: [Volume], namespace: String, shelf: ObjectShelf) {
        serviceAccount = Self.serviceAccount(namespace: namespace, shelf: shelf)
        for volume in volumes { sources[volume.name] = Self.source(volume, namespace: namespace, shelf: shelf) }
    }

    /// Longest path first, so that the innermost of nested mounts is found first.
    func mounts(
        of container: Container, environment: ContainerEnvironment, copied: [String: [CopiedFile]],
        beside own: [PlannedMount] = []
    ) -> [PlannedMount] {
        let mounts = container.volumeMounts.map { mount in
            let expression = mount.subPathExpr.map(environment.expanded)
            let subPath = ContainerPath.normalized((expression ?? mount.subPath) ?? "")
            // A volume that is not in the template is made of a StatefulSet's volumeClaimTemplates.
            var source = sources[mount.name] ?? .opaque(kind: "persistentVolumeClaim")
            // The pod's own name, say: which part of the volume it is shows in the running pod alone.
            if let expression, expression.contains("$(") { source = .opaque(kind: "subPathExpr \(expression)") }
            return PlannedMount(
                path: ContainerPath.normalized(mount.mountPath), usesSubPath: !subPath.isEmpty,
                source: Self.narrowed(source, to: subPath, copied: copied[mount.name] ?? []))
        }
        // Every pod has it, and no template: it counts where a container speaks of it.
        let implied = container.mentionsServiceAccount(environment) ? [serviceAccount] : []
        return (mounts + own + implied).sorted { ($1.path.utf8.count, $0.path) < ($0.path.utf8.count, $1.path) }
    }

    /// The service account's folder: `ca.crt` of `kube-root-ca.crt`, on OpenShift `service-ca.crt` too, and the token.
    private static func serviceAccount(namespace: String, shelf: ObjectShelf) -> PlannedMount {
        let certificates = PodSpec.serviceAccountCertificates.map { name, file in
            VolumePart(
                ObjectKey(kind: .configMap, namespace: namespace, name: name),
                [Volume.KeyToPath(key: file, path: file)], shelf)
        }
        let token = Volume.ProjectedVolume.Source(serviceAccountToken: Volume.TokenProjection(path: "token"))
        return PlannedMount(
            path: PodSpec.serviceAccountFolder, usesSubPath: false,
            source: combined(certificates + [VolumePart(token, namespace: namespace, shelf)]))
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
        case .incomplete(let known): return .incomplete(known: inside(known))
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
            return combined([VolumePart(key, map.items, shelf)])
        }
        if let secret = volume.secret {
            let key = ObjectKey(kind: .secret, namespace: namespace, name: secret.secretName)
            return combined([VolumePart(key, secret.items, shelf)])
        }
        if let projected = volume.projected {
            return combined(projected.sources.map { VolumePart($0, namespace: namespace, shelf) })
        }
        if let downward = volume.downwardAPI { return combined([VolumePart(downward)]) }
        if volume.emptyDir != nil { return .emptyDirectory(volume: volume.name, base: "", copied: []) }
        if volume.hostPath != nil { return .opaque(kind: "hostPath") }
        if volume.persistentVolumeClaim != nil { return .opaque(kind: "persistentVolumeClaim") }
        if let image = volume.image { return .opaque(kind: "image \(image.reference ?? "")".trimmed) }
        return .opaque(kind: volume.csi.map { "csi \($0.driver)" } ?? "volume")
    }

    /// Of two parts with one path the later one shows (core/v1 `ProjectedVolumeSource`).
    private static func combined(_ parts: [VolumePart]) -> PlannedMount.Source {
        var byPath: [String: MountedFile] = [:]
        for file in parts.flatMap(\.files) { byPath[file.path] = file }
        let files = byPath.values.sorted { $0.path < $1.path }
        if let unread = parts.compactMap(\.unread).first { return .unreadObject(unread, known: files) }
        if parts.contains(where: { !$0.isKnown }) { return .incomplete(known: files) }
        let absence = parts.compactMap(\.absence).joined(separator: ", ")
        return .files(files, absence: absence.isEmpty ? "the volume is empty" : absence)
    }
}

extension Container {
    fileprivate func mentionsServiceAccount(_ environment: ContainerEnvironment) -> Bool {
        guard !volumeMounts.contains(where: { $0.mountPath.hasPrefix(PodSpec.serviceAccountFolder) }) else {
            return false
        }
        return (command + args).contains(where: PodSpec.namesServiceAccount)
            || environment.values.contains { PodSpec.namesServiceAccount($0.value) }
    }
}
