/// What a server does that RFC 6455 forbids, or that nobody asked it for: nothing after it can be believed.
enum WebSocketFault: Error, Equatable, Sendable {
    // The opening handshake.
    case notHTTP
    case longHead
    case noUpgrade
    case wrongAccept
    case unaskedExtension
    case noSubprotocol
    case otherSubprotocol
    // The frames.
    case reservedBits
    case unknownOpcode(UInt8)
    case maskedFrame
    case wastefulLength
    case longMessage(limit: Int)
    case brokenControlFrame
    case strayContinuation
    case unfinishedMessage
    case shortClose
}

extension WebSocketFault: CustomStringConvertible {
    /// A clause after "it": what the server did.
    var description: String {
        switch self {
        case .notHTTP: "it does not answer in HTTP/1.1"
        case .longHead: "the head of its answer is too long"
        case .noUpgrade: "it says 101 without switching to WebSocket"
        case .wrongAccept: "its WebSocket handshake answers another request's key"
        case .unaskedExtension: "it uses a WebSocket extension that was not offered"
        case .noSubprotocol: "it chose none of the offered WebSocket subprotocols"
        case .otherSubprotocol: "it chose a WebSocket subprotocol that was not offered"
        case .reservedBits: "it sent a frame with reserved bits"
        case .unknownOpcode(let opcode): "it sent a frame of the unknown kind \(opcode)"
        case .maskedFrame: "it sent a masked frame"
        case .wastefulLength: "it sent a frame whose length is not in its shortest form"
        case .longMessage(let limit): "it sent a message of more than \(limit) bytes"
        case .brokenControlFrame: "it sent a control frame that is split or too long"
        case .strayContinuation: "it went on with a message that it had not begun"
        case .unfinishedMessage: "it began a message before the end of another"
        case .shortClose: "it sent a close frame with half a code"
        }
    }
}
