import Kubernetes
import ScanModel

/// Finds the bytes of a client's store through the mounts of its container.
struct StoreResolver {
    let shelf: ObjectShelf
    /// Bytes that several clients share are held once.
    private var fetched: [TrustStoreLocation: CollectedStore.Content] = [:]

    init(shelf: ObjectShelf) { self.shelf = shelf }

    mutating func resolve(_ reference: StoreReference, in container: PlannedContainer) -> CollectedStore {
        switch reference {
        case .builtIn: return CollectedStore(reference: reference, location: nil, content: .notLookedAt)
        case .inline(let pem, _):
            return CollectedStore(
                reference: reference, location: nil, content: .bytes(Array(pem.utf8)), update: .fixedInProcess)
        case .named(let path): return resolve(reference, path, in: container, isNamed: true)
        case .defaultFile(let path): return resolve(reference, path, in: container, isNamed: false)
        }
    }

    private mutating func resolve(
        _ reference: StoreReference, _ path: String, in container: PlannedContainer, isNamed: Bool
    ) -> CollectedStore {
        func store(
            _ content: CollectedStore.Content, _ location: TrustStoreLocation? = nil, _ update: StoreUpdate? = nil
        ) -> CollectedStore {
            CollectedStore(reference: reference, location: location, content: content, update: update)
        }
        if path.contains("$") {
            return store(.unread(.notRequested, "\(path) holds a variable whose value is not known"))
        }
        let located = FileLocator(container.mounts, operatingSystem: container.facts.operatingSystem).locate(path)
        switch located {
        case .at(let locations, let update): return store(fetch(locations), locations.first, update)
        case .absent(let words, let update): return store(.missing(words), nil, update)
        case .unread(let reason, let words):
            return store(.unread(reason, words), .container(container.facts.id, path: path))
        case .folder: return store(.unread(.unsupportedFormat, "\(path) is a folder"))
        case .outside:
            let location = TrustStoreLocation.container(container.facts.id, path: path)
            guard isNamed else { return store(.notLookedAt, location) }
            let place =
                path.hasPrefix("/") || path.hasPrefix("~") ? "in the image" : "relative to a folder of the image"
            return store(.unread(.notRequested, "\(path) is \(place); not read"), location)
        }
    }

    /// The bytes of several files, one after the other; unread if one of them is.
    private mutating func fetch(_ locations: [TrustStoreLocation]) -> CollectedStore.Content {
        guard locations.count > 1 else { return locations.first.map { fetch($0) } ?? .missing("no file") }
        var bytes: [UInt8] = []
        for location in locations {
            let content = fetch(location)
            guard case .bytes(let part) = content else { return content }
            bytes += part
        }
        return .bytes(bytes)
    }

    private mutating func fetch(_ location: TrustStoreLocation) -> CollectedStore.Content {
        if let known = fetched[location] { return known }
        let content = shelf.content(at: location)
        fetched[location] = content
        return content
    }
}
