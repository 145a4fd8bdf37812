import Crypto
import ScanModel

/// What came of one wanted file.
enum FileEvidence: Hashable, Sendable {
    /// Its bytes, and the path at which they were found.
    case bytes([UInt8], path: String)
    /// The files of a hashed folder, by name.
    case folder([String: [UInt8]])
    case absent
    /// It is a folder, where a file was wanted.
    case isFolder
    /// The user of the container may not read it.
    case denied
    /// In bytes.
    case tooLarge(Int)
    /// It may be there, and what it holds is not known.
    case unread(GapReason, String)
}

/// Why an output is not believed.
enum EvidenceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The output ends before its end mark.
    case cutShort
    /// What a command wrote is not what another one counted or summed up.
    case contradicts(String)
    /// The image has no `sha256sum`.
    case noChecksum
    /// Something stands where the script writes nothing of the kind.
    case malformed(String)

    var description: String {
        switch self {
        case .cutShort: "the output ends too early"
        case .contradicts(let path): "what was read of \(path) is not what its length and checksum say"
        case .noChecksum: "the image has no sha256sum to prove what was read"
        case .malformed(let words): "the output is not the script's: \(words)"
        }
    }
}

/// What the script's output holds.
struct ImageEvidence: Sendable {
    /// For each wanted file what was found, in order; several copies of certifi are several.
    var files: [[FileEvidence]]
    /// When a file or folder was last changed, by path; in seconds since 1970.
    var changes: [String: Int] = [:]
    /// What tells versions, whole and sorted.
    var facts: [ImageFact] = []
}

/// Reads what ``EvidenceScript`` writes. Pure; the bytes are hostile until read.
struct EvidenceStream {
    private var rest: ArraySlice<UInt8>
    private var evidence: ImageEvidence
    /// Sizes of the files of a hashed folder, until its content comes.
    private var sizes: [Int: [(name: String, size: Int)]] = [:]
    /// No honest image has more.
    private static let mostFacts = 64

    /// - Parameters:
    ///   - output: everything that the script wrote.
    ///   - count: how many files were wanted.
    /// - Returns: everything that was found.
    /// - Throws: where not all of it is as the script writes it; nothing of it counts then.
    static func read(_ output: [UInt8], count: Int) throws(EvidenceError) -> ImageEvidence {
        var stream = EvidenceStream(
            rest: output[...], evidence: ImageEvidence(files: Array(repeating: [], count: count)))
        while try stream.takeRecord(count) {}
        guard stream.rest.isEmpty else { throw .malformed("text after the end") }
        guard stream.evidence.files.allSatisfy({ !$0.isEmpty }) else { throw .malformed("a file is missing") }
        stream.evidence.facts = Set(stream.evidence.facts).sorted()
        return stream.evidence
    }

    /// - Returns: false at the end mark.
    private mutating func takeRecord(_ count: Int) throws(EvidenceError) -> Bool {
        let words = try line().split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
        guard words.count >= 2, let number = Int(words[1]) else { throw .malformed("no record") }
        if words[0] == "end" {
            guard number == count else { throw .cutShort }
            return false
        }
        if words[0] == "fact" {
            try takeFact(size: number, source: words.dropFirst(2).joined(separator: " "))
            return true
        }
        guard evidence.files.indices.contains(number) else { throw .malformed("a number that was not asked for") }
        switch (words[0], words.count) {
        case ("absent", 2): evidence.files[number].append(.absent)
        case ("denied", 2): evidence.files[number].append(.denied)
        case ("folder", 2): evidence.files[number].append(.isFolder)
        case ("large", 3):
            guard let size = Int(words[2]) else { throw .malformed("a size") }
            evidence.files[number].append(.tooLarge(size))
        case ("hashed", 2): sizes[number] = try fileSizes()
        case ("file", 4):
            guard let size = Int(words[2]), size >= 0 else { throw .malformed("a size") }
            try takeFile(number, size: size, path: String(words[3]))
        default: throw .malformed("an unknown record")
        }
        return true
    }

    private mutating func takeFile(_ number: Int, size: Int, path: String) throws(EvidenceError) {
        let bytes = try takeBytes(size, path: path)
        guard let sizes = sizes.removeValue(forKey: number) else {
            evidence.files[number].append(.bytes(bytes, path: path))
            return
        }
        guard sizes.reduce(0, { $0 + $1.size }) == size else { throw .contradicts(path) }
        var files: [String: [UInt8]] = [:]
        var begin = 0
        for (name, size) in sizes {
            files[name] = Array(bytes[begin..<begin + size])
            begin += size
        }
        evidence.files[number].append(.folder(files))
    }

    private mutating func takeFact(size: Int, source: String) throws(EvidenceError) {
        guard size >= 0 else { throw .malformed("a size") }
        let bytes = try takeBytes(size, path: source)
        guard evidence.facts.count < Self.mostFacts else { return }
        if let file = FactFile(path: source) {
            evidence.facts += file.facts(in: bytes, at: source)
        } else if let name = FactFile.variable(inSource: source), FactFile.variables.contains(name),
            let fact = FactFile.fact(ofVariable: name, String(decoding: bytes, as: UTF8.self))
        {
            evidence.facts.append(fact)
        }
    }

    /// A content and the mark behind it: its checksum and, where the image has `stat`, when it was last changed.
    private mutating func takeBytes(_ size: Int, path: String) throws(EvidenceError) -> [UInt8] {
        // A shorter or longer content shows at the line feed behind it.
        guard rest.count > size else { throw .cutShort }
        let bytes = Array(rest.prefix(size))
        rest = rest.dropFirst(size)
        guard rest.first == 0x0A else { throw .contradicts(path) }
        rest = rest.dropFirst()
        let mark: [Substring]
        do throws(EvidenceError) {
            mark = try line().split(separator: " ")
        } catch {
            throw error == .cutShort ? .cutShort : .contradicts(path)
        }
        guard mark.count > 1, mark[0] == "sum" else { throw .contradicts(path) }
        guard mark[1] != "none" else { throw .noChecksum }
        guard mark[1] == SHA256.hash(data: bytes).hexadecimal else { throw .contradicts(path) }
        if mark.count > 2, let seconds = Int(mark[2]) { evidence.changes[path] = seconds }
        return bytes
    }

    /// The lines of `wc -c` for several files: a size and a path each, a total below two or more.
    private mutating func fileSizes() throws(EvidenceError) -> [(name: String, size: Int)] {
        var sizes: [(name: String, size: Int)] = []
        while true {
            let kept = rest
            let text = try line()
            let words = text.split(separator: " ", maxSplits: 1)
            guard words.count == 2, let size = Int(words[0]), size >= 0 else {
                rest = kept
                return sizes
            }
            let path = words[1].drop { $0 == " " }
            if path != "total" { sizes.append((String(path.split(separator: "/").last ?? ""), size)) }
        }
    }

    private mutating func line() throws(EvidenceError) -> String {
        guard let end = rest.firstIndex(of: 0x0A) else { throw .cutShort }
        guard end - rest.startIndex < 8192 else { throw .malformed("a line without end") }
        defer { rest = rest[(end + 1)...] }
        return String(decoding: rest[..<end], as: UTF8.self)
    }
}
