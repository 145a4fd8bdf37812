import Kubernetes
import ScanModel

/// Records what a scan needs, to be judged elsewhere with `scan --from`: TLS facts and trust stores, and no secret.
///
/// The folder holds `cluster.json` (``SnapshotHeader``) and `namespaces/NAME/KIND.json`, lists of reduced objects.
/// Secrets are never read for it. What could not be read is recorded too, so that the judgement elsewhere has the
/// same gaps.
///
/// - Parameters:
///   - source: the cluster.
///   - scope: what is recorded; `readsSecrets` is ignored.
///   - folder: new, empty, or an older snapshot, which is replaced.
///   - recordedAt: RFC 3339, UTC; only for people.
/// - Returns: one line for people: what was recorded.
/// - Throws: ``RecordingError`` for the folder; what ``Collector/discover()`` throws for the cluster.
package func writeSnapshot(
    source: any ClusterSource, scope: ScanScope, to folder: String, recordedAt: String? = nil
) async throws -> String {
    let writer = SnapshotFolder(path: folder)
    try writer.check()
    var scope = scope
    scope.readsSecrets = false
    let inventory = try await InventoryReader(source: source, scope: scope).read()
    // A malformed config file shows as a gap only when facts are made; the recording would hide it.
    let seen = Collector(source: source, scope: scope).discovery(of: inventory)
    var gaps = Set(seen.gaps)
    var files: [String: SnapshotList] = [:]
    func add(_ object: some KubernetesObject) {
        let resource = type(of: object).resource
        let namespace = resource.isNamespaced ? object.metadata.namespace ?? "" : object.metadata.name
        files["namespaces/\(namespace)/\(resource.name).json", default: SnapshotList()].items.append(
            SnapshotItem(object))
    }
    for name in inventory.namespaces { add(Namespace(metadata: ObjectMeta(name: name))) }
    for record in inventory.controllers {
        let spec = record.spec?.sanitized(namespace: record.namespace, shelf: inventory.shelf)
        files["namespaces/\(record.namespace)/\(record.resource.name).json", default: SnapshotList()].items.append(
            SnapshotItem(
                name: record.metadata.name, resource: record.resource, object: RecordedController(record, spec: spec)))
    }
    for group in inventory.pods { add(group.pod(shelf: inventory.shelf)) }
    let names = VariableNames(inventory)
    for (key, slot) in inventory.shelf.slots where key.kind == .configMap {
        guard case .present(let values) = slot else { continue }
        let sanitized = SanitizedConfigMap(key, values: values, names: names)
        gaps.formUnion(sanitized.gaps)
        add(sanitized.map)
    }
    let header = SnapshotHeader(recordedAt: recordedAt, cluster: inventory.cluster, gaps: gaps.sorted())
    try writer.write(header, files: files)
    let counts = "workloads: \(seen.workloads.count), namespaces: \(inventory.namespaces.count)"
    return "recorded to \(folder) (\(counts), gaps: \(header.gaps.count))"
}
