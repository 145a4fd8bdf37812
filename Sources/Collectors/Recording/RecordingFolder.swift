import FoundationEssentials
import ScanModel

/// The files of a recording, read as text.
struct RecordingFolder {
    private(set) var files: [(name: String, text: String)] = []
    private(set) var gaps: [Gap] = []
    private(set) var isFile = false
    private let path: String

    /// - Throws: where the path leads to nothing, or to one file that can't be read.
    init(path: String) throws(RecordingError) {
        self.path = path
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { throw .notFound(path: path) }
        guard isFolder else {
            isFile = true
            guard let text = Self.text(path) else {
                throw .unreadable(path: path, line: nil, reason: "not readable as UTF-8 text")
            }
            files = [(path, text)]
            return
        }
        for file in Self.manifests(in: path) where file != SnapshotHeader.fileName {
            if let text = Self.text("\(path)/\(file)") {
                files.append((file, text))
            } else {
                gaps.append(
                    Gap(resource: file, reason: .unreadableFile, detail: "not readable as UTF-8 text"))
            }
        }
    }

    /// The header, where the folder is a snapshot.
    func header() throws(RecordingError) -> SnapshotHeader? {
        guard !isFile, let data = FileManager.default.contents(atPath: "\(path)/\(SnapshotHeader.fileName)") else {
            return nil
        }
        do {
            let header = try JSONDecoder().decode(SnapshotHeader.self, from: data)
            guard header.format == SnapshotHeader.currentFormat else {
                throw RecordingError.unreadable(
                    path: path, line: nil, reason: "\(SnapshotHeader.fileName) is of another version")
            }
            return header
        } catch let error as RecordingError {
            throw error
        } catch {
            throw .unreadable(
                path: path, line: nil, reason: "\(SnapshotHeader.fileName): \(decodingWords(error))")
        }
    }

    /// Relative paths of the manifests in a folder and its subfolders, sorted.
    private static func manifests(in folder: String) -> [String] {
        let all = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        return all.filter { file in
            let lower = file.lowercased()
            return lower.hasSuffix(".yaml") || lower.hasSuffix(".yml") || lower.hasSuffix(".json")
        }.sorted()
    }

    private static func text(_ path: String) -> String? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return String(validating: data, as: UTF8.self)
    }
}
