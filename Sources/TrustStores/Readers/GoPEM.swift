/// Go's `pem.Decode` (encoding/pem/pem.go): the next block whose BEGIN, END, label and base64 fit; what does not fit is
/// passed over.
struct GoPEM {
    enum Generation {
        /// Goes from each BEGIN line to the next END line: up to Go 1.24.7 and 1.25.1.
        case first
        /// Goes from each END line back to the BEGIN line above it.
        case linear
    }

    struct Block {
        var label: String
        var hasHeaders: Bool
        var bytes: [UInt8]
    }

    private static let begin = Array("-----BEGIN ".utf8)
    private static let end = Array("-----END ".utf8)
    private static let dashes = Array("-----".utf8)

    private let bytes: [UInt8]
    private let generation: Generation
    private var position = 0
    /// Where END and BEGIN stand, so that no search runs over the same text again and again.
    private let begins: [Int]
    private let ends: [Int]

    init(_ bytes: [UInt8], _ generation: Generation) {
        self.bytes = bytes
        self.generation = generation
        begins = bytes.positions(of: Self.begin)
        ends = bytes.positions(of: Self.end)
    }

    mutating func next() -> Block? {
        generation == .first ? nextFromBegin() : nextFromEnd()
    }

    private mutating func nextFromBegin() -> Block? {
        var from = position
        while true {
            guard let start = lineStart(in: begins, from: from, mayStandFirst: true) else { return nil }
            let label = line(from: start + Self.begin.count)
            from = label.next
            guard label.text.ends(with: Self.dashes) else { continue }
            guard let headers = headers(from: from) else { return nil }
            let type = label.text.dropLast(Self.dashes.count)
            from = headers.next
            let end =
                headers.count == 0 && starts(with: Self.end, at: from)
                ? from : lineStart(in: ends, from: from, mayStandFirst: false)
            guard let end, let block = block(type, headers.count > 0, body: from..<max(from, end - 1), end: end) else {
                continue
            }
            position = line(from: end).next
            return block
        }
    }

    private mutating func nextFromEnd() -> Block? {
        var from = position
        while true {
            guard let end = lineStart(in: ends, from: from, mayStandFirst: false) else { return nil }
            // The newline before END is part of what Go looks for, so a BEGIN must be complete before it.
            guard let start = begins.last(upTo: end - 1 - Self.begin.count, from: from),
                start == from || bytes[start - 1] == 0x0A
            else {
                from = end + Self.end.count
                continue
            }
            let label = line(from: start + Self.begin.count)
            guard label.text.ends(with: Self.dashes) else {
                from = end + Self.end.count
                continue
            }
            guard let headers = headers(from: label.next) else { return nil }
            let body = headers.next
            let type = label.text.dropLast(Self.dashes.count)
            if body > end + Self.end.count { return nil }
            guard headers.count == 0 || end - 1 >= body,
                let block = block(type, headers.count > 0, body: body..<max(body, end - 1), end: end)
            else {
                from = end + Self.end.count
                continue
            }
            position = line(from: end).next
            return block
        }
    }

    /// The block between, where the END line is its own and the base64 is sound.
    private func block(_ type: ArraySlice<UInt8>, _ hasHeaders: Bool, body: Range<Int>, end: Int) -> Block? {
        let trailer = bytes[(end + Self.end.count)...]
        guard trailer.starts(with: type + Self.dashes),
            line(from: trailer.startIndex + type.count + Self.dashes.count).text.isEmpty,
            let decoded = Base64.decode(bytes[body].filter { ![0x09, 0x0A, 0x0D, 0x20].contains($0) })
        else { return nil }
        return Block(label: String(decoding: type, as: UTF8.self), hasHeaders: hasHeaders, bytes: decoded)
    }

    /// How many lines with a colon there are, and where they end; nil at the end of the text.
    private func headers(from start: Int) -> (count: Int, next: Int)? {
        var position = start
        var count = 0
        while position < bytes.count {
            let line = line(from: position)
            guard line.text.contains(UInt8(ascii: ":")) else { return (count, position) }
            count += 1
            position = line.next
        }
        return nil
    }

    /// A line without the white space at its end.
    private func line(from start: Int) -> (text: ArraySlice<UInt8>, next: Int) {
        let stop = bytes[start...].firstIndex(of: 0x0A)
        var text = bytes[start..<(stop ?? bytes.count)]
        if stop != nil, text.last == 0x0D { text = text.dropLast() }
        while let last = text.last, last == 0x20 || last == 0x09 { text = text.dropLast() }
        return (text, stop.map { $0 + 1 } ?? bytes.count)
    }

    /// The first of the places that is at the start of a line.
    private func lineStart(in places: [Int], from: Int, mayStandFirst: Bool) -> Int? {
        var index = places.firstIndex(notBelow: from)
        while index < places.count {
            let place = places[index]
            if place == from ? mayStandFirst : bytes[place - 1] == 0x0A { return place }
            index += 1
        }
        return nil
    }

    private func starts(with pattern: [UInt8], at position: Int) -> Bool { bytes[position...].starts(with: pattern) }
}

extension [UInt8] {
    /// Where the pattern stands.
    fileprivate func positions(of pattern: [UInt8]) -> [Int] {
        var found: [Int] = []
        var from = startIndex
        while let start = self[from...].firstIndex(of: pattern[0]) {
            if self[start...].starts(with: pattern) { found.append(start) }
            from = start + 1
        }
        return found
    }
}

extension [Int] {
    /// In sorted numbers, the index of the first that is not below.
    fileprivate func firstIndex(notBelow limit: Int) -> Int {
        var range = indices
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            range = self[middle] < limit ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
        }
        return range.lowerBound
    }

    /// In sorted numbers, the last of a range.
    fileprivate func last(upTo limit: Int, from: Int) -> Int? {
        let index = firstIndex(notBelow: limit + 1) - 1
        return index >= 0 && self[index] >= from ? self[index] : nil
    }
}
