/// One command in a container, from the connection to its exit status. Tests hand in a double; ``CurlExecTransport`` is the real one.
package protocol ExecTransport: Sendable {
    /// Opens a session of its own, and waits until the command has ended.
    ///
    /// - Throws: where neither the command's exit status nor the API server's refusal came. A refusal is an answer.
    func exec(_ order: ExecOrder) async throws(KubernetesError) -> ExecOutcome
}

/// Everything that one session needs to know.
package struct ExecOrder: Sendable {
    package var request: ExecRequest
    package var headers: [(name: String, value: String)]
    package var identity: ClientIdentity?
    /// Seconds from the beginning of the connection to the end of the session.
    package var timeout: Double
    /// The most bytes of standard output.
    package var limit: Int

    package init(
        request: ExecRequest, headers: [(name: String, value: String)] = [], identity: ClientIdentity? = nil,
        timeout: Double, limit: Int
    ) {
        self.request = request
        self.headers = headers
        self.identity = identity
        self.timeout = timeout
        self.limit = limit
    }
}

package enum ExecOutcome: Sendable, Equatable {
    /// The command has run to its end, or its program cannot be started.
    case ended(ExecResult)
    /// The API server answers with a status of HTTP in place of a session, or as the session's only word.
    case refused(HTTPResponse)
}

/// The transport of a client that was given none: it runs nothing.
struct NoExecTransport: ExecTransport {
    func exec(_ order: ExecOrder) async throws(KubernetesError) -> ExecOutcome {
        throw order.request.interrupted("this client was made without a way to run commands")
    }
}

extension ExecRequest {
    /// As errors name it: `pods/web-1/exec`.
    var resource: String { "pods/\(pod)/exec" }

    func interrupted(_ reason: String) -> KubernetesError {
        .execInterrupted(pod: pod, namespace: namespace, reason: reason)
    }
}
