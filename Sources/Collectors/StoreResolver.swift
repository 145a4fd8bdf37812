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
        case .builtIn, .bundled: return CollectedStore(reference: reference, location: nil, content: .notLookedAt)
        case .inline(let pem, let name):
            let setting = container.facts.settings.first { $0.name == name }
            let location = setting?.source.location(in: container.facts.id.workload.namespace)
            return CollectedStore(
                reference: reference, location: location, content: .bytes(Array(pem.utf8)), update: .fixedInProcess,
                upkeep: location.map(shelf.upkeep) ?? StoreUpkeep())
        case .added(let path): return resolve(reference, addedTo: path, in: container)
        case .named(let path): return resolve(reference, path, in: container, isNamed: true)
        case .defaultFile(let path): return resolve(reference, path, in: container, isNamed: false)
        }
    }

    /// What the container's own commands put behind the content of an image's file.
    private mutating func resolve(
        _ reference: StoreReference, addedTo path: String, in container: PlannedContainer
    ) -> CollectedStore {
        let parts = container.facts.storeAdditions.filter { $0.path == path }.flatMap(\.parts)
        let (content, told) = read(parts)
        return CollectedStore(
            reference: reference, location: told, content: content, update: .copiedAtStart,
            upkeep: told.map(shelf.upkeep) ?? StoreUpkeep())
    }

    private mutating func resolve(
        _ reference: StoreReference, _ path: String, in container: PlannedContainer, isNamed: Bool
    ) -> CollectedStore {
        func store(
            _ content: CollectedStore.Content, _ location: TrustStoreLocation? = nil, _ update: StoreUpdate? = nil
        ) -> CollectedStore {
            CollectedStore(
                reference: reference, location: location, content: content, update: update,
                upkeep: location.map(shelf.upkeep) ?? StoreUpkeep())
        }
        if path.contains("$") {
            return store(.unread(.notRequested, "\(path) holds a variable whose value is not known"))
        }
        let located = FileLocator(container.mounts, operatingSystem: container.facts.operatingSystem).locate(path)
        switch located {
        case .at(let locations, let update):
            let (content, told) = read(locations)
            if case .made(.keyStore(.pkcs12), _) = content, !container.facts.givesStorePassword {
                let how = "that keytool makes as PKCS #12, which shows nothing to a client without its password"
                return store(.unread(.notRequested, ""), .written(how: how))
            }
            return store(content, told, update)
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

    /// The content of several files, one after the other, and the part that people are told of.
    ///
    /// Where parts can't be read, the content is unread by the reason of the part that is told of: a Secret before others,
    /// so that no container is asked for what was made of it.
    private mutating func read(
        _ locations: [TrustStoreLocation]
    ) -> (content: CollectedStore.Content, told: TrustStoreLocation?) {
        let leaves = locations.flatMap(\.leaves)
        let unread = leaves.filter { isUnread($0) }
        let secret = unread.first { if case .secret = $0 { true } else { false } }
        if let told = secret ?? unread.first { return (fetch(told), told) }
        let content: CollectedStore.Content =
            locations.count == 1 ? fetch(locations[0]) : .joined(locations.map { fetch($0) })
        return (content, leaves.first)
    }

    private mutating func isUnread(_ location: TrustStoreLocation) -> Bool {
        if case .unread = fetch(location) { true } else { false }
    }

    private mutating func fetch(_ location: TrustStoreLocation) -> CollectedStore.Content {
        if let known = fetched[location] { return known }
        let content = shelf.content(at: location)
        fetched[location] = content
        return content
    }
}

extension SettingSource {
    /// The key of a ConfigMap or Secret that a variable takes its value from.
    fileprivate func location(in namespace: String) -> TrustStoreLocation? {
        switch self {
        case .environmentFromConfigMap(let name, let key): .configMap(namespace: namespace, name: name, key: key)
        case .environmentFromSecret(let name, let key): .secret(namespace: namespace, name: name, key: key)
        case .environment, .image, .argument, .file: nil
        }
    }
}

extension ContainerFacts {
    /// Whether the JVM is given a password for its trust store; the password itself was dropped.
    fileprivate var givesStorePassword: Bool {
        (commandLine + settings.map(\.value)).contains { $0.contains("javax.net.ssl.trustStorePassword=") }
    }
}
