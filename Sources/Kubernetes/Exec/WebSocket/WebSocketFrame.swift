/// One frame of the WebSocket protocol (RFC 6455, section 5.2).
struct WebSocketFrame: Equatable, Sendable {
    enum Opcode: UInt8, Sendable {
        case continuation = 0x0
        case text = 0x1
        case binary = 0x2
        case close = 0x8
        case ping = 0x9
        case pong = 0xA

        var isControl: Bool { rawValue & 0x8 != 0 }
    }

    /// The longest payload of a control frame (section 5.5).
    static let longestControl = 125

    var isFinal = true
    var opcode: Opcode
    var payload: [UInt8]

    /// The frame as a client must send it.
    ///
    /// The key is a new random one for each frame (section 5.3), so that nobody can choose the bytes on the wire.
    func masked(with key: UInt32) -> [UInt8] {
        var bytes = [(isFinal ? 0x80 : 0) | opcode.rawValue]
        switch payload.count {
        case ...125: bytes.append(0x80 | UInt8(payload.count))
        case ...0xFFFF:
            bytes.append(0x80 | 126)
            Self.append(UInt16(payload.count), to: &bytes)
        default:
            bytes.append(0x80 | 127)
            Self.append(UInt64(payload.count), to: &bytes)
        }
        Self.append(key, to: &bytes)
        let mask = bytes.suffix(4)
        for (index, byte) in payload.enumerated() { bytes.append(byte ^ mask[mask.startIndex + index % 4]) }
        return bytes
    }

    private static func append(_ number: some FixedWidthInteger & UnsignedInteger, to bytes: inout [UInt8]) {
        for shift in stride(from: number.bitWidth - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }
}
