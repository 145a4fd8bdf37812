import Testing

@testable import Kubernetes

@Suite struct WebSocketHandshakeTests {
    /// RFC 6455, section 1.3: the key of "the sample nonce".
    private let handshake = WebSocketHandshake(nonce: Array("the sample nonce".utf8))

    private func answer(_ changes: [String: String?] = [:]) -> HTTPResponse {
        var headers = [
            "upgrade": "websocket", "connection": "Upgrade",
            "sec-websocket-accept": "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "sec-websocket-protocol": "v5.channel.k8s.io",
        ]
        for (name, value) in changes { headers[name] = value }
        return HTTPResponse(status: 101, headers: headers)
    }

    private func fault(_ changes: [String: String?]) throws -> WebSocketFault {
        try #require(#expect(throws: WebSocketFault.self) { try handshake.check(answer(changes)) })
    }

    @Test func theRequestIsAnUpgradeWithTheCallersHeaders() {
        let request = handshake.request(
            target: "/k8s/exec?command=ls", host: "api:6443", headers: [(name: "Authorization", value: "Bearer t")])
        #expect(
            String(decoding: request, as: UTF8.self)
                == """
                GET /k8s/exec?command=ls HTTP/1.1\r
                Host: api:6443\r
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Sec-WebSocket-Protocol: v5.channel.k8s.io, v4.channel.k8s.io\r
                Authorization: Bearer t\r
                \r

                """)
    }

    @Test func acceptsTheStandardsExample() throws {
        try handshake.check(answer())
        try handshake.check(answer(["sec-websocket-protocol": "v4.channel.k8s.io"]))
        try handshake.check(answer(["connection": "keep-alive, upgrade", "upgrade": "WebSocket"]))
    }

    @Test func refusesAnAnswerToAnotherKey() throws {
        #expect(try fault(["sec-websocket-accept": "AAAA"]) == .wrongAccept)
        #expect(try fault(["sec-websocket-accept": nil]) == .wrongAccept)
        // Base64 knows no case.
        #expect(try fault(["sec-websocket-accept": "S3PPLMBITXAQ9KYGZZHZRBK+XOO="]) == .wrongAccept)
    }

    @Test func refusesAnAnswerThatDoesNotSwitch() throws {
        #expect(try fault(["upgrade": "SPDY/3.1"]) == .noUpgrade)
        #expect(try fault(["upgrade": nil]) == .noUpgrade)
        #expect(try fault(["connection": "close"]) == .noUpgrade)
    }

    @Test func refusesWhatWasNotOffered() throws {
        #expect(try fault(["sec-websocket-protocol": nil]) == .noSubprotocol)
        #expect(try fault(["sec-websocket-protocol": ""]) == .noSubprotocol)
        #expect(try fault(["sec-websocket-protocol": "channel.k8s.io"]) == .otherSubprotocol)
        #expect(try fault(["sec-websocket-protocol": "v4.base64.channel.k8s.io"]) == .otherSubprotocol)
        #expect(try fault(["sec-websocket-protocol": "v5.channel.k8s.io, v4.channel.k8s.io"]) == .otherSubprotocol)
        #expect(try fault(["sec-websocket-extensions": "permessage-deflate"]) == .unaskedExtension)
    }
}
