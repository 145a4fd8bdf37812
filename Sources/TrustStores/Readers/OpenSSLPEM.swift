/// OpenSSL's `PEM_read_bio` (crypto/pem/pem_lib.c): the next block of a text that is read in pieces of lines.
///
/// Written after the code of 1.0.2, 1.1.1 and 3.x; on x86-64, where bytes from 0x80 on count as white space at the end
/// of a line because `char` is signed there.
struct OpenSSLPEM {
    /// Versions that read differently.
    enum Generation: CaseIterable {
        case v102
        /// 1.1.0 and 1.1.1 up to 1.1.1g at least: takes the line end behind the last full piece of a long line for a
        /// blank line.
        case v11
        /// 1.1.1 from 1.1.1r at the latest, where that is mended.
        case v111
        /// 3.x, which also strips a byte order mark.
        case v3
    }

    /// How lines are fetched: `fgets` and `strlen` lose what follows a NUL in a line, a memory BIO does not.
    enum Source { case file, memory }

    struct Block {
        var name: String
        /// What stands above a blank line, or nothing.
        var header: [UInt8]
        var bytes: [UInt8]
    }

    enum Step {
        case block(Block)
        /// No further `BEGIN` line: the good end.
        case end
        case damaged(String)
    }

    private static let begin = Array("-----BEGIN ".utf8)
    private static let end = Array("-----END ".utf8)
    private static let dashes = Array("-----".utf8)

    private let bytes: [UInt8]
    private var position = 0
    private let generation: Generation
    private let source: Source

    init(_ bytes: [UInt8], _ generation: Generation, _ source: Source) {
        self.bytes = bytes
        self.generation = generation
        self.source = source
    }

    mutating func next() -> Step {
        guard let name = name() else { return .end }
        let text: (header: [UInt8], data: [UInt8])?
        switch generation {
        case .v102: text = headerAndData102(name)
        case .v11, .v111, .v3: text = headerAndData(name)
        }
        let label = String(decoding: name, as: UTF8.self)
        guard let text else { return .damaged("a \(label) block does not end as it must") }
        guard let bytes = OpenSSLBase64.decode(text.data) else {
            return .damaged("the base64 of a \(label) block is damaged")
        }
        guard !bytes.isEmpty else { return .damaged("a \(label) block is empty") }
        return .block(Block(name: label, header: text.header, bytes: bytes))
    }

    private mutating func name() -> ArraySlice<UInt8>? {
        var isFirst = true
        while var line = piece() {
            if isFirst, generation == .v3, line.count > 3, line.starts(with: [0xEF, 0xBB, 0xBF]) {
                line = line.dropFirst(3)
            }
            isFirst = false
            line = Self.stripped(line)
            if line.starts(with: Self.begin), line.ends(with: Self.dashes) {
                let name = line.dropFirst(Self.begin.count).dropLast(Self.dashes.count)
                return name.prefix { $0 != 0 }
            }
        }
        return nil
    }

    /// Nil where the block is refused.
    private mutating func headerAndData(_ name: ArraySlice<UInt8>) -> (header: [UInt8], data: [UInt8])? {
        enum Header { case possible, open, closed }
        var header = Header.possible
        var texts: (before: [UInt8], after: [UInt8]) = ([], [])
        var isLast = false
        var followsPart = false
        while let raw = piece() {
            let isPart = generation != .v11 && raw.count == 254 && raw.last != 0x0A
            defer { followsPart = isPart }
            if header == .possible, raw.contains(UInt8(ascii: ":")) { header = .open }
            let line = Self.stripped(raw)
            if line.isEmpty {
                if followsPart { continue }
                if header == .closed { return nil }
                header = .closed
                continue
            }
            if line.starts(with: Self.end) {
                guard Self.isEnd(line, of: name) else { return nil }
                return header == .possible ? ([], texts.before) : (texts.before, texts.after)
            }
            if isLast { return nil }
            let text = line.prefix { $0 != 0 } + [0x0A]
            if header == .closed {
                texts.after += text
                if line.count > 64 { return nil }
                if line.count < 64 { isLast = true }
            } else {
                texts.before += text
            }
        }
        return nil
    }

    /// The same of 1.0.2, which counts in another order.
    private mutating func headerAndData102(_ name: ArraySlice<UInt8>) -> (header: [UInt8], data: [UInt8])? {
        var before: [UInt8] = []
        while let raw = piece() {
            let line = Self.stripped(raw)
            if line.isEmpty { break }
            if line.starts(with: Self.end) { return Self.isEnd(line, of: name) ? ([], before) : nil }
            before += line.prefix { $0 != 0 } + [0x0A]
        }
        var after: [UInt8] = []
        var closing: ArraySlice<UInt8>?
        while let raw = piece() {
            let line = Self.stripped(raw)
            if line.starts(with: Self.end) || line.count > 64 {
                closing = line
                break
            }
            after += line.prefix { $0 != 0 } + [0x0A]
            if line.count != 64 {
                closing = piece().map(Self.stripped)
                break
            }
        }
        guard let closing, Self.isEnd(closing, of: name) else { return nil }
        return (before, after)
    }

    private static func isEnd(_ line: ArraySlice<UInt8>, of name: ArraySlice<UInt8>) -> Bool {
        line.elementsEqual(end + name + dashes)
    }

    /// `BIO_gets`: up to a line end, which it includes, or the size of OpenSSL's buffer; nil at the end.
    private mutating func piece() -> ArraySlice<UInt8>? {
        let limit = min(position + (generation == .v102 ? 253 : 254), bytes.count)
        guard position < limit else { return nil }
        let stop = bytes[position..<limit].firstIndex(of: 0x0A).map { $0 + 1 } ?? limit
        var piece = bytes[position..<stop]
        position = stop
        if source == .file {
            piece = piece.prefix { $0 != 0 }
            if piece.isEmpty { return nil }
        }
        return piece
    }

    private static func stripped(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let last = line.lastIndex(where: { $0 > 0x20 && $0 < 0x80 }) else { return [] }
        return line[...last]
    }
}

extension ArraySlice<UInt8> {
    func ends(with suffix: [UInt8]) -> Bool { self.suffix(suffix.count).elementsEqual(suffix) }
}
