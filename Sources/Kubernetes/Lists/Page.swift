internal import FoundationEssentials

/// Answers to objects, by their content type. The body is used up: it is megabytes, and nothing needs it afterwards.
enum Page {
    /// The bytes of a protobuf answer without their envelope; nil, and the answer untouched, where it is of another type.
    static func wireBytes(
        _ response: inout HTTPResponse, _ question: Question
    ) throws(KubernetesError) -> [UInt8]? {
        guard response.mediaType == Envelope.contentType else { return nil }
        var body: [UInt8] = []
        swap(&body, &response.body)
        return try readable(question) {
            try Envelope.unwrap(&body)
            return body
        }
    }

    /// The token of the page after this one; nil on the last.
    static func nextToken(wire bytes: [UInt8], _ question: Question) throws(KubernetesError) -> String? {
        try readable(question) { try WireListMeta(wire: Envelope.listMetadata(bytes)).nextToken }
    }

    static func list<Object: BuiltInObject>(
        wire bytes: [UInt8], _ question: Question
    ) throws(KubernetesError) -> ObjectPage<Object> {
        try readable(question) { try Object.page(protobuf: bytes) }
    }

    static func list<Object: BuiltInObject>(
        json response: inout HTTPResponse, _ question: Question
    ) throws(KubernetesError) -> ObjectPage<Object> {
        let list: List<Object> = try json(&response, question)
        // `{}` is no empty list.
        guard list.kind == "\(Object.resource.kind)List" else { throw unreadable(question) }
        return ObjectPage(items: list.items ?? [], continueToken: list.metadata?.continue?.nonEmpty)
    }

    static func object<Object: BuiltInObject>(
        _ response: inout HTTPResponse, _ question: Question
    ) throws(KubernetesError) -> Object {
        guard let bytes = try wireBytes(&response, question) else { return try json(&response, question) }
        return try readable(question) { try Object(protobuf: bytes) }
    }

    private struct List<Object: Decodable>: Decodable {
        var kind: String?
        var metadata: StatusBody.Metadata?
        var items: [Object]?
    }

    private static func json<Value: Decodable>(
        _ response: inout HTTPResponse, _ question: Question
    ) throws(KubernetesError) -> Value {
        guard response.mediaType == "application/json" else { throw unreadable(question) }
        var body: [UInt8] = []
        swap(&body, &response.body)
        return try readable(question) { try JSONDecoder().decode(Value.self, from: Data(body)) }
    }

    private static func readable<Value>(
        _ question: Question, _ decode: () throws -> Value
    ) throws(KubernetesError) -> Value {
        do {
            return try decode()
        } catch {
            throw unreadable(question)
        }
    }

    /// Only an answer with status 200 comes here.
    private static func unreadable(_ question: Question) -> KubernetesError {
        question.notKubernetes(HTTPResponse(status: 200))
    }
}
