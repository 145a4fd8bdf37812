import FoundationEssentials
import ScanModel

/// Writes the files of a snapshot.
struct SnapshotFolder {
    let path: String

    /// The folder in it of what was read of images.
    static let evidence = "evidence"

    /// - Throws: where the folder holds anything but a snapshot.
    func check() throws(RecordingError) {
        let manager = FileManager.default
        var isFolder = false
        guard manager.fileExists(atPath: path, isDirectory: &isFolder) else { return }
        guard isFolder else { throw .unwritable(path: path, reason: "it is a file") }
        let content = (try? manager.contentsOfDirectory(atPath: path)) ?? []
        if content.isEmpty { return }
        guard let data = manager.contents(atPath: "\(path)/\(SnapshotHeader.fileName)"),
            (try? JSONDecoder().decode(SnapshotHeader.self, from: data)) != nil
        else { throw .notASnapshot(path: path) }
    }

    /// An older snapshot's objects go first: a workload that is gone must not stay.
    func write(_ header: SnapshotHeader, files: [String: SnapshotList]) throws(RecordingError) {
        let manager = FileManager.default
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        do {
            for old in ["namespaces", "cluster", Self.evidence].map({ "\(path)/\($0)" })
            where manager.fileExists(atPath: old) {
                try manager.removeItem(atPath: old)
            }
            try manager.createDirectory(atPath: path, withIntermediateDirectories: true)
            for (file, list) in files {
                let target = "\(path)/\(file)"
                try manager.createDirectory(
                    atPath: ContainerPath.folder(target), withIntermediateDirectories: true)
                try encoder.encode(list.sorted).write(to: URL(filePath: target))
            }
            try encoder.encode(header).write(to: URL(filePath: "\(path)/\(SnapshotHeader.fileName)"))
        } catch {
            throw .unwritable(path: path, reason: "the file system refused it")
        }
    }
}
