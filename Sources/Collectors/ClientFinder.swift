import Dialects
import ScanModel

/// Finds the TLS clients of containers, and the bytes of their stores so far as the cluster's objects hold them.
struct ClientFinder {
    private var resolver: StoreResolver
    /// Passwords to try on key stores, beside those that the cluster shows.
    private let passwords: [StorePassword]

    init(shelf: ObjectShelf, passwords: [StorePassword]) {
        resolver = StoreResolver(shelf: shelf)
        self.passwords = passwords
    }

    mutating func clients(of container: PlannedContainer) -> [CollectedClient] {
        tlsClients(in: container.facts).map { client in
            let stores = client.stores.map { reference in
                var store = resolver.resolve(reference, in: container)
                if client.behaviour.rules.reader == .javaKeyStore { store.keys = keys(of: store, container) }
                return store
            }
            return CollectedClient(client: client, stores: stores)
        }
    }

    private func keys(of store: CollectedStore, _ container: PlannedContainer) -> StoreKeys {
        var keys = container.keys
        keys.add(resolver.shelf.passwords(beside: store.location))
        keys.add(passwords)
        return keys
    }
}
