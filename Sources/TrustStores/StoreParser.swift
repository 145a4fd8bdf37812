package import ScanModel

/// Parses the stores of clients; equal bytes are parsed once, however many workloads mount them and however often it is asked.
package struct StoreParser: Sendable {
    /// Cheap to hash; equal bytes have equal samples, and few others do.
    private struct Sample: Hashable {
        let count: Int
        let bytes: [UInt8]

        init(_ all: [UInt8]) {
            count = all.count
            bytes = all.isEmpty ? [] : (0..<64).map { all[$0 * (all.count - 1) / 63] }
        }
    }

    private var known: [Sample: [(bytes: [UInt8], reading: StoreReading)]] = [:]
    /// How often bytes were really parsed.
    private(set) var parses = 0
    private var systems: [SystemStoreFiles: StoreReading] = [:]

    package init() {}

    /// - Returns: one element for each client, in order, with one store for each of its stores, in order.
    package mutating func parse(_ collected: [CollectedClient]) -> [ClientEvidence] {
        var evidence: [ClientEvidence] = []
        for entry in collected {
            var stores: [StoreEvidence] = []
            for store in entry.stores {
                stores.append(
                    StoreEvidence(
                        reference: store.reference, location: store.location, reading: reading(of: store.content),
                        update: store.update, origin: store.origin))
            }
            evidence.append(ClientEvidence(client: entry.client, stores: stores))
        }
        return evidence
    }

    mutating func reading(of content: CollectedStore.Content) -> StoreReading? {
        switch content {
        case .notLookedAt: return nil
        case .missing(let detail): return .missing(detail)
        case .unread(let reason, let detail): return .unread(reason, detail)
        case .system(let files):
            if let known = systems[files] { return known }
            let reading = SystemStore.reading(of: files)
            systems[files] = reading
            return reading
        case .bytes(let bytes):
            let sample = Sample(bytes)
            if let same = known[sample]?.first(where: { $0.bytes == bytes }) { return same.reading }
            var reading = parseTrustStore(bytes)
            parses += 1
            if case .read(let store) = reading, store.needsPassword {
                // Without its password Java takes such a file for an empty one, and what a client gives is never kept.
                reading = .unread(
                    .unsupportedFormat, "a \(store.format) file, and whether the client has its password is not known")
            }
            known[sample, default: []].append((bytes, reading))
            return reading
        }
    }
}
