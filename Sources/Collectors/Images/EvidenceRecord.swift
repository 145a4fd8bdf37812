import Crypto
import FoundationEssentials
import ScanModel

/// What was read of one class of containers, as a file keeps it: certificates, and nothing that may be a key.
struct EvidenceRecord: Codable, Sendable {
    static let currentFormat = "trustsweep-evidence/1"

    /// Another format is as good as none.
    var format = EvidenceRecord.currentFormat
    /// For people: the file's name is a hash.
    var image: String
    /// By what was wanted, as ``WantedFile/argument`` has it.
    var entries: [String: Entry] = [:]
    /// When files were last changed, by path; in seconds since 1970.
    var changes: [String: Int] = [:]
    var facts: [ImageFact] = []
    /// Why nothing is known; only in recordings, which must have the same gaps elsewhere.
    var failure: Failure?

    struct Failure: Codable, Sendable {
        var reason: GapReason
        var detail: String
    }

    struct Entry: Codable, Sendable {
        var origin: StoreOrigin
        /// One for each place where it was found; one without files where it is not there.
        var found: [Place]
    }

    struct Place: Codable, Sendable {
        /// Nil where nothing is there.
        var path: String?
        /// Several for a folder, by name; one without a name for a file.
        var files: [File]
        var isFolder: Bool
    }

    struct File: Codable, Sendable {
        var name: String
        var data: Data
        /// Of the data, in hexadecimal: a file that was damaged or cut is not believed.
        var sha256: String
    }
}

extension EvidenceRecord.Entry {
    /// - Returns: nil for what says nothing lasting, and for a file that may hold a key.
    init?(_ found: [FileEvidence], origin: StoreOrigin) {
        var places: [EvidenceRecord.Place] = []
        for evidence in found {
            switch evidence {
            case .absent: places.append(EvidenceRecord.Place(files: [], isFolder: false))
            case .bytes(let bytes, let path):
                guard let file = EvidenceRecord.File(name: "", bytes) else { return nil }
                places.append(EvidenceRecord.Place(path: path, files: [file], isFolder: false))
            case .folder(let files):
                let kept = files.sorted { $0.key < $1.key }.compactMap { EvidenceRecord.File(name: $0.key, $0.value) }
                guard kept.count == files.count else { return nil }
                places.append(EvidenceRecord.Place(path: "", files: kept, isFolder: true))
            case .isFolder, .denied, .tooLarge, .unread: return nil
            }
        }
        self.init(origin: origin, found: places)
    }

    /// - Returns: nil where a file is not what it was when it was kept.
    var evidence: [FileEvidence]? {
        var result: [FileEvidence] = []
        for place in found {
            guard place.files.allSatisfy(\.isWhole) else { return nil }
            guard let path = place.path else {
                result.append(.absent)
                continue
            }
            if place.isFolder {
                let files = place.files.map { ($0.name, Array($0.data)) }
                result.append(.folder(Dictionary(files) { first, _ in first }))
            } else {
                guard let file = place.files.first, place.files.count == 1 else { return nil }
                result.append(.bytes(Array(file.data), path: path))
            }
        }
        return result.isEmpty ? nil : result
    }
}

extension EvidenceRecord.File {
    init?(name: String, _ bytes: [UInt8]) {
        guard let kept = CertificatesOnly.bytes(of: bytes) else { return nil }
        self.init(name: name, data: Data(kept), sha256: SHA256.hash(data: kept).hexadecimal)
    }

    var isWhole: Bool { SHA256.hash(data: data).hexadecimal == sha256 }
}
