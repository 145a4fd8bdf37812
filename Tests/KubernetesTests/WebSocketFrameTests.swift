import Testing

@testable import Kubernetes

@Suite struct WebSocketFrameTests {
    /// RFC 6455, section 5.7: a single-frame masked text message.
    @Test func masksAsTheStandardsExampleDoes() {
        let frame = WebSocketFrame(opcode: .text, payload: Array("Hello".utf8))
        #expect(
            frame.masked(with: 0x37FA_213D)
                == [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58])
    }

    @Test(
        arguments: [
            (125, [0x82, 0x80 | 125]), (126, [0x82, 0x80 | 126, 0, 126]), (0xFFFF, [0x82, 0x80 | 126, 0xFF, 0xFF]),
            (0x10000, [0x82, 0x80 | 127, 0, 0, 0, 0, 0, 1, 0, 0]),
        ] as [(Int, [UInt8])])
    func writesEachLengthInItsShortestForm(count: Int, head: [UInt8]) {
        let bytes = WebSocketFrame(opcode: .binary, payload: Array(repeating: 7, count: count)).masked(with: 0)
        #expect(Array(bytes.prefix(head.count)) == head)
        #expect(bytes.count == head.count + 4 + count)
    }

    @Test func aFragmentIsNotFinal() {
        let frame = WebSocketFrame(isFinal: false, opcode: .continuation, payload: [])
        #expect(frame.masked(with: 0).first == 0)
    }
}
