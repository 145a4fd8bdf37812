/// A command to run in a running container, without a shell of ours, a terminal or standard input.
package struct ExecRequest: Sendable, Hashable {
    package var namespace: String
    package var pod: String
    package var container: String
    /// The program and its arguments. Nothing expands them.
    package var command: [String]

    package init(namespace: String, pod: String, container: String, command: [String]) {
        self.namespace = namespace
        self.pod = pod
        self.container = container
        self.command = command
    }

    /// Below the server: Kubernetes' `PodExecOptions` as a query.
    var path: String {
        let options =
            [("container", container)] + command.map { ("command", $0) }
            + [("stdin", "false"), ("stdout", "true"), ("stderr", "true"), ("tty", "false")]
        let query = options.map { "\($0.0)=\(PercentEncoding.encode($0.1))" }.joined(separator: "&")
        return Pod.resource.path(version: 0, namespace: namespace, name: pod) + "/exec?" + query
    }
}

/// What a command wrote, to its end, and how it ended.
///
/// There is no result of a part of the output: where the end is not known, an error is thrown.
package struct ExecResult: Sendable, Hashable {
    package var stdout: [UInt8]
    /// The beginning of it, at most ``mostStderr`` bytes: words for a person.
    package var stderr: [UInt8]
    package var exit: ExecExit

    package static let mostStderr = 16 << 10

    package init(stdout: [UInt8] = [], stderr: [UInt8] = [], exit: ExecExit = .success) {
        self.stdout = stdout
        self.stderr = stderr
        self.exit = exit
    }
}

/// How a command ended.
package enum ExecExit: Sendable, Hashable {
    case success
    /// Never 0. Docker's runtime reports a program that is not there in this way too: 126 or 127.
    case nonZero(Int)
    /// The container has no such program, or it cannot be executed there; the runtime's own words, bounded.
    case notStarted(reason: String)
}
