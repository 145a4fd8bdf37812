import Kubernetes
import ScanModel

/// Records what a scan needs, to be judged elsewhere with `scan --from`: TLS facts and trust stores, and no secret.
///
/// The folder holds `cluster.json` (``SnapshotHeader``), `namespaces/NAME/KIND.json` and, of what belongs to no namespace,
/// `cluster/KIND.json`: lists of reduced objects; and unless `--exec never` and `--registry never` what lies in images
/// (``EvidenceFolder``).
/// Secrets are never read for it. What could not be read is recorded too, so that the judgement elsewhere has the
/// same gaps.
///
/// - Parameters:
///   - source: the cluster.
///   - scope: what is recorded; `readsSecrets` is ignored.
///   - registry: where images are read that no container tells of.
///   - limits: how images are looked into.
///   - folder: new, empty, or an older snapshot, which is replaced.
///   - recordedAt: RFC 3339, UTC.
/// - Returns: one line for people: what was recorded.
/// - Throws: ``RecordingError`` for the folder; what ``Collector/discover()`` throws for the cluster.
package func writeSnapshot(
    source: any ClusterSource, scope: ScanScope, registry: (any ImageFileSource)? = nil,
    limits: ImageLimits = ImageLimits(), to folder: String, recordedAt: String
) async throws -> String {
    let writer = SnapshotFolder(path: folder)
    try writer.check()
    var scope = scope
    scope.readsSecrets = false
    let inventory = try await InventoryReader(source: source, scope: scope).read()
    // A malformed config file shows as a gap only when facts are made; the recording would hide it.
    let collector = Collector(source: source, scope: scope, registry: registry)
    let seen = collector.discovery(of: inventory)
    var gaps = Set(seen.gaps)
    var files: [String: SnapshotList] = [:]
    func add(_ object: some KubernetesObject, in folder: String) {
        files["\(folder)/\(type(of: object).resource.name).json", default: SnapshotList()].items.append(
            SnapshotItem(object))
    }
    for name in inventory.namespaces { add(Namespace(metadata: ObjectMeta(name: name)), in: "namespaces/\(name)") }
    for bundle in inventory.shelf.bundles.bundles { add(bundle.sanitized, in: "cluster") }
    for record in inventory.controllers {
        let spec = record.spec?.sanitized(namespace: record.namespace, shelf: inventory.shelf)
        files["namespaces/\(record.namespace)/\(record.resource.name).json", default: SnapshotList()].items.append(
            SnapshotItem(
                name: record.metadata.name, resource: record.resource, object: RecordedController(record, spec: spec)))
    }
    for group in inventory.pods {
        for pod in group.pods(shelf: inventory.shelf) { add(pod, in: "namespaces/\(group.namespace)") }
    }
    let names = VariableNames(inventory)
    for (key, slot) in inventory.shelf.slots where key.kind == .configMap {
        guard case .present(let values) = slot else { continue }
        let sanitized = SanitizedConfigMap(
            key, values: values, marks: inventory.shelf.marks[key], names: names)
        gaps.formUnion(sanitized.gaps)
        add(sanitized.map, in: "namespaces/\(key.namespace)")
    }
    let header = SnapshotHeader(recordedAt: recordedAt, cluster: inventory.cluster, gaps: gaps.sorted())
    try writer.write(header, files: files)
    var counts = "workloads: \(seen.workloads.count), namespaces: \(inventory.namespaces.count)"
    if let reading = await collector.recordImages(of: seen, in: folder, limits: limits, now: recordedAt) {
        guard reading.isKept else {
            throw RecordingError.unwritable(path: folder, reason: "the file system refused it")
        }
        counts += ", images: \(reading.imagesRead)"
    }
    return "recorded to \(folder) (\(counts), gaps: \(header.gaps.count))"
}

extension Collector {
    /// Looks into every image that may decide a verdict elsewhere, and keeps what it holds.
    ///
    /// - Returns: nil where images are not to be looked into.
    fileprivate func recordImages(
        of discovery: Discovery, in folder: String, limits: ImageLimits, now: String
    ) async -> ImageReading? {
        guard scope.looksIntoImages else { return nil }
        var recorder = self
        recorder.memory = EvidenceFolder(recording: "\(folder)/\(SnapshotFolder.evidence)")
        let clients = await collect(for: discovery)
        let chosen = Set(clients.indices.filter { Collector.asksImage(clients[$0]) })
        return await recorder.lookIntoImages(of: clients, discovery, chosen: chosen, limits: limits, now: now)
    }
}
