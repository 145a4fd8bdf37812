import Kubernetes
import ScanModel

/// A ConfigMap or Secret that a pod refers to.
struct ObjectKey: Hashable, Sendable, Comparable {
    enum Kind: String, Sendable { case configMap = "ConfigMap", secret = "Secret" }

    var kind: Kind
    var namespace: String
    var name: String

    /// For the report: `Secret shop/ledger-db`.
    var words: String { "\(kind.rawValue) \(namespace)/\(name)" }

    func location(key: String) -> TrustStoreLocation {
        switch kind {
        case .configMap: .configMap(namespace: namespace, name: name, key: key)
        case .secret: .secret(namespace: namespace, name: name, key: key)
        }
    }

    static func < (left: ObjectKey, right: ObjectKey) -> Bool {
        (left.namespace, left.kind.rawValue, left.name) < (right.namespace, right.kind.rawValue, right.name)
    }
}

/// The value of one key.
enum StoredValue: Hashable, Sendable {
    case text(String)
    case bytes([UInt8])
    /// Left out of a recording, because it may hold a private key.
    case omitted(GapReason)
}

extension StoredValue {
    /// Nil for what was left out of a recording.
    var bytes: [UInt8]? {
        switch self {
        case .text(let text): Array(text.utf8)
        case .bytes(let bytes): bytes
        case .omitted: nil
        }
    }
}

/// The ConfigMaps and Secrets that workloads refer to. Raw values live here while facts are built, and nowhere later.
struct ObjectShelf: Sendable {
    enum Slot: Hashable, Sendable {
        case present([String: StoredValue])
        case absent
        case unread(GapReason, String)
    }

    var slots: [ObjectKey: Slot] = [:]
    /// Of those that were read.
    var marks: [ObjectKey: ObjectMarks] = [:]
    var bundles = BundleShelf()

    func slot(_ key: ObjectKey) -> Slot {
        slots[key] ?? .unread(.notRequested, "\(key.words) was not read")
    }

    /// What a client would find at a location.
    func content(at location: TrustStoreLocation) -> CollectedStore.Content {
        switch location {
        case .configMap(let namespace, let name, let entry):
            return content(of: ObjectKey(kind: .configMap, namespace: namespace, name: name), key: entry)
        case .secret(let namespace, let name, let entry):
            return content(of: ObjectKey(kind: .secret, namespace: namespace, name: name), key: entry)
        case .clusterTrustBundle, .clusterTrustBundles:
            return bundles.content(at: location) ?? .unread(.notRequested, "\(location.words) was not read")
        case .container(let container, let path):
            return .unread(.notRequested, "\(path) is in the image of container \(container.name); not read")
        case .literal(let text, _): return .bytes(Array(text.utf8))
        case .written: return .unread(.notRequested, "")
        case .made(let making, let parts): return making.content(of: parts.map(content))
        }
    }

    private func content(of object: ObjectKey, key: String) -> CollectedStore.Content {
        switch slot(object) {
        case .absent: return .missing("\(object.words) does not exist")
        case .unread(let reason, let words): return .unread(reason, words)
        case .present(let values):
            switch values[key] {
            case .text(let text): return .bytes(Array(text.utf8))
            case .bytes(let bytes): return .bytes(bytes)
            case .omitted(let reason):
                let words = "\(object.words) \(key) was left out of the recording"
                // PKCS #12: what is in it only a password tells, and a recording holds none.
                let why = reason == .unsupportedFormat ? ", which holds no passwords and no file that needs one" : ""
                return .unread(reason, words + why)
            case nil: return .missing("\(object.words) has no key \(key)")
            }
        }
    }

    /// Who keeps what is at a location.
    func upkeep(at location: TrustStoreLocation) -> StoreUpkeep {
        if let (object, key) = location.objectAndKey {
            return marks[object]?.upkeep(key: key) ?? StoreUpkeep()
        }
        let bundles = bundles.chosen(at: location)
        return bundles.first.map { ObjectMarks($0.metadata).upkeep(key: "") } ?? StoreUpkeep()
    }
}

extension ConfigMap {
    /// A label of a snapshot's ConfigMap: the key it names was left out, and why.
    static let omissionLabel = "trustsweep.omitted/"

    var storedValues: [String: StoredValue] {
        var values = data.mapValues(StoredValue.text)
        for (key, value) in binaryData { values[key] = .bytes(Array(value)) }
        for (label, reason) in metadata.labels where label.hasPrefix(Self.omissionLabel) {
            values[String(label.dropFirst(Self.omissionLabel.count))] = .omitted(
                GapReason(rawValue: reason) ?? .incomplete)
        }
        return values
    }
}

extension Secret {
    var storedValues: [String: StoredValue] {
        data.mapValues { value in
            String(validating: value, as: UTF8.self).map(StoredValue.text) ?? .bytes(Array(value))
        }
    }
}
