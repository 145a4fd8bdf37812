/// The answer to one HTTP/1.1 request, read from bytes in whatever pieces they come (RFC 9112).
///
/// libcurl hands an exec session the bare connection, so the answer to its upgrade is read here. A body is a `Status` at most:
/// more than ``longestBody`` of it is not read.
struct HTTPAnswer: Sendable {
    static let longestHead = 64 << 10
    static let longestBody = 64 << 10
    private static let longestSizeLine = 1 << 10

    private enum Body {
        case length(Int)
        case chunkSize
        case chunk(Int)
        case chunkEnd
        case untilEnd
        case done
    }

    private var buffer: [UInt8] = []
    /// Where the search for the end of the head goes on.
    private var searched = 0
    /// The answer as far as it has come; nil before its head has. The end of the connection may be the end of its body.
    private(set) var part: HTTPResponse?
    private var body = Body.done

    /// What came behind the answer: the first frames, after a 101.
    private(set) var rest: [UInt8] = []

    /// Takes the next bytes.
    ///
    /// - Returns: the answer once it is whole, which ends the reading; nil until then.
    mutating func received(_ bytes: [UInt8]) throws(WebSocketFault) -> HTTPResponse? {
        buffer += bytes
        if part == nil { try readHead() }
        guard part != nil else { return nil }
        return try readBody() ? finish() : nil
    }

    private mutating func finish() -> HTTPResponse? {
        rest = buffer
        buffer = []
        return part
    }

    // MARK: Head

    private mutating func readHead() throws(WebSocketFault) {
        while part == nil {
            guard zip(buffer, "HTTP/1.".utf8).allSatisfy({ $0 == $1 }) else { throw .notHTTP }
            guard let end = headEnd() else {
                guard buffer.count <= Self.longestHead else { throw .longHead }
                return
            }
            let head = try Self.parse(buffer[..<end])
            buffer.removeFirst(end + 4)
            searched = 0
            // An interim answer, such as 103, comes before the one that counts.
            guard head.status == 101 || head.status >= 200 else { continue }
            part = head
            body = try Self.body(of: head)
        }
    }

    private mutating func headEnd() -> Int? {
        let limit = min(buffer.count, Self.longestHead)
        while searched + 4 <= limit {
            if buffer[searched..<searched + 4].elementsEqual("\r\n\r\n".utf8) { return searched }
            searched += 1
        }
        return nil
    }

    private static func parse(_ head: ArraySlice<UInt8>) throws(WebSocketFault) -> HTTPResponse {
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
        let words = lines[0].split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[1].utf8.count == 3, let status = Int(words[1]), status >= 100 else {
            throw .notHTTP
        }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { throw .notHTTP }
            let name = line[..<colon].lowercased()
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            let text = String(value.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
            headers[name] = headers[name].map { "\($0), \(text)" } ?? text
        }
        return HTTPResponse(status: status, headers: headers)
    }

    /// How the body ends (RFC 9112, section 6.3).
    private static func body(of head: HTTPResponse) throws(WebSocketFault) -> Body {
        if head.status == 101 || head.status == 204 || head.status == 304 { return .done }
        if let coding = head.headers["transfer-encoding"] {
            return coding.lowercased().hasSuffix("chunked") ? .chunkSize : .untilEnd
        }
        guard let text = head.headers["content-length"] else { return .untilEnd }
        guard let length = Int(text), length >= 0 else { throw .notHTTP }
        return .length(length)
    }

    // MARK: Body

    /// Whether the body is whole, or as much of it read as is wanted.
    private mutating func readBody() throws(WebSocketFault) -> Bool {
        while let isDone = try step() {
            if isDone { return true }
        }
        return (part?.body.count ?? 0) >= Self.longestBody
    }

    /// Nil where more bytes are needed; true at the end of the body.
    private mutating func step() throws(WebSocketFault) -> Bool? {
        switch body {
        case .done: return true
        case .untilEnd: return take(buffer.count) == 0 ? nil : false
        case .length(let left):
            body = .length(left - take(left))
            if case .length(0) = body { return true }
            return nil
        case .chunkSize:
            guard let end = buffer.firstRange(of: Array("\r\n".utf8))?.lowerBound else {
                guard buffer.count <= Self.longestSizeLine else { throw .notHTTP }
                return nil
            }
            let digits = buffer[..<end].prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") }
            guard let size = Int(String(decoding: digits, as: UTF8.self), radix: 16), size >= 0 else { throw .notHTTP }
            buffer.removeFirst(end + 2)
            body = size == 0 ? .done : .chunk(size)
            return false
        case .chunk(let left):
            let rest = left - take(left)
            body = rest == 0 ? .chunkEnd : .chunk(rest)
            return rest == 0 ? false : nil
        case .chunkEnd:
            guard buffer.count >= 2 else { return nil }
            guard buffer.starts(with: Array("\r\n".utf8)) else { throw .notHTTP }
            buffer.removeFirst(2)
            body = .chunkSize
            return false
        }
    }

    /// Moves at most `count` bytes into the body.
    private mutating func take(_ count: Int) -> Int {
        let count = min(count, buffer.count)
        let room = max(0, Self.longestBody - (part?.body.count ?? 0))
        part?.body += buffer.prefix(min(count, room))
        buffer.removeFirst(count)
        return count
    }
}
