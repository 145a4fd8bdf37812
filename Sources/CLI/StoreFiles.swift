import Foundation
import TrustAssessment
import TrustStores

/// Trust stores and certificates on disk, each parsed once for as long as it stays the same.
struct StoreFiles {
    /// What changes when a file does.
    private struct Stamp: Hashable {
        let device: UInt64
        let inode: UInt64
        let size: Int64
        let seconds: Int
        let nanoseconds: Int
    }

    private let folder: String
    private var known: [String: (stamp: Stamp?, file: Batch.File)] = [:]
    private var parsed = 0

    /// - Parameter folder: what relative paths are relative to.
    init(relativeTo folder: String = ".") {
        self.folder = folder
    }

    /// What lies at the path.
    ///
    /// - Parameter path: absolute, or relative to the folder; shown as it is.
    /// - Returns: the store there; one that says so where there is nothing, or nothing that can be read.
    mutating func file(_ path: String) -> Batch.File {
        let place = path.hasPrefix("/") || folder == "." ? path : "\(folder)/\(path)"
        var status = stat()
        let stamp = stat(place, &status) == 0 ? Self.stamp(status) : nil
        // A directory's stamp does not change with the files in it.
        let isDirectory = stamp != nil && (status.st_mode & S_IFMT) == S_IFDIR
        if !isDirectory, let old = known[path], old.stamp == stamp { return old.file }
        parsed += 1
        let store =
            if stamp == nil {
                Store.missing(path: path)
            } else if isDirectory {
                Self.directory(place, path)
            } else {
                Self.contents(of: place, path)
            }
        let file = Batch.File(store: store, key: parsed)
        known[path] = (stamp, file)
        return file
    }

    private static func stamp(_ status: stat) -> Stamp {
        Stamp(
            device: UInt64(status.st_dev), inode: UInt64(status.st_ino), size: Int64(status.st_size),
            seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
    }

    private static func contents(of place: String, _ path: String) -> Store {
        guard let bytes = try? BoundedFile.bytes(of: place, upTo: largestStore) else { return .unreadable(path: path) }
        return Store(contentsOf: bytes, path: path)
    }

    private static func directory(_ place: String, _ path: String) -> Store {
        guard let files = try? BoundedFile.files(in: place, upTo: largestStore) else { return .unreadable(path: path) }
        return Store(directory: files, path: path)
    }
}
