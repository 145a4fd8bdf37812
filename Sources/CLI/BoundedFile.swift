import Foundation
import ScanModel

/// A file's bytes, or as many as tell that it is too large: whatever a person names may be a device or a pipe.
enum BoundedFile {
    /// Why nothing was read.
    struct Failure: Error {
        let reason: GapReason
        /// The operating system's words, in our manner of speech.
        let words: String
    }

    private static let chunk = 1 << 18

    /// - Parameters:
    ///   - path: the file; `-` is standard input.
    ///   - limit: no more than one byte above it is read.
    /// - Returns: the whole file, or one byte more than the limit.
    /// - Throws: where the operating system does not let it be read.
    static func bytes(of path: String, upTo limit: Int) throws(Failure) -> [UInt8] {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(errno) }
        defer { if path != "-" { close(descriptor) } }
        var bytes: [UInt8] = []
        while bytes.count <= limit {
            let room = min(chunk, limit + 1 - bytes.count)
            var part = [UInt8](repeating: 0, count: room)
            let count = part.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, room) }
            guard count >= 0 else {
                if errno == EINTR { continue }
                throw failure(errno)
            }
            if count == 0 { break }
            bytes += part[..<count]
        }
        return bytes
    }

    /// The files of a directory, those alone that are files: a device or a pipe among them is not opened.
    ///
    /// - Parameters:
    ///   - path: the directory.
    ///   - limit: of a larger file one byte more is read, which tells that it is.
    /// - Returns: the name and the content of each file that may be read; nil where the path is no directory.
    /// - Throws: where the operating system does not list it.
    static func files(in path: String, upTo limit: Int) throws(Failure) -> [(name: String, bytes: [UInt8])]? {
        guard kind(of: path) == S_IFDIR else { return nil }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { throw failure(EACCES) }
        var files: [(name: String, bytes: [UInt8])] = []
        for name in names where kind(of: "\(path)/\(name)") == S_IFREG {
            if let bytes = try? bytes(of: "\(path)/\(name)", upTo: limit) { files.append((name, bytes)) }
        }
        return files
    }

    /// `S_IFREG` and the like, of what a symbolic link leads to; nil where there is nothing.
    private static func kind(of path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
    }

    private static func failure(_ code: Int32) -> Failure {
        let words = String(cString: strerror(code))
        let reason: GapReason =
            switch code {
            case ENOENT: .notFound
            case EACCES, EPERM: .forbidden
            default: .unreadableFile
            }
        return Failure(reason: reason, words: words.prefix(1).lowercased() + words.dropFirst())
    }
}
