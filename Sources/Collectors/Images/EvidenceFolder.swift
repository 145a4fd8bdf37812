import Crypto
package import FoundationEssentials
import Kubernetes
import ScanModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A folder of what was read of images: a cache between sweeps, or a part of a snapshot. Safe to delete at any time.
///
/// One file for each class of containers, named by the hash of its image's digest, mounts and user. It is replaced as a whole,
/// so that two sweeps at once, or one that is ended, leave a whole file; what is not whole is read anew.
package struct EvidenceFolder: Sendable {
    package let path: String
    /// Older entries count for nothing; nil for no limit.
    private let oldest: Date?
    /// Whether failures are kept too, as in a recording.
    private let isRecording: Bool

    private static let suffix = ".evidence"
    private static let largestFile = 256 << 20

    /// A cache.
    ///
    /// - Parameters:
    ///   - path: made where it does not exist, for its owner alone.
    ///   - maxAge: in seconds.
    ///   - now: when the sweep began.
    package init(cache path: String, maxAge: Double, now: Date) {
        self.path = path
        oldest = now - maxAge
        isRecording = false
    }

    /// What a snapshot keeps.
    init(recording path: String) {
        self.path = path
        oldest = nil
        isRecording = true
    }

    /// Whether there is any.
    var exists: Bool { FileManager.default.fileExists(atPath: path) }

    // MARK: Reading

    /// What is known of a class: everything that is wanted, or a failure; nil where it has to be asked.
    func answer(for key: ImageClass, _ wanted: Set<WantedFile>) -> ImageAnswer? {
        guard let name = fileName(of: key), let record = record(name) else { return nil }
        if isRecording, let failure = record.failure {
            return ImageAnswer(failure: ImageFailure(reason: failure.reason, detail: failure.detail))
        }
        var answer = ImageAnswer(changes: record.changes, facts: record.facts)
        for file in wanted {
            guard let entry = record.entries[file.argument], isFresh(entry.origin), let evidence = entry.evidence else {
                return nil
            }
            answer.found[file] = evidence
            // The oldest part tells how old the whole is.
            if (answer.origin?.at ?? "9") > entry.origin.at { answer.origin = entry.origin }
        }
        return answer.found.isEmpty ? nil : answer
    }

    private func isFresh(_ origin: StoreOrigin) -> Bool {
        guard let oldest else { return true }
        guard let date = try? Date(origin.at, strategy: .iso8601) else { return false }
        return date > oldest
    }

    /// - Returns: nil for what another sweep must read anew: an image that is named by a tag may be another one by then, and what
    ///   a container's own commands or its volumes make of its files is not the image's.
    private func fileName(of key: ImageClass) -> String? {
        guard isRecording || (key.owner == nil && key.imageID.contains("sha256:")) else { return nil }
        return SHA256.hash(data: Array(key.text.utf8)).hexadecimal + Self.suffix
    }

    private func record(_ name: String) -> EvidenceRecord? {
        guard let size: UInt64 = attribute(.size, of: name), size <= Self.largestFile,
            let data = FileManager.default.contents(atPath: "\(path)/\(name)"),
            let record = try? JSONDecoder().decode(EvidenceRecord.self, from: data),
            record.format == EvidenceRecord.currentFormat
        else { return nil }
        return record
    }

    private func attribute<Value>(_ key: FileAttributeKey, of name: String) -> Value? {
        (try? FileManager.default.attributesOfItem(atPath: "\(path)/\(name)"))?[key] as? Value
    }

    // MARK: Writing

    /// Keeps what was found out, beside what is known already.
    ///
    /// - Returns: whether it could be written; a folder that cannot is no reason to fail.
    func keep(_ answer: ImageAnswer, for key: ImageClass) -> Bool {
        guard let name = fileName(of: key) else { return true }
        var record = EvidenceRecord(image: key.imageID)
        let known = self.record(name)
        record.entries = known?.entries.filter { isFresh($0.value.origin) } ?? [:]
        record.changes = (known?.changes ?? [:]).merging(answer.changes) { $1 }
        // What is read last tells the facts of today.
        record.facts = answer.facts.isEmpty ? known?.facts ?? [] : answer.facts
        if let failure = answer.failure {
            guard isRecording else { return true }
            record.failure = EvidenceRecord.Failure(reason: failure.reason, detail: failure.detail)
        }
        if let origin = answer.origin {
            for (file, found) in answer.found where isRecording || !key.covers(file, found) {
                record.entries[file.argument] = EvidenceRecord.Entry(found, origin: origin)
            }
        }
        return write(record, name)
    }

    private func write(_ record: EvidenceRecord, _ name: String) -> Bool {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(record) else { return false }
        let manager = FileManager.default
        let mine = "\(path)/.\(name).\(getpid())"
        do {
            try manager.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            guard manager.createFile(atPath: mine, contents: data, attributes: [.posixPermissions: 0o600]) else {
                return false
            }
        } catch {
            return false
        }
        guard rename(mine, "\(path)/\(name)") == 0 else {
            unlink(mine)
            return false
        }
        return true
    }

    /// Removes what is too old to count, and what an ended sweep left half written.
    package func prune() {
        guard let oldest else { return }
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] where name.contains(Self.suffix)
        {
            guard let written: Date = attribute(.modificationDate, of: name), written < oldest else { continue }
            unlink("\(path)/\(name)")
        }
    }
}

extension ImageClass {
    /// Everything that makes a class, in a form that stays the same between runs.
    fileprivate var text: String {
        let mounted = mounts.map { mount in
            let content =
                switch mount.source {
                case .files(let files, _), .incomplete(let files):
                    files.map { "\($0.path)=\($0.location.words)" }.joined(separator: ",")
                case .unreadObject(let object, _): object.words
                case .emptyDirectory(let volume, let base, _): "\(volume)/\(base)"
                case .opaque(let kind): kind
                }
            return "\(mount.path) \(mount.usesSubPath) \(content)"
        }
        let runsAs = "\(user?.runAsUser.map(String.init) ?? "") \(user?.runAsGroup.map(String.init) ?? "")"
        let container = owner.map { owner in
            let workload = owner.container.workload
            return "\(workload.namespace)/\(workload.kind)/\(workload.name)/\(owner.container.name)"
        }
        return ([imageID, runsAs] + mounted + folders + [container ?? ""] + (owner?.commandLine ?? []))
            .joined(separator: "\n")
    }

    /// Whether a volume may be where the file was found: its content is not the image's and changes without it.
    fileprivate func covers(_ file: WantedFile, _ found: [FileEvidence]) -> Bool {
        (file.places + found.compactMap(\.path)).contains { place in
            place.hasPrefix("~") || mounts.contains { $0.covers(place) || $0.isWithin(place) }
        }
    }
}
