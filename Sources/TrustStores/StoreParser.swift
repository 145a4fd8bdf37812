package import ScanModel

/// Parses the stores of clients; equal bytes are parsed once, however many workloads mount them and however often it is asked,
/// and so is each certificate that stores have in common.
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

    private struct Known {
        let bytes: [UInt8]
        let keys: StoreKeys?
        let reading: StoreReading
    }

    private var known: [Sample: [Known]] = [:]
    /// How often bytes were really parsed.
    private(set) var parses = 0
    private var certificates = CertificateReader()
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
                        reference: store.reference, location: store.location,
                        reading: reading(of: store.content, keys: store.keys),
                        update: store.update, origin: store.origin, upkeep: store.upkeep))
            }
            evidence.append(ClientEvidence(client: entry.client, stores: stores))
        }
        return evidence
    }

    mutating func reading(of content: CollectedStore.Content, keys: StoreKeys? = nil) -> StoreReading? {
        switch content {
        case .notLookedAt: return nil
        case .missing(let detail): return .missing(detail)
        case .unread(let reason, let detail): return .unread(reason, detail)
        case .system(let files):
            if let known = systems[files] { return known }
            let reading = SystemStore.reading(of: files, &certificates)
            systems[files] = reading
            return reading
        case .made(let making, let parts): return made(making, of: parts)
        case .bytes(let bytes):
            // A password counts for what may be sealed with one, and PEM is read for all clients at once.
            let keys = KeyStore.isSealed(bytes) ? keys : nil
            let sample = Sample(bytes)
            if let same = known[sample]?.first(where: { $0.bytes == bytes && $0.keys == keys }) { return same.reading }
            let reading =
                KeyStore.isSealed(bytes)
                ? KeyStore.reading(of: bytes, keys: keys, &certificates) : parseTrustStore(bytes, &certificates)
            parses += 1
            known[sample, default: []].append(Known(bytes: bytes, keys: keys, reading: reading))
            return reading
        }
    }

    /// What a command makes of certificates: a clean file of its format, so that what each client reads of it is all of them.
    private mutating func made(_ making: FileMaking, of parts: [CollectedStore.Content]) -> StoreReading {
        var certificates: [StoreCertificate] = []
        var formats: [String] = []
        for part in parts {
            switch reading(of: part) {
            case .read(let store)? where store.certificates.isEmpty || !store.isComplete:
                return .unread(.incomplete, "a command makes it of a file that could not be read in full")
            case .read(let store)?:
                certificates += store.certificates.map { $0.seen(as: .plain) }
                formats.append(store.format)
            case .missing(let detail)?: return .unread(.notFound, detail)
            case .unread(let reason, let detail)?: return .unread(reason, detail)
            case nil: return .unread(.notRequested, "a command makes it of a file that nobody looked at")
            }
        }
        switch making {
        case .firstCertificate: return .read(TrustStore(format: PEM.name, certificates: Array(certificates.prefix(1))))
        case .keyStore(.jks): return .read(TrustStore(format: JKS.name, certificates: certificates))
        case .keyStore(.pkcs12): return .read(TrustStore(format: PKCS12.name, certificates: certificates))
        case .keyStore(.likeTheFirst):
            guard let format = formats.first, [JKS.name, JCEKS.name].contains(format) else {
                return .unread(.unsupportedFormat, "keytool adds to a file that is no key store it opens")
            }
            return .read(TrustStore(format: format, certificates: certificates))
        case .decodedBase64, .resolvedEscapes: return .unread(.unsupportedFormat, "its text could not be decoded")
        }
    }
}
