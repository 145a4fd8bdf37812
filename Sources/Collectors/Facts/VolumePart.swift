import Kubernetes
import ScanModel

/// What one object, or one source of a projected volume, contributes to a volume.
struct VolumePart {
    var files: [MountedFile] = []
    /// Why a file that is not listed is not there.
    var absence: String?
    /// The object that was not read, where its keys are the files.
    var unread: ObjectKey?
    /// False for a source of a kind that is not known here.
    var isKnown = true

    private init() {}

    init(_ object: ObjectKey, _ items: [Volume.KeyToPath], _ shelf: ObjectShelf) {
        let slot = shelf.slot(object)
        if case .absent = slot {
            absence = "\(object.words) does not exist"
            return
        }
        guard items.isEmpty else {
            var shown = items
            if case .present(let values) = slot { shown.removeAll { values[$0.key] == nil } }
            files = shown.map { item in
                MountedFile(path: ContainerPath.normalized(item.path), location: object.location(key: item.key))
            }
            absence = "\(object.words) shows no such file"
            return
        }
        guard case .present(let values) = slot else {
            unread = object
            return
        }
        files = values.keys.sorted().map { MountedFile(path: $0, location: object.location(key: $0)) }
        absence = "\(object.words) has no such key"
    }

    init(_ source: Volume.ProjectedVolume.Source, namespace: String, _ shelf: ObjectShelf) {
        if let map = source.configMap {
            self.init(ObjectKey(kind: .configMap, namespace: namespace, name: map.name), map.items, shelf)
        } else if let secret = source.secret {
            self.init(ObjectKey(kind: .secret, namespace: namespace, name: secret.name), secret.items, shelf)
        } else if let bundle = source.clusterTrustBundle {
            self.init(bundle, shelf)
        } else if let downward = source.downwardAPI {
            self.init(downward)
        } else if let token = source.serviceAccountToken {
            self.init()
            files = [MountedFile(path: token.path, location: .written(how: "that holds a token"))]
        } else {
            self.init()
            isKnown = false
        }
    }

    init(_ downward: Volume.DownwardVolume) {
        files = downward.items.map { item in
            MountedFile(
                path: ContainerPath.normalized(item.path),
                location: .written(how: "that the kubelet makes of the pod's own fields"))
        }
        absence = "the downward API shows no such file"
    }

    /// Where it may choose nothing and does, the kubelet writes an empty file; else the pod does not start (core/v1
    /// `ClusterTrustBundleProjection.optional`).
    private init(_ bundle: Volume.ClusterTrustBundleProjection, _ shelf: ObjectShelf) {
        let path = ContainerPath.normalized(bundle.path)
        let words: String
        switch bundle.choice {
        case .bundles(let location):
            words = location.words
            guard case .missing? = shelf.bundles.content(at: location) else {
                files = [MountedFile(path: path, location: location)]
                return
            }
        case .notUnderstood(let signer):
            let how = "that the kubelet makes of ClusterTrustBundles of \(signer), by a selector that is not understood"
            files = [MountedFile(path: path, location: .written(how: how))]
            return
        case .nothing(let signer): words = "ClusterTrustBundles of \(signer)"
        }
        if bundle.optional == true {
            files = [MountedFile(path: path, location: .literal(text: "", origin: words))]
        } else {
            absence = "\(words) does not exist"
        }
    }
}

extension Volume.ClusterTrustBundleProjection {
    fileprivate enum Choice {
        case bundles(TrustStoreLocation)
        case notUnderstood(signer: String)
        /// A signer without a selector.
        case nothing(signer: String)
    }

    fileprivate var choice: Choice {
        if let name, !name.isEmpty { return .bundles(.clusterTrustBundle(name: name)) }
        let signer = signerName ?? "no signer"
        guard let labelSelector else { return .nothing(signer: signer) }
        return labelSelector.text.map { .bundles(.clusterTrustBundles(signer: signer, labels: $0)) }
            ?? .notUnderstood(signer: signer)
    }
}
