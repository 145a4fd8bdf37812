@testable import Kubernetes

/// What a server sends, written by hand: right or wrong, as a test wants it.
enum ServerFrames {
    static func frame(
        _ opcode: UInt8, _ payload: [UInt8] = [], isFinal: Bool = true, reserved: UInt8 = 0
    ) -> [UInt8] {
        var bytes = [(isFinal ? 0x80 : 0) | reserved | opcode]
        switch payload.count {
        case ...125: bytes.append(UInt8(payload.count))
        case ...0xFFFF: bytes += [126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        default: bytes += [127] + (0..<8).reversed().map { UInt8(truncatingIfNeeded: payload.count >> ($0 * 8)) }
        }
        return bytes + payload
    }

    /// A message on a channel.
    static func message(_ channel: UInt8, _ text: String = "") -> [UInt8] { frame(0x2, [channel] + text.utf8) }

    static func status(_ json: String) -> [UInt8] { message(3, json) }

    static let success = status(#"{"metadata":{},"status":"Success"}"#)
    static let close = frame(0x8, [0x03, 0xE8])
}

extension [UInt8] {
    /// Cut into pieces of at most `size` bytes.
    func pieces(of size: Int) -> [[UInt8]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
