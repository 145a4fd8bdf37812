/// The bytes of a server, in whatever pieces they come, to whole messages and control frames.
///
/// Strict: what RFC 6455 says a server must not send is a ``WebSocketFault``. No room is made for a length before it is known to
/// be allowed.
struct WebSocketDecoder: Sendable {
    enum Event: Equatable, Sendable {
        case text([UInt8])
        case binary([UInt8])
        case ping([UInt8])
        case pong
        /// With the payload that the answer repeats: nothing, or a code and a reason.
        case close([UInt8])
    }

    private struct Header {
        var isFinal: Bool
        var opcode: WebSocketFrame.Opcode
        /// Of the header itself.
        var count: Int
        var payload: Int
    }

    private let longestMessage: Int
    private var buffer: [UInt8] = []
    private var position = 0
    private var message: (opcode: WebSocketFrame.Opcode, bytes: [UInt8])?

    init(longestMessage: Int) { self.longestMessage = longestMessage }

    mutating func append(_ bytes: some Sequence<UInt8>) {
        buffer.removeFirst(position)
        position = 0
        buffer += bytes
    }

    /// The next event; nil until more bytes come.
    mutating func next() throws(WebSocketFault) -> Event? {
        while let header = try header(), buffer.count - position >= header.count + header.payload {
            let start = position + header.count
            position = start + header.payload
            if let event = try take(header, buffer[start..<position]) { return event }
        }
        return nil
    }

    /// The frame that begins at ``position``, checked as far as it can be before its payload is there.
    private func header() throws(WebSocketFault) -> Header? {
        let bytes = buffer[position...]
        guard let first = bytes.first else { return nil }
        guard first & 0x70 == 0 else { throw .reservedBits }
        guard let opcode = WebSocketFrame.Opcode(rawValue: first & 0x0F) else { throw .unknownOpcode(first & 0x0F) }
        guard let second = bytes.dropFirst().first else { return nil }
        guard second & 0x80 == 0 else { throw .maskedFrame }
        var header = Header(isFinal: first & 0x80 != 0, opcode: opcode, count: 2, payload: Int(second))
        guard !opcode.isControl || (header.isFinal && second <= WebSocketFrame.longestControl) else {
            throw .brokenControlFrame
        }
        if second > 125 {
            let width = second == 126 ? 2 : 8
            header.count += width
            guard bytes.count >= header.count else { return nil }
            let length = bytes.dropFirst(2).prefix(width).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            guard length > (width == 2 ? 125 : 0xFFFF) else { throw .wastefulLength }
            guard length <= longestMessage else { throw .longMessage(limit: longestMessage) }
            header.payload = Int(length)
        }
        guard opcode.isControl || header.payload + (message?.bytes.count ?? 0) <= longestMessage else {
            throw .longMessage(limit: longestMessage)
        }
        return header
    }

    /// Nil for a fragment that does not end its message.
    private mutating func take(_ header: Header, _ payload: ArraySlice<UInt8>) throws(WebSocketFault) -> Event? {
        switch header.opcode {
        case .ping: return .ping(Array(payload))
        case .pong: return .pong
        case .close:
            guard payload.count != 1 else { throw .shortClose }
            return .close(Array(payload))
        case .continuation:
            guard message != nil else { throw .strayContinuation }
            message?.bytes += payload
        case .text, .binary:
            guard message == nil else { throw .unfinishedMessage }
            message = (header.opcode, Array(payload))
        }
        guard header.isFinal, let whole = message else { return nil }
        message = nil
        return whole.opcode == .text ? .text(whole.bytes) : .binary(whole.bytes)
    }
}
