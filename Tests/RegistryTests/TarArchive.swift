/// Tar archives as a test needs them: ustar headers, written by hand, so that they can also be wrong.
struct TarArchive {
    private(set) var bytes: [UInt8] = []

    init() {}

    /// Each path that ends in a slash is a folder; `a -> b` is a symbolic link and `a => b` a hard one; the rest are files.
    init(_ entries: String...) { self.init(entries) }

    init(_ entries: [String]) {
        for entry in entries {
            if let arrow = entry.firstRange(of: " -> ") {
                link(String(entry[..<arrow.lowerBound]), to: String(entry[arrow.upperBound...]))
            } else if let arrow = entry.firstRange(of: " => ") {
                link(String(entry[..<arrow.lowerBound]), to: String(entry[arrow.upperBound...]), isHard: true)
            } else if entry.hasSuffix("/") {
                add(entry, type: "5")
            } else {
                let parts = entry.split(separator: "=", maxSplits: 1)
                file(String(parts[0]), parts.count == 2 ? String(parts[1]) : entry)
            }
        }
        end()
    }

    mutating func file(_ path: String, _ content: String) { add(path, type: "0", content: Array(content.utf8)) }

    mutating func link(_ path: String, to target: String, isHard: Bool = false) {
        add(path, type: isHard ? "1" : "2", link: target)
    }

    mutating func end() { bytes += [UInt8](repeating: 0, count: 1024) }

    /// PAX records for the next entry.
    mutating func records(_ pairs: [(String, String)], type: Character = "x") {
        let text = pairs.map { Self.record($0, $1) }.joined()
        add("pax", type: type, content: Array(text.utf8))
    }

    static func record(_ key: String, _ value: String) -> String {
        let rest = " \(key)=\(value)\n"
        var length = rest.utf8.count + 1
        while "\(length)\(rest)".utf8.count != length { length = "\(length)\(rest)".utf8.count }
        return "\(length)\(rest)"
    }

    mutating func add(
        _ name: String, type: Character, content: [UInt8] = [], link: String = "", prefix: String = "",
        magic: String = "ustar\0" + "00", size: Int? = nil, change: (inout [UInt8]) -> Void = { _ in }
    ) {
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, _ offset: Int) {
            header.replaceSubrange(offset..<(offset + text.utf8.count), with: text.utf8)
        }
        put(String(name.prefix(100)), 0)
        put("0000644", 100)
        put(Self.octal(size ?? content.count, 11), 124)
        put("00000000000", 136)
        put(String(type), 156)
        put(link, 157)
        put(magic, 257)
        put(prefix, 345)
        change(&header)
        Self.seal(&header)
        bytes += header
        bytes += content
        bytes += [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    }

    static func seal(_ header: inout [UInt8]) {
        header.replaceSubrange(148..<156, with: [UInt8](repeating: 0x20, count: 8))
        let sum = header.reduce(0) { $0 + Int($1) }
        header.replaceSubrange(148..<155, with: Array((octal(sum, 6) + "\0").utf8))
    }

    private static func octal(_ value: Int, _ digits: Int) -> String {
        let text = String(value, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
