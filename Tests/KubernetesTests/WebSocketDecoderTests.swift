import Testing

@testable import Kubernetes

@Suite struct WebSocketDecoderTests {
    typealias Event = WebSocketDecoder.Event

    private func events(
        _ bytes: [UInt8], pieces size: Int? = nil, limit: Int = 1 << 20
    ) throws(WebSocketFault) -> [Event] {
        var decoder = WebSocketDecoder(longestMessage: limit)
        var events: [Event] = []
        for piece in bytes.pieces(of: size ?? max(bytes.count, 1)) {
            decoder.append(piece)
            while let event = try decoder.next() { events.append(event) }
        }
        return events
    }

    private func fault(_ bytes: [UInt8], limit: Int = 1 << 20) throws -> WebSocketFault {
        try #require(#expect(throws: WebSocketFault.self) { try events(bytes, limit: limit) })
    }

    private static let long = [UInt8](repeating: 5, count: 70_000)

    /// Every kind of frame, with a fragmented message that a ping and a pong interrupt.
    private static let stream: [UInt8] =
        ServerFrames.frame(0x2, [1]) + ServerFrames.frame(0x2, [1, 2], isFinal: false) + ServerFrames.frame(0x9, [9])
        + ServerFrames.frame(0x0, isFinal: false) + ServerFrames.frame(0xA) + ServerFrames.frame(0x0, [3])
        + ServerFrames.frame(0x1, Array("text".utf8)) + ServerFrames.frame(0x2, Array(long.prefix(300)))
        + ServerFrames.frame(0x8, [0x03, 0xE8, 0x62])

    private static let expected: [Event] = [
        .binary([1]), .ping([9]), .pong, .binary([1, 2, 3]), .text(Array("text".utf8)),
        .binary(Array(long.prefix(300))), .close([0x03, 0xE8, 0x62]),
    ]

    @Test func readsTheSameFromAnyPieces() throws {
        for size in 1...Self.stream.count { #expect(try events(Self.stream, pieces: size) == Self.expected) }
    }

    @Test func readsTheSameFromAnyTwoPieces() throws {
        for cut in 0...Self.stream.count {
            var decoder = WebSocketDecoder(longestMessage: 1 << 20)
            var events: [Event] = []
            for piece in [Self.stream[..<cut], Self.stream[cut...]] {
                decoder.append(piece)
                while let event = try decoder.next() { events.append(event) }
            }
            #expect(events == Self.expected)
        }
    }

    @Test func aStreamCutAnywhereGivesAPrefixOfItsEventsAndNoFault() throws {
        for count in 0...Self.stream.count {
            let found = try events(Array(Self.stream.prefix(count)))
            #expect(Self.expected.starts(with: found))
            #expect(count == Self.stream.count || found.count < Self.expected.count)
        }
    }

    @Test func aFlippedBitIsNeverACrash() {
        for bit in 0..<Self.stream.count * 8 {
            var bytes = Self.stream
            bytes[bit / 8] ^= 1 << (bit % 8)
            _ = try? events(bytes, pieces: 3)
        }
    }

    @Test func readsALengthOf64Bits() throws {
        #expect(try events(ServerFrames.frame(0x2, Self.long), pieces: 1000) == [.binary(Self.long)])
    }

    @Test(arguments: [0x40, 0x20, 0x10] as [UInt8])
    func refusesReservedBits(reserved: UInt8) throws {
        #expect(try fault(ServerFrames.frame(0x2, [1], reserved: reserved)) == .reservedBits)
    }

    @Test(arguments: [0x3, 0x7, 0xB, 0xF] as [UInt8])
    func refusesKindsThatAreNotDefined(opcode: UInt8) throws {
        #expect(try fault(ServerFrames.frame(opcode)) == .unknownOpcode(opcode))
    }

    @Test func refusesAMaskedFrameBeforeItsPayloadIsThere() throws {
        #expect(try fault([0x82, 0x81]) == .maskedFrame)
        #expect(try fault(WebSocketFrame(opcode: .ping, payload: [1]).masked(with: 1)) == .maskedFrame)
    }

    @Test(arguments: [0x8, 0x9, 0xA] as [UInt8])
    func refusesAControlFrameThatIsSplitOrLong(opcode: UInt8) throws {
        #expect(try fault(ServerFrames.frame(opcode, isFinal: false)) == .brokenControlFrame)
        #expect(try fault([0x80 | opcode, 126]) == .brokenControlFrame)
        #expect(try fault([0x80 | opcode, 127]) == .brokenControlFrame)
        #expect(try events(ServerFrames.frame(opcode, Array(repeating: 3, count: 125))).count == 1)
    }

    @Test(
        arguments: [
            [0x82, 127, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0x82, 127, 0x80, 0, 0, 0, 0, 0, 0, 0],
            [0x82, 127, 0, 0, 0, 0, 0x80, 0, 0, 0], [0x82, 127, 0, 0, 0, 0, 0, 0x10, 0, 1],
        ] as [[UInt8]])
    func refusesALengthOverTheLimitFromTheHeaderAlone(header: [UInt8]) throws {
        #expect(try fault(header) == .longMessage(limit: 1 << 20))
    }

    @Test func countsTheFragmentsOfAMessageTogether() throws {
        let start = ServerFrames.frame(0x2, [1, 2, 3], isFinal: false)
        let end = ServerFrames.frame(0x0, [4])
        #expect(try events(start + end, limit: 4) == [.binary([1, 2, 3, 4])])
        #expect(try fault(start + end, limit: 3) == .longMessage(limit: 3))
        // A control frame between them is no part of it.
        #expect(try events(start + ServerFrames.frame(0x9, [1, 2, 3, 4]) + end, limit: 4).count == 2)
    }

    @Test(arguments: [[0x82, 126, 0, 125], [0x82, 127, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]] as [[UInt8]])
    func refusesALengthThatIsNotInItsShortestForm(header: [UInt8]) throws {
        #expect(try fault(header) == .wastefulLength)
    }

    @Test func refusesFragmentsOutOfOrder() throws {
        #expect(try fault(ServerFrames.frame(0x0, [1])) == .strayContinuation)
        #expect(
            try fault(ServerFrames.frame(0x2, [1], isFinal: false) + ServerFrames.frame(0x2, [1]))
                == .unfinishedMessage)
    }

    @Test func aCloseMayHaveNoCodeButNotHalfOfOne() throws {
        #expect(try events(ServerFrames.frame(0x8)) == [.close([])])
        #expect(try fault(ServerFrames.frame(0x8, [3])) == .shortClose)
    }
}
