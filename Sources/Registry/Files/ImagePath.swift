/// Paths inside an image as this target holds them: relative to the image's root, `etc/ssl/certs`, in ASCII.
///
/// File names are bytes, and Swift compares strings by canonical equivalence, so that two files could be taken for one: every
/// byte outside ASCII, control characters and the backslash are written `\xHH`. ``shown(_:)`` undoes that for people.
enum ImagePath {
    /// `PATH_MAX` of Linux: a longer name cannot be unpacked.
    static let longest = 4096

    static func escaped(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        for byte in bytes {
            if (0x20...0x7E).contains(byte), byte != UInt8(ascii: "\\") {
                text.append(byte)
            } else {
                let digits = String(byte, radix: 16)
                text += (digits.utf8.count == 1 ? "\\x0" : "\\x").utf8
                text += digits.utf8
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The cleaned path of an entry of a layer.
    ///
    /// - Returns: empty for the root; nil where the path leads out of it, which containerd and docker treat differently.
    static func cleaned(_ bytes: some Sequence<UInt8>) -> String? {
        var parts: [Substring] = []
        for part in escaped(bytes).split(separator: "/") where part != "." {
            if part != ".." {
                parts.append(part)
            } else if parts.popLast() == nil {
                return nil
            }
        }
        return parts.joined(separator: "/")
    }

    /// The absolute path for people and callers. A name that is not UTF-8, or that Swift takes for one in ASCII, stays as it is
    /// held: the sign for kelvin is a K to it.
    static func shown(_ path: String) -> String {
        guard path.utf8.contains(UInt8(ascii: "\\")) else { return "/\(path)" }
        var bytes: [UInt8] = []
        var rest = Array(path.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.dropFirst().prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "\\"), let value = UInt8(digits, radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(3)
            } else {
                bytes.append(byte)
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self), !text.contains(where: isTakenForASCII) else {
            return "/\(path)"
        }
        return "/\(text)"
    }

    private static func isTakenForASCII(_ character: Character) -> Bool {
        !character.unicodeScalars.allSatisfy(\.isASCII) && ascii.contains(character)
    }

    private static let ascii = Set((0..<128).map { Character(Unicode.Scalar($0)) })

    static func parent(_ path: String) -> String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "" }

    static func name(_ path: String) -> Substring {
        path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    }

    static func joined(_ folder: String, _ name: some StringProtocol) -> String {
        folder.isEmpty ? String(name) : name.isEmpty ? folder : "\(folder)/\(name)"
    }

    /// The path's folders, the root first: of `a/b/c` these are the empty path, `a` and `a/b`.
    static func ancestors(_ path: String) -> [String] {
        guard !path.isEmpty else { return [] }
        return [""] + path.indices.filter { path[$0] == "/" }.map { String(path[..<$0]) }
    }

    static func isWithin(_ path: String, _ folder: String) -> Bool {
        folder.isEmpty || path == folder || path.hasPrefix("\(folder)/")
    }

    /// `path`, which lies in `folder`, seen from there.
    static func remainder(_ path: String, below folder: String) -> Substring {
        folder.isEmpty ? path[...] : path.dropFirst(folder.utf8.count + 1)
    }
}
