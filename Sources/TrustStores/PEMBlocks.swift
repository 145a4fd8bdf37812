/// One block of a PEM file, found and not yet decoded.
struct PEMBlock {
    /// What stands between `BEGIN` and the dashes.
    var label: String
    /// Where its `BEGIN` line is, from 1.
    var line: Int
    /// The base64 text without white space; empty for a private key, whose text is not kept.
    var body: [UInt8] = []
    /// Why no client reads it as a certificate.
    var damage: String?

    fileprivate var keepsBody: Bool { !label.hasSuffix("PRIVATE KEY") }
    fileprivate var isInHeaders = true
}

/// The blocks of PEM text, in order, whatever the line ends, line lengths and text between them.
struct PEMBlocks: Sequence, IteratorProtocol {
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private static let begin = Array("-----BEGIN ".utf8)
    private static let end = Array("-----END ".utf8)
    private static let dashes = Array("-----".utf8)

    private var lines: LineReader
    private var open: PEMBlock?

    init(_ bytes: [UInt8]) {
        lines = LineReader(bytes)
    }

    static func startsWithByteOrderMark(_ bytes: [UInt8]) -> Bool { bytes.starts(with: byteOrderMark) }

    static func holdsMarker(_ bytes: [UInt8]) -> Bool { find(begin, in: bytes[...]) != nil }

    mutating func next() -> PEMBlock? {
        while var line = lines.next() {
            if line.starts(with: Self.byteOrderMark) { line = line.dropFirst(3) }
            if line.starts(with: Self.end), var block = open {
                open = nil
                if Self.label(of: line, after: Self.end) != block.label {
                    block.damage = "its END line, line \(lines.number), does not match"
                }
                return block
            }
            if let start = Self.find(Self.begin, in: line) {
                let previous = open
                open = Self.opened(line, at: start, number: lines.number)
                if let block = previous { return Self.unfinished(block) }
            } else {
                take(line)
            }
            if let block = open, block.damage != nil {
                open = nil
                return block
            }
        }
        defer { open = nil }
        return open.map(Self.unfinished)
    }

    private static func unfinished(_ block: PEMBlock) -> PEMBlock {
        var block = block
        block.damage = "the block has no END line"
        return block
    }

    /// The block that a line with a `BEGIN` in it opens: damaged where the line holds more than that.
    private static func opened(_ line: ArraySlice<UInt8>, at start: Int, number: Int) -> PEMBlock {
        let marker = line[start...]
        if start == line.startIndex, let label = label(of: line, after: begin) {
            return PEMBlock(label: label, line: number)
        }
        let rest = marker.dropFirst(begin.count)
        let label = String(decoding: rest.prefix { $0 != dashes[0] && $0 >= 0x20 && $0 < 0x7F }, as: UTF8.self)
        let indented = line[..<start].allSatisfy { $0 == 0x20 || $0 == 0x09 }
        return PEMBlock(
            label: label, line: number,
            damage: indented && start > line.startIndex
                ? "the BEGIN line is indented, so clients do not see the block"
                : "the BEGIN line holds more than BEGIN, so clients do not see the block")
    }

    private mutating func take(_ line: ArraySlice<UInt8>) {
        guard var block = open, block.keepsBody, block.damage == nil else { return }
        open = nil
        defer { open = block }
        let text = line.filter { $0 != 0x20 && $0 != 0x09 }
        if block.isInHeaders, text.contains(UInt8(ascii: ":")) { return }
        block.isInHeaders = false
        block.body.append(contentsOf: text)
    }

    /// The label of a line that is `-----BEGIN label-----` and nothing else.
    private static func label(of line: ArraySlice<UInt8>, after prefix: [UInt8]) -> String? {
        guard line.count > prefix.count + dashes.count, line.suffix(dashes.count).elementsEqual(dashes) else {
            return nil
        }
        let label = line.dropFirst(prefix.count).dropLast(dashes.count)
        return label.contains(dashes[0]) ? nil : String(decoding: label, as: UTF8.self)
    }

    private static func find(_ pattern: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
        var from = text.startIndex
        while let start = text[from...].firstIndex(of: pattern[0]) {
            if text[start...].starts(with: pattern) { return start }
            from = start + 1
        }
        return nil
    }
}

/// Lines ended by LF, CR LF or CR, without the spaces at their ends.
struct LineReader {
    private let bytes: [UInt8]
    private var position = 0
    /// The number of the line given last, from 1.
    private(set) var number = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func next() -> ArraySlice<UInt8>? {
        guard position < bytes.count else { return nil }
        let end = bytes[position...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
        var line = bytes[position..<end]
        while let last = line.last, last == 0x20 || last == 0x09 { line = line.dropLast() }
        let isPair = end + 1 < bytes.count && bytes[end] == 0x0D && bytes[end + 1] == 0x0A
        position = end + (isPair ? 2 : 1)
        number += 1
        return line
    }
}
