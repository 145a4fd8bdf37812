internal import FoundationEssentials

/// What one request asks for, as errors and RBAC say it.
struct Question: Sendable {
    var verb: String
    /// As errors name it: `pods`, `configmaps/db-ca`.
    var resource: String
    var namespace: String?
    var server: String
}

/// An answer of the API server that is not the object asked for: Kubernetes' `Status`, in JSON or protobuf.
struct StatusBody: Decodable {
    var message: String?
    var reason: String?
    var metadata: Metadata?

    struct Metadata: Decodable {
        var `continue`: String?
    }

    private struct Kind: Decodable { var kind: String? }

    /// Nil where the body is not a `Status`.
    init?(_ response: HTTPResponse) {
        if response.mediaType == Envelope.contentType {
            guard let unknown = try? WireUnknown(wire: Array(response.body.dropFirst(Envelope.magic.count))),
                unknown.typeMeta.kind == "Status", let wire = try? WireStatus(wire: [UInt8](unknown.raw))
            else { return nil }
            message = wire.message.nonEmpty
            reason = wire.reason.nonEmpty
            metadata = Metadata(continue: wire.metadata.continueToken.nonEmpty)
            return
        }
        let data = Data(response.body)
        guard let kind = try? JSONDecoder().decode(Kind.self, from: data), kind.kind == "Status",
            let status = try? JSONDecoder().decode(StatusBody.self, from: data)
        else { return nil }
        self = status
    }

    /// One line of a bounded length, whatever a server sends.
    var words: String { Self.oneLine(message ?? "") }

    static func oneLine(_ text: String) -> String {
        let text = text.map { $0.isNewline || $0.isWhitespace ? " " : $0 }.prefix(500)
        return String(text).unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
            .reduce(into: "") { $0.unicodeScalars.append($1) }
    }
}

extension Question {
    /// Nil where the answer is the object or page asked for.
    func problem(_ response: HTTPResponse, now: Double, failures: Int) -> ListPager.Outcome? {
        // A page is not read twice.
        let status = response.status == 200 ? nil : StatusBody(response)
        let words = status?.words ?? ""
        let isPage = response.mediaType == "text/html" || response.body.starts(with: Array("<".utf8))
        switch response.status {
        case 200:
            if isPage { return .failed(notKubernetes(response)) }
            return nil
        case 410: return .gone(continueToken: status?.metadata?.continue?.nonEmpty)
        case 429:
            let error = KubernetesError.rateLimited(resource: resource, attempts: failures + 1)
            return .refused(error, retryAfter: response.retryAfter(now: now))
        case 500...599:
            let error: KubernetesError =
                isPage
                ? notKubernetes(response)
                : .serverFailure(resource: resource, status: response.status, message: words)
            return .refused(error, retryAfter: response.status == 503 ? response.retryAfter(now: now) : nil)
        case _ where isPage: return .failed(notKubernetes(response))
        case 401: return .failed(.unauthorized(server: server))
        case 403:
            return .failed(.forbidden(verb: verb, resource: resource, namespace: namespace, message: words))
        case 404: return .missing(.notFound(resource: resource, namespace: namespace))
        case 300...399: return .failed(notKubernetes(response))
        default:
            return .failed(.unexpectedStatus(resource: resource, status: response.status, message: words))
        }
    }

    func notKubernetes(_ response: HTTPResponse) -> KubernetesError {
        let reason =
            switch response.status {
            case 300...399: "it answered with a redirect (status \(response.status))"
            case _ where response.mediaType == "text/html" || response.body.first == UInt8(ascii: "<"):
                "it answered with a web page (status \(response.status))"
            default: "its answer cannot be read as \(resource) (status \(response.status))"
            }
        return .notKubernetes(server: server, reason: reason)
    }
}
