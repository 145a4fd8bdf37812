import Kubernetes
import ScanModel

/// Fetches the ConfigMaps, Secrets and ClusterTrustBundles that workloads refer to; nothing else is kept.
struct ShelfReader: Sendable {
    let source: any ClusterSource
    let scope: ScanScope
    let choice: NamespaceChoice

    private typealias Values = [ObjectKey: StoredObject]

    /// An object reduced to what the shelf keeps.
    private struct StoredObject: Sendable {
        var values: [String: StoredValue]
        var marks: ObjectMarks
    }

    func read(
        _ references: Set<ObjectKey>, projections: Set<Volume.ClusterTrustBundleProjection> = []
    ) async -> (shelf: ObjectShelf, gaps: [Gap]) {
        var shelf = ObjectShelf()
        var gaps: [Gap] = []
        await readBundles(projections, into: &shelf, &gaps)
        await readConfigMaps(references.filter { $0.kind == .configMap }, into: &shelf, &gaps)
        await readSecrets(references.filter { $0.kind == .secret }.sorted(), into: &shelf, &gaps)
        return (shelf, gaps)
    }

    /// By list: one request brings hundreds, and those that nobody refers to are dropped as they stream by.
    private func readConfigMaps(_ keys: Set<ObjectKey>, into shelf: inout ObjectShelf, _ gaps: inout [Gap]) async {
        let namespaces = Set(keys.map(\.namespace))
        guard !namespaces.isEmpty else { return }
        let isWhole = choice.requests.contains { $0.namespace == nil }
        var targets: [String?] = isWhole ? [nil] : namespaces.sorted().map(Optional.some)
        var outcomes = await lists(targets, keys)
        if isWhole, !choice.fallback.isEmpty, case .failure(let error)? = outcomes.first, error.gapReason == .forbidden
        {
            targets = namespaces.sorted().map(Optional.some)
            outcomes = await lists(targets, keys)
        }
        var failures: [String?: KubernetesError] = [:]
        for (target, outcome) in zip(targets, outcomes) {
            switch outcome {
            case .success(let objects): for (key, object) in objects { put(object, at: key, in: &shelf) }
            case .failure(let error):
                failures[target] = error
                gaps.append(error.gap(resource: ConfigMap.resource.name, namespace: target))
            }
        }
        for key in keys where shelf.slots[key] == nil {
            if let error = failures[key.namespace] ?? failures[nil] {
                shelf.slots[key] = .unread(error.gapReason, "\(key.words) could not be read: \(error.gapReason.words)")
            } else {
                shelf.slots[key] = absence(of: key, ConfigMap.resource)
            }
        }
    }

    private func lists(_ targets: [String?], _ keys: Set<ObjectKey>) async -> [Result<Values, KubernetesError>] {
        let source = source
        return await boundedTasks(targets, limit: scope.parallel) { target in
            do throws(KubernetesError) {
                return .success(
                    try await source.list(
                        ConfigMap.self, namespace: target, labelSelector: nil, into: Values()
                    ) { objects, map in
                        let key = ObjectKey(
                            kind: .configMap, namespace: map.metadata.namespace ?? "", name: map.metadata.name)
                        guard keys.contains(key) else { return }
                        objects[key] = StoredObject(
                            values: map.storedValues, marks: ObjectMarks(map.metadata, isImmutable: map.immutable))
                    })
            } catch {
                return .failure(error)
            }
        }
    }

    /// One by one, by name: `get` on Secrets is a smaller right than `list`, and what nobody refers to is never read.
    private func readSecrets(_ keys: [ObjectKey], into shelf: inout ObjectShelf, _ gaps: inout [Gap]) async {
        guard scope.readsSecrets else {
            for key in keys { shelf.slots[key] = .unread(.notRequested, "\(key.words) was not read") }
            return
        }
        let source = source
        let outcomes = await boundedTasks(keys, limit: scope.parallel) {
            key -> Result<StoredObject, KubernetesError> in
            do throws(KubernetesError) {
                let secret = try await source.get(Secret.self, name: key.name, namespace: key.namespace)
                let marks = ObjectMarks(secret.metadata, isImmutable: secret.immutable)
                return .success(StoredObject(values: secret.storedValues, marks: marks))
            } catch {
                return .failure(error)
            }
        }
        for (key, outcome) in zip(keys, outcomes) {
            switch outcome {
            case .success(let object): put(object, at: key, in: &shelf)
            case .failure(let error) where error.gapReason == .notFound:
                shelf.slots[key] = absence(of: key, Secret.resource)
            case .failure(let error):
                shelf.slots[key] = .unread(error.gapReason, "\(key.words) could not be read: \(error.gapReason.words)")
                gaps.append(error.gap(resource: key.words, namespace: key.namespace))
            }
        }
    }

    private func put(_ object: StoredObject, at key: ObjectKey, in shelf: inout ObjectShelf) {
        shelf.slots[key] = .present(object.values)
        shelf.marks[key] = object.marks
    }

    /// One list of the cluster, and only where a workload projects a bundle. A server that does not know the kind has none.
    private func readBundles(
        _ projections: Set<Volume.ClusterTrustBundleProjection>, into shelf: inout ObjectShelf, _ gaps: inout [Gap]
    ) async {
        guard !projections.isEmpty else { return }
        let names = Set(projections.compactMap(\.name))
        let signers = Set(projections.compactMap(\.signerName))
        do throws(KubernetesError) {
            let bundles = try await source.list(
                ClusterTrustBundle.self, namespace: nil, labelSelector: nil, into: [ClusterTrustBundle]()
            ) { bundles, bundle in
                if names.contains(bundle.metadata.name) || bundle.spec.signerName.map(signers.contains) == true {
                    bundles.append(bundle)
                }
            }
            shelf.bundles = BundleShelf(bundles, doubt: source.doubt(about: ClusterTrustBundle.resource, in: ""))
        } catch {
            if case .notFound = error {
                shelf.bundles = BundleShelf([])
            } else {
                shelf.bundles = BundleShelf(error)
                gaps.append(error.gap(resource: ClusterTrustBundle.resource.name, namespace: nil))
            }
        }
    }

    private func absence(of key: ObjectKey, _ resource: APIResource) -> ObjectShelf.Slot {
        guard let reason = source.doubt(about: resource, in: key.namespace) else { return .absent }
        return .unread(reason, "\(key.words) is not in the recording")
    }
}

extension GapReason {
    /// For sentences: `rate limited`.
    var words: String { String(rawValue.map { $0 == "_" ? " " : $0 }) }
}
