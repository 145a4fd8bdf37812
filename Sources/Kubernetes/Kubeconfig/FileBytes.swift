#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Small files, read whole, with the operating system's reason where they cannot be.
enum FileBytes {
    /// A kubeconfig, token or certificate is far below this; a device or a log is not one.
    private static let longest = 16 << 20

    static func read(_ path: String) throws(KubernetesError) -> [UInt8] {
        guard let bytes = try readIfPresent(path) else {
            throw .unreadableFile(path: path, reason: "no such file or directory")
        }
        return bytes
    }

    /// Nil where there is no such file; every other failure is an error, as in client-go.
    static func readIfPresent(_ path: String) throws(KubernetesError) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw .unreadableFile(path: path, reason: String(cString: strerror(errno)).lowercasedFirst)
        }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = chunk.withUnsafeMutableBytes { unistdRead(file, $0.baseAddress, $0.count) }
            if count == 0 { return bytes }
            guard count > 0 else {
                throw .unreadableFile(path: path, reason: String(cString: strerror(errno)).lowercasedFirst)
            }
            bytes += chunk[..<count]
            guard bytes.count <= longest else { throw .unreadableFile(path: path, reason: "it is too large") }
        }
    }

    /// `name` as seen from the folder of `file`; absolute names stay.
    static func resolve(_ name: String, besides file: String) -> String {
        guard !name.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return name }
        return "\(file[...slash])\(name)"
    }
}

private func unistdRead(_ file: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(file, bytes, count)
}
