#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file of this machine, read whole.
enum SmallFile {
    /// - Returns: nil where there is no such file.
    static func read(_ path: String, limit: Int) throws(RegistryError) -> [UInt8]? {
        func failed(_ reason: String) -> RegistryError { .unreadableFile(path: path, reason: reason) }
        guard let file = fopen(path, "re") else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw failed(String(cString: strerror(errno)).lowercased())
        }
        defer { fclose(file) }
        var status = stat()
        guard fstat(fileno(file), &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw failed("it is not a file")
        }
        guard status.st_size <= limit else { throw failed("it is too large") }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        let count = fread(&bytes, 1, bytes.count, file)
        guard ferror(file) == 0 else { throw failed("it cannot be read") }
        return Array(bytes.prefix(count))
    }
}
