internal import Crypto
internal import FoundationEssentials

/// The opening handshake of a WebSocket (RFC 6455, section 4): what the request says, and whether the answer accepts it.
struct WebSocketHandshake: Sendable {
    /// The newest first. API servers before 1.30 and kubelets know v4; both carry a command's exit status as a `Status`.
    ///
    /// Upstream: k8s.io/apimachinery `pkg/util/remotecommand/constants.go`; kubernetes/enhancements, KEP-4006.
    static let subprotocols = ["v5.channel.k8s.io", "v4.channel.k8s.io"]
    /// RFC 6455, section 1.3.
    private static let accepting = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

    let key: String

    /// - Parameter nonce: 16 random bytes, new for each connection.
    init(nonce: [UInt8]) { key = Data(nonce).base64EncodedString() }

    /// The whole request.
    ///
    /// - Parameters:
    ///   - target: percent-encoded path and query, from the root of the server.
    ///   - host: as the server is addressed, with its port.
    ///   - headers: those of the caller, who makes sure that no line breaks are in them.
    /// - Returns: the bytes to send; it has no body.
    func request(target: String, host: String, headers: [(name: String, value: String)]) -> [UInt8] {
        let own = [
            (name: "Host", value: host), (name: "Connection", value: "Upgrade"), (name: "Upgrade", value: "websocket"),
            (name: "Sec-WebSocket-Version", value: "13"), (name: "Sec-WebSocket-Key", value: key),
            (name: "Sec-WebSocket-Protocol", value: Self.subprotocols.joined(separator: ", ")),
        ]
        let lines = ["GET \(target) HTTP/1.1"] + (own + headers).map { "\($0.name): \($0.value)" }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    /// Checks an answer with status 101.
    ///
    /// - Throws: where the server has not agreed to this handshake, and to one of the subprotocols that were offered.
    func check(_ answer: HTTPResponse) throws(WebSocketFault) {
        guard Self.tokens(answer.headers["upgrade"]) == ["websocket"],
            Self.tokens(answer.headers["connection"]).contains("upgrade")
        else { throw .noUpgrade }
        guard answer.headers["sec-websocket-accept"] == accept else { throw .wrongAccept }
        guard Self.tokens(answer.headers["sec-websocket-extensions"]).isEmpty else { throw .unaskedExtension }
        guard let chosen = answer.headers["sec-websocket-protocol"]?.nonEmpty else { throw .noSubprotocol }
        guard Self.subprotocols.contains(chosen) else { throw .otherSubprotocol }
    }

    /// What the server must say to this key.
    private var accept: String {
        Data(Insecure.SHA1.hash(data: Data((key + Self.accepting).utf8))).base64EncodedString()
    }

    private static func tokens(_ list: String?) -> [String] {
        (list ?? "").split { $0 == "," || $0 == " " || $0 == "\t" }.map { $0.lowercased() }
    }
}
