extension KubernetesClient {
    /// Runs a command in a running container, and waits for its end.
    ///
    /// The session is a WebSocket, opened with GET. RBAC needs `get` on `pods/exec`, and from Kubernetes 1.35 on `create` as well
    /// (kubernetes/kubernetes, pull request 134577: `AuthorizePodWebsocketUpgradeCreatePermission`).
    ///
    /// It takes its turn in the requests a second but none of the places for lists, which a long command would hold: the caller
    /// bounds how many run at once. Nothing ends a command in a container but the command: one that is given up here runs on.
    ///
    /// - Parameters:
    ///   - command: what to run, and where.
    ///   - seconds: how long one try may take, from its connection to its end. Only a busy API server (429, 503) is tried again.
    ///   - bytes: the most of standard output.
    /// - Returns: all of the output, and how the command ended. That it failed, or that there is no such program, is a result.
    /// - Throws: where the end of the command is not known for certain, or its output is longer than allowed: never a part of it.
    package func exec(
        _ command: ExecRequest, timeout seconds: Double, limit bytes: Int
    ) async throws(KubernetesError) -> ExecResult {
        var question = Question(verb: "get", resource: command.resource, namespace: command.namespace, server: server)
        var retries = RetryRules(attempts: limits.attempts)
        while true {
            let refusal: HTTPResponse
            switch try await open(command, timeout: seconds, limit: bytes) {
            case .ended(let result): return result
            case .refused(let response): refusal = response
            }
            question.verb = Self.refusedVerb(refusal)
            switch question.problem(refusal, now: pace.now(), failures: retries.failures) {
            case .refused(let error, let retryAfter):
                guard refusal.status == 429 || refusal.status == 503,
                    let wait = retries.wait(retryAfter: retryAfter, random: pace.random())
                else { throw error }
                await pace.sleep(wait)
            case .failed(let error), .missing(let error): throw error
            case .page, .gone, nil: throw question.notKubernetes(refusal)
            }
            try checkCancellation()
        }
    }

    private func open(
        _ command: ExecRequest, timeout: Double, limit: Int
    ) async throws(KubernetesError) -> ExecOutcome {
        try await authorized {
            $0.refusal?.status
        } send: { authorization async throws(KubernetesError) in
            await gate.pass()
            // An API server answers 406 to a wish for JSON where it only hands on to the kubelet (seen in 1.20).
            return try await execTransport.exec(
                ExecOrder(
                    request: command, headers: headers(accept: "*/*", authorization),
                    identity: authorization.identity, timeout: timeout, limit: limit))
        }
    }

    /// The second of the two rights is missing where the API server's sentence says so.
    private static func refusedVerb(_ refusal: HTTPResponse) -> String {
        StatusBody(refusal)?.message?.contains(" cannot create ") == true ? "create" : "get"
    }
}

extension ExecOutcome {
    fileprivate var refusal: HTTPResponse? {
        if case .refused(let response) = self { return response }
        return nil
    }
}
