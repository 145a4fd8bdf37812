/// One entry of a layer, its names as the archive has them.
struct TarEntry: Equatable {
    enum Kind: Equatable {
        case file
        case hardLink
        case symbolicLink
        case folder
        /// A device or a pipe.
        case special
    }

    var kind: Kind
    var name: [UInt8]
    var link: [UInt8]
    var size: Int
    var isSparse: Bool
    /// Whether every user may read the file.
    var isForEveryone: Bool
}

/// Whoever is told what an archive holds.
protocol TarVisitor {
    /// - Returns: whether the entry's bytes are wanted.
    mutating func enter(_ entry: TarEntry) throws(LayerDamage) -> Bool
    mutating func take(_ content: ArraySlice<UInt8>)
    /// After the last byte of an entry that was wanted.
    mutating func leave()
}

/// Reads a tar archive in pieces of any size, keeping no more of it than one header.
struct TarReader {
    private enum State {
        case header
        case sparseMap
        case extended(type: UInt8, left: Int)
        case content(left: Int)
        case skipped(left: Int)
        case ended
    }

    private var state = State.header
    private var block: [UInt8] = []
    private var zeroBlocks = 0
    private var extended = ExtendedHeader()
    private var text: [UInt8] = []
    /// After its data an entry is filled up to the next block.
    private var padding = 0

    mutating func feed(_ bytes: ArraySlice<UInt8>, _ visitor: inout some TarVisitor) throws(LayerDamage) {
        var rest = bytes
        while !rest.isEmpty {
            switch state {
            case .ended: return
            case .header, .sparseMap:
                let piece = rest.prefix(TarHeader.size - block.count)
                block += piece
                rest = rest.dropFirst(piece.count)
                guard block.count == TarHeader.size else { return }
                let full = block
                block.removeAll(keepingCapacity: true)
                if case .sparseMap = state {
                    if full[504] == 0 { skip(padding) }
                } else {
                    try begin(full, &visitor)
                }
            case .skipped(let left):
                let count = min(left, rest.count)
                rest = rest.dropFirst(count)
                state = count == left ? .header : .skipped(left: left - count)
            case .content(let left):
                let piece = rest.prefix(left)
                visitor.take(piece)
                rest = rest.dropFirst(piece.count)
                state = .content(left: left - piece.count)
                if piece.count == left {
                    visitor.leave()
                    skip(padding)
                }
            case .extended(let type, let left):
                let piece = rest.prefix(left)
                text += piece
                rest = rest.dropFirst(piece.count)
                state = .extended(type: type, left: left - piece.count)
                if piece.count == left {
                    try endExtended(type)
                    skip(padding)
                }
            }
        }
    }

    /// - Throws: where the archive breaks off inside an entry. Without the two blocks of zeros at its end it is whole, as for Go.
    func finish() throws(LayerDamage) {
        switch state {
        case .ended: return
        case .header where block.isEmpty && extended == ExtendedHeader(): return
        default: throw .truncated
        }
    }

    private mutating func skip(_ count: Int) { state = count == 0 ? .header : .skipped(left: count) }

    private mutating func begin(_ block: [UInt8], _ visitor: inout some TarVisitor) throws(LayerDamage) {
        if TarHeader.isZero(block) {
            zeroBlocks += 1
            if zeroBlocks == 2 { state = .ended }
            return
        }
        guard zeroBlocks == 0 else { throw .badHeader }
        let header = try TarHeader(block)
        switch header.type {
        case UInt8(ascii: "x"), UInt8(ascii: "L"), UInt8(ascii: "K"):
            guard header.dataSize <= ExtendedHeader.longest else { throw .badExtendedHeader }
            padding = Self.padding(header.dataSize)
            text.removeAll(keepingCapacity: true)
            state = .extended(type: header.type, left: header.dataSize)
            if header.dataSize == 0 {
                try endExtended(header.type)
                state = .header
            }
        case UInt8(ascii: "g"):
            // Records for all entries that follow; Go, which unpacks images, does not apply them.
            skip(header.dataSize + Self.padding(header.dataSize))
        default: try beginEntry(header, &visitor)
        }
    }

    private mutating func endExtended(_ type: UInt8) throws(LayerDamage) {
        switch type {
        case UInt8(ascii: "x"):
            let (name, link) = (extended.longName, extended.longLink)
            extended = ExtendedHeader()
            (extended.longName, extended.longLink) = (name, link)
            try extended.add(records: text)
        case UInt8(ascii: "L"): extended.longName = Array(text.prefix { $0 != 0 })
        default: extended.longLink = Array(text.prefix { $0 != 0 })
        }
    }

    private mutating func beginEntry(_ header: TarHeader, _ visitor: inout some TarVisitor) throws(LayerDamage) {
        let extended = extended
        self.extended = ExtendedHeader()
        var entry = TarEntry(
            kind: .file, name: extended.longName ?? extended.sparseName ?? extended.path ?? header.name,
            link: extended.longLink ?? extended.link ?? header.link, size: extended.size ?? header.dataSize,
            isSparse: extended.isSparse || extended.realSize != nil || header.type == UInt8(ascii: "S"),
            isForEveryone: header.mode & 0o004 != 0)
        guard entry.name.count <= ImagePath.longest, entry.link.count <= ImagePath.longest else { throw .nameTooLong }
        switch header.type {
        case 0: entry.kind = entry.name.last == UInt8(ascii: "/") ? .folder : .file
        case UInt8(ascii: "0"), UInt8(ascii: "S"): entry.kind = .file
        case UInt8(ascii: "1"): entry.kind = .hardLink
        case UInt8(ascii: "2"): entry.kind = .symbolicLink
        case UInt8(ascii: "3"), UInt8(ascii: "4"), UInt8(ascii: "6"): entry.kind = .special
        case UInt8(ascii: "5"): entry.kind = .folder
        default: throw .unknownEntry(header.type)
        }
        // The others have no data, whatever their size says, as for Go.
        let stored = entry.kind == .file ? entry.size : 0
        if entry.kind == .file, entry.isSparse {
            entry.size = extended.realSize ?? (header.type == UInt8(ascii: "S") ? header.realSize : entry.size)
        }
        padding = Self.padding(stored)
        let isWanted = try visitor.enter(entry)
        if isWanted, !entry.isSparse {
            if stored == 0 { visitor.leave() }
            state = stored == 0 ? .header : .content(left: stored)
        } else if header.hasMoreSparseMap {
            padding += stored
            state = .sparseMap
        } else {
            skip(stored + padding)
        }
    }

    private static func padding(_ size: Int) -> Int { (TarHeader.size - size % TarHeader.size) % TarHeader.size }
}
