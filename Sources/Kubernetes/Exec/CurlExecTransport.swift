/// The real exec: a connection and a thread of its own for each session, with the TLS, proxy and name settings of every request.
///
/// A session cannot share the driver's connections: it takes one over from HTTP. How many run at once is the caller's choice.
package struct CurlExecTransport: ExecTransport {
    private let settings: TransportSettings

    package init(_ settings: TransportSettings) { self.settings = settings }

    package func exec(_ order: ExecOrder) async throws(KubernetesError) -> ExecOutcome {
        let session = ExecSession(order, settings)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                session.start { continuation.resume(returning: $0) }
            }
        } onCancel: {
            session.cancel()
        }
        return try result.get()
    }
}
