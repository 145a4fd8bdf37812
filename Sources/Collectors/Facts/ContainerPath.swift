/// Paths as a container sees them.
enum ContainerPath {
    /// Without `.`, `..` and doubled or trailing slashes, and with `/` for Windows' `\` and drive.
    static func normalized(_ path: String) -> String {
        var path = path
        if path.hasPrefix("file://") {
            path.removeFirst("file://".count)
        } else if path.hasPrefix("file:") {
            path.removeFirst("file:".count)
        }
        path = String(path.map { $0 == "\\" ? "/" : $0 })
        let drive = path.prefix(2)
        if drive.count == 2, drive.last == ":", drive.first?.isLetter == true { path.removeFirst(2) }
        var parts: [Substring] = []
        for part in path.split(separator: "/") {
            switch part {
            case ".": continue
            case "..": if !parts.isEmpty { parts.removeLast() }
            default: parts.append(part)
            }
        }
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }

    /// The path below a folder: empty for the folder itself, nil for a path outside of it.
    static func relative(_ path: String, to folder: String) -> String? {
        if path == folder { return "" }
        let prefix = folder == "/" || folder.isEmpty ? folder : folder + "/"
        return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : nil
    }

    static func join(_ folder: String, _ name: String) -> String {
        if folder.isEmpty { return name }
        if name.isEmpty { return folder }
        return folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }

    static func lastPart(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? "" }

    static func folder(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
