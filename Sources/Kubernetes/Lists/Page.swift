internal import FoundationEssentials

/// Answers to objects, by their content type. The body is used up: it is megabytes, and nothing needs it afterwards.
enum Page {
    /// The bytes of a protobuf list without their envelope; nil, and the answer untouched, where it is of another type.
    static func wireBytes(
        _ response: inout HTTPResponse, _ question: Question
    ) throws(KubernetesError) -> [UInt8]? {
        guard response.mediaType == Envelope.contentType else { return nil }
        var body: [UInt8] = []
        swap(&body, &response.body)
        do {
            try Envelope.unwrap(&body)
        } catch {
            throw question.notKubernetes(HTTPResponse(status: response.status))
        }
        return body
    }

    /// The token of the page after this one; nil on the last.
    static func nextToken(wire bytes: [UInt8], _ question: Question) throws(KubernetesError) -> String? {
        guard let metadata = Envelope.listMetadata(bytes), let decoded = try? WireListMeta(wire: Array(metadata)) else {
            throw question.notKubernetes(HTTPResponse(status: 200))
        }
        return decoded.nextToken
    }

    static func list<Object: BuiltInObject>(
        wire bytes: [UInt8], _ question: Question
    ) throws(KubernetesError) -> ObjectPage<Object> {
        do {
            return try Object.page(protobuf: bytes)
        } catch {
            throw question.notKubernetes(HTTPResponse(status: 200))
        }
    }

    static func list<Object: BuiltInObject>(
        _ response: inout HTTPResponse, _ question: Question
    ) throws(KubernetesError) -> ObjectPage<Object> {
        try decode(&response, question) { (bytes: [UInt8]) in
            try Object.page(protobuf: bytes)
        } json: { data in
            let list = try JSONDecoder().decode(List<Object>.self, from: data)
            // `{}` is no empty list.
            guard list.kind == "\(Object.resource.kind)List" else {
                throw question.notKubernetes(HTTPResponse(status: 200))
            }
            return ObjectPage(items: list.items ?? [], continueToken: list.metadata?.continue?.nonEmpty)
        }
    }

    static func object<Object: BuiltInObject>(
        _ response: inout HTTPResponse, _ question: Question
    ) throws(KubernetesError) -> Object {
        try decode(&response, question) { (bytes: [UInt8]) in
            try Object(protobuf: bytes)
        } json: { data in
            try JSONDecoder().decode(Object.self, from: data)
        }
    }

    private struct List<Object: Decodable>: Decodable {
        var kind: String?
        var metadata: StatusBody.Metadata?
        var items: [Object]?
    }

    private static func decode<Value>(
        _ response: inout HTTPResponse, _ question: Question, protobuf: ([UInt8]) throws -> Value,
        json: (Data) throws -> Value
    ) throws(KubernetesError) -> Value {
        let unreadable = question.notKubernetes(HTTPResponse(status: response.status))
        var body: [UInt8] = []
        swap(&body, &response.body)
        do {
            switch response.mediaType {
            case Envelope.contentType:
                try Envelope.unwrap(&body)
                return try protobuf(body)
            case "application/json":
                return try json(Data(body))
            default:
                throw unreadable
            }
        } catch {
            throw unreadable
        }
    }
}
