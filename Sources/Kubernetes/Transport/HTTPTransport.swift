/// One exchange with the API server. The only part of this target that a test replaces, and only where no server is needed.
package protocol HTTPTransport: Sendable {
    /// Sends `request` and returns the whole answer.
    ///
    /// - Throws: where no complete answer came. A status of 400 and above is an answer.
    func send(_ request: HTTPRequest) async throws(KubernetesError) -> HTTPResponse
}

package struct HTTPRequest: Sendable {
    package var method: String
    /// Percent-encoded path and query, below the server's own path.
    package var path: String
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]?
    /// What is asked for, in errors: `pods`.
    package var resource: String
    /// The client certificate of this request; an exec plugin may give a new one in the middle of a sweep.
    package var identity: ClientIdentity?

    package init(
        method: String = "GET", path: String, headers: [(name: String, value: String)] = [], body: [UInt8]? = nil,
        resource: String, identity: ClientIdentity? = nil
    ) {
        self.method = method
        self.path = path
        self.headers = headers
        self.body = body
        self.resource = resource
        self.identity = identity
    }
}

package struct HTTPResponse: Sendable, Equatable {
    package var status: Int
    /// Names in lower case.
    package var headers: [String: String]
    package var body: [UInt8]

    package init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The media type without its parameters, in lower case.
    package var mediaType: String {
        let value = headers["content-type"] ?? ""
        return value.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
    }
}

/// A client certificate with its key, both PEM.
package struct ClientIdentity: Sendable, Hashable {
    package var certificate: [UInt8]
    package var key: Confidential<[UInt8]>

    package init(certificate: [UInt8], key: [UInt8]) {
        self.certificate = certificate
        self.key = Confidential(key)
    }
}

/// A value that neither `print`, `dump` nor an error shows.
package struct Confidential<Value: Sendable>: Sendable, CustomStringConvertible, CustomReflectable {
    package let value: Value
    package init(_ value: Value) { self.value = value }
    package var description: String { "(confidential)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Confidential: Equatable where Value: Equatable {}
extension Confidential: Hashable where Value: Hashable {}
