import Testing

@testable import Kubernetes

@Suite struct HTTPAnswerTests {
    private struct Read: Equatable {
        var response: HTTPResponse?
        var rest: [UInt8]
    }

    /// Reads in pieces, until the answer is whole or the connection ends.
    private func read(_ text: String, pieces size: Int? = nil) throws(WebSocketFault) -> Read {
        let bytes = Array(text.utf8)
        var answer = HTTPAnswer()
        var pieces = bytes.pieces(of: size ?? max(bytes.count, 1))[...]
        while let piece = pieces.popFirst() {
            guard let response = try answer.received(piece) else { continue }
            return Read(response: response, rest: answer.rest + pieces.joined())
        }
        return Read(response: answer.part, rest: [])
    }

    private func fault(_ text: String) throws -> WebSocketFault {
        try #require(#expect(throws: WebSocketFault.self) { try read(text) })
    }

    @Test(arguments: [
        "HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 403\r\ncontent-type:application/json \r\n\r\nhello",
    ])
    func readsABodyHoweverItEndsAndFromAnyPieces(text: String) throws {
        for size in 1...text.utf8.count {
            let response = try #require(try read(text, pieces: size).response)
            #expect(response.status == 403)
            #expect(response.headers["content-type"] == "application/json")
            #expect(response.body == Array("hello".utf8))
        }
    }

    @Test func whatFollowsASwitchOfProtocolsIsKept() throws {
        let text = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\nframes"
        for size in 1...text.utf8.count {
            let read = try read(text, pieces: size)
            #expect(read.response == HTTPResponse(status: 101, headers: ["upgrade": "websocket"]))
            #expect(read.rest == Array("frames".utf8))
        }
    }

    @Test func aHeaderThatComesTwiceIsAList() throws {
        let text = "HTTP/1.1 101 X\r\nConnection: keep-alive\r\nconnection:\tUpgrade \r\n\r\n"
        #expect(try read(text).response?.headers == ["connection": "keep-alive, Upgrade"])
    }

    @Test func anAnswerWithoutABodyHasNone() throws {
        for head in ["204 No Content", "304 Not Modified", "500 X\r\nContent-Length: 0"] {
            let read = try read("HTTP/1.1 \(head)\r\n\r\nrest")
            #expect(read.response?.body == [])
            #expect(read.rest == Array("rest".utf8))
        }
    }

    @Test func anAnswerCutAnywhereHasItsStatusOrIsNotThere() throws {
        let head = "HTTP/1.1 403 Forbidden\r\nContent-Length: 5\r\n\r\n"
        let bytes = Array((head + "hello").utf8)
        for count in 0..<bytes.count {
            var answer = HTTPAnswer()
            #expect(try answer.received(Array(bytes.prefix(count))) == nil)
            #expect(answer.part?.status == (count < head.utf8.count ? nil : 403))
            #expect(answer.part?.body.count == (count < head.utf8.count ? nil : count - head.utf8.count))
        }
    }

    @Test(arguments: [
        "SSH-2.0-OpenSSH_9.2\r\n", "<html>", "HTTP/2 200\r\n\r\n", "HTTP/1.1\r\n\r\n", "HTTP/1.1 abc X\r\n\r\n",
        "HTTP/1.1 99 X\r\n\r\n", "HTTP/1.1 200 X\r\nno colon\r\n\r\n", "HTTP/1.1 200 X\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 X\r\nContent-Length: 5, 6\r\n\r\n", "HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n-2\r\n",
        "HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n",
        "HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabXX",
        "HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n" + String(repeating: "1", count: 2000),
    ])
    func whatIsNoAnswerIsAFaultAtOnce(text: String) throws { #expect(try fault(text) == .notHTTP) }

    @Test func aHeadWithoutAnEndIsRefused() throws {
        let head = "HTTP/1.1 200 X\r\nA: " + String(repeating: "a", count: HTTPAnswer.longestHead)
        #expect(try fault(head) == .longHead)
    }

    @Test(arguments: ["Content-Length: 9999999", "A: b", "Transfer-Encoding: chunked"])
    func noMoreOfABodyIsReadThanIsAllowed(header: String) throws {
        let body = String(repeating: "a", count: HTTPAnswer.longestBody)
        let size = header.hasPrefix("T") ? "FFFFFFF\r\n" : ""
        var answer = HTTPAnswer()
        let response = try answer.received(Array("HTTP/1.1 500 X\r\n\(header)\r\n\r\n\(size)\(body)aaa".utf8))
        #expect(response?.body == Array(body.utf8))
    }
}
