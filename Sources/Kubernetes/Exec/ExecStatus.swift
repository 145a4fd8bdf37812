internal import FoundationEssentials

/// How a command ended, as the error channel of a session says it: Kubernetes' `Status` in JSON.
///
/// Upstream: k8s.io/kubelet `pkg/cri/streaming/remotecommand/exec.go`, k8s.io/apiserver `pkg/util/proxy/streamtranslator.go`.
struct ExecStatus: Decodable, Sendable {
    private var status: String
    private var reason: String?
    private var message: String?
    private var code: Int?
    private var details: Details?

    private struct Details: Decodable {
        var causes: [Cause]?
    }

    private struct Cause: Decodable {
        var reason: String?
        var message: String?
    }

    enum Outcome: Equatable {
        case exit(ExecExit)
        /// The command did not run: the API server or the kubelet says why, as it would without a session.
        case refused(HTTPResponse)
        case unclear(words: String)
    }

    /// Nil where the bytes are not, or not yet, a whole `Status`.
    init?(_ json: [UInt8]) {
        guard let status = try? JSONDecoder().decode(ExecStatus.self, from: Data(json)) else { return nil }
        self = status
    }

    var outcome: Outcome {
        if status == "Success" { return .exit(.success) }
        let words = StatusBody.oneLine(message ?? "")
        guard status == "Failure" else { return .unclear(words: words) }
        if reason == "NonZeroExitCode" {
            let text = details?.causes?.first { $0.reason == "ExitCode" }?.message
            guard let number = text.flatMap({ Int($0) }), number != 0 else { return .unclear(words: words) }
            return .exit(.nonZero(number))
        }
        if Self.isAboutTheProgram(message ?? "") { return .exit(.notStarted(reason: words)) }
        guard let code, (400...599).contains(code) else { return .unclear(words: words) }
        return .refused(Self.response(code, words))
    }

    /// A `Status` in a session may lack its `kind`.
    private static func response(_ code: Int, _ words: String) -> HTTPResponse {
        let body = try? JSONEncoder().encode(["kind": "Status", "message": words])
        return HTTPResponse(
            status: code, headers: ["content-type": "application/json"], body: body.map { [UInt8]($0) } ?? [])
    }

    /// Whether a runtime says that the program is not there or cannot be executed.
    ///
    /// Every runtime has its own words, and nothing but words. "No such file or directory" alone is no sign: a runtime that has
    /// lost one of its own files says that too (google/gvisor, issue 120).
    private static func isAboutTheProgram(_ message: String) -> Bool {
        let signs = [
            // runc and every other runtime in Go: os/exec's own words, after a search of PATH.
            "executable file not found in",
            // runc: a path that is not there, not executable, or of another architecture.
            "unable to start container process: exec: \"", "starting container process caused: exec: \"",
            "starting container process caused \"exec: ",
            // crun.
            "executable file `",
            // gVisor.
            "error finding executable",
        ]
        return signs.contains { message.contains($0) } || namesMissingFile(message)
    }

    /// Kata's agent: `the file /bin/sh was not found` (kata-containers/kata-containers, issue 8026).
    private static func namesMissingFile(_ message: String) -> Bool {
        guard let start = message.firstRange(of: "the file ")?.upperBound else { return false }
        return message[start...].contains(" was not found")
    }
}
