import Dialects
import Kubernetes
package import ScanModel

/// The first two stages of a scan: cluster to workloads and their TLS clients, clients to the bytes of their stores.
package struct Collector: Sendable {
    package let source: any ClusterSource
    package let scope: ScanScope
    /// Passwords to try on key stores, beside those that the cluster shows.
    private let passwords: [StorePassword]
    /// Where images are read that no container tells of; nil for nowhere.
    private let registry: (any ImageFileSource)?
    /// What was read of images before, and where it is kept for the next time; nil for nowhere.
    var memory: EvidenceFolder?

    package init(
        source: any ClusterSource, scope: ScanScope, passwords: [StorePassword] = [],
        registry: (any ImageFileSource)? = nil, cache: EvidenceFolder? = nil
    ) {
        self.source = source
        self.scope = scope
        self.passwords = passwords
        self.registry = registry
        memory = source.evidence ?? cache
    }

    /// Finds the workloads in scope, and the TLS clients that their settings show.
    ///
    /// A resource that is denied or fails is a gap, and the rest goes on.
    /// - Throws: `KubernetesError` where the cluster can't be reached, refuses the credentials or lets nothing be read;
    ///   `CancellationError`.
    package func discover() async throws -> Discovery {
        let inventory = try await InventoryReader(source: source, scope: scope).read()
        return discovery(of: inventory)
    }

    /// The stores of every client: exactly one element for each of `discovery.clients`, in their order.
    package func collect(for discovery: Discovery) async -> [CollectedClient] {
        zip(discovery.clients, discovery.stores).map { CollectedClient(client: $0, stores: $1) }
    }

    /// Looks into the images of some clients.
    ///
    /// - Parameters:
    ///   - clients: as ``collect(for:)`` gave them.
    ///   - discovery: what they were found by.
    ///   - chosen: the indices of those to look for.
    ///   - limits: how much is asked, and for how long.
    ///   - now: when, for the report.
    /// - Returns: the clients with what was read; nil where there is nobody to ask.
    package func lookIntoImages(
        of clients: [CollectedClient], _ discovery: Discovery, chosen: Set<Int>, limits: ImageLimits, now: String
    ) async -> ImageReading? {
        let executor = scope.exec == .never ? nil : source.executor
        guard executor != nil || registry != nil || memory != nil else { return nil }
        let reader = ImageReader(executor: executor, registry: registry, memory: memory, limits: limits)
        var learned = ImageAnswers()
        var reading = await reader.read(clients, in: discovery.containers, chosen: chosen, now: now, &learned)
        // What an image sets is a setting of its containers too, and may name another of its stores.
        var finder = ClientFinder(shelf: discovery.shelf.value, passwords: passwords)
        if let redone = reading.redone(clients, in: discovery.containers, &finder) {
            let second = await reader.read(
                redone.clients, in: redone.containers, chosen: redone.chosen, now: now, &learned)
            reading.clients = second.clients
            reading.gaps = Set(reading.gaps + second.gaps).sorted()
            reading.isKept = reading.isKept && second.isKept
        }
        return reading
    }

    /// Whether the image of a client's container may tell what one of its stores holds.
    package static func asksImage(_ client: CollectedClient) -> Bool {
        client.stores.contains { ImageStores.wanted(for: $0) != nil }
    }

    func discovery(of inventory: Inventory) -> Discovery {
        let drafts = OwnerIndex.drafts(of: inventory, selector: scope.labelSelector.flatMap(LabelSelector.init))
        var builder = WorkloadBuilder(shelf: inventory.shelf)
        var finder = ClientFinder(shelf: inventory.shelf, passwords: passwords)
        var workloads: [Workload] = []
        var clients: [TLSClient] = []
        var stores: [[CollectedStore]] = []
        var places: [PlannedContainer] = []
        for draft in drafts {
            let containers = builder.containers(of: draft)
            workloads.append(Workload(id: draft.id, containers: containers.map(\.facts)))
            for container in containers {
                for found in finder.clients(of: container) {
                    clients.append(found.client)
                    stores.append(found.stores)
                    places.append(container)
                }
            }
        }
        return Discovery(
            cluster: inventory.cluster, scope: scope.reportScope, namespaces: inventory.namespaces,
            workloads: workloads, clients: clients, gaps: Set(inventory.gaps + builder.gaps).sorted(), stores: stores,
            containers: places, shelf: Confidential(inventory.shelf))
    }
}
