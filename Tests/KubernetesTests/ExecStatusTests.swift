import Foundation
import Testing

@testable import Kubernetes

@Suite struct ExecStatusTests {
    private func outcome(_ json: String) throws -> ExecStatus.Outcome {
        try #require(ExecStatus(Array(json.utf8))).outcome
    }

    private func failure(_ message: String, code: Int? = 500) throws -> ExecStatus.Outcome {
        let text = String(decoding: try JSONEncoder().encode(message), as: UTF8.self)
        let code = code.map { #","code":\#($0)"# } ?? ""
        return try outcome(
            #"{"metadata":{},"status":"Failure","message":\#(text),"reason":"InternalError","details":{"causes":[{}]}\#(code)}"#
        )
    }

    @Test func readsSuccessAndAnExitCode() throws {
        #expect(try outcome(#"{"metadata":{},"status":"Success"}"#) == .exit(.success))
        let json = """
            {"metadata":{},"status":"Failure","message":"command terminated with non-zero exit code: exit status 3",
             "reason":"NonZeroExitCode","details":{"causes":[{"reason":"Other","message":"9"},{"reason":"ExitCode","message":"3"}]}}
            """
        #expect(try outcome(json) == .exit(.nonZero(3)))
    }

    @Test(arguments: [
        #"{"causes":[{"reason":"ExitCode","message":"0"}]}"#, #"{"causes":[{"reason":"ExitCode","message":"x"}]}"#,
        #"{"causes":[{"reason":"ExitCode"}]}"#, #"{"causes":[]}"#, "{}", "null",
    ])
    func anExitCodeThatCannotBeReadIsNotSuccess(details: String) throws {
        let json = #"{"status":"Failure","reason":"NonZeroExitCode","message":"m","details":\#(details)}"#
        #expect(try outcome(json) == .unclear(words: "m"))
    }

    /// As containerd with runc (now, and releases back to 2019), CRI-O with crun, gVisor and Kata say it.
    @Test(arguments: [
        #"OCI runtime exec failed: exec failed: unable to start container process: exec: "ps": executable file not found in $PATH: unknown"#,
        #"OCI runtime exec failed: exec failed: unable to start container process: exec: "/bin/sh": stat /bin/sh: no such file or directory: unknown"#,
        #"OCI runtime exec failed: exec failed: container_linux.go:380: starting container process caused: exec: "/etc": permission denied: unknown"#,
        #"OCI runtime exec failed: exec failed: container_linux.go:345: starting container process caused "exec: \"sh\": stat sh: no such file or directory": unknown"#,
        "exec failed: executable file `sh` not found in $PATH: No such file or directory",
        #"error finding executable "sh" in PATH [/bin]: no such file or directory"#,
        #"rpc status: code: INTERNAL message: "the file /bin/bash was not found""#,
    ])
    func aProgramThatIsNotThereIsNoFailureOfTheCluster(words: String) throws {
        let message = "Internal error occurred: error executing command in container: \(words)"
        #expect(try failure(message) == .exit(.notStarted(reason: message)))
    }

    @Test(arguments: [
        "open /run/containerd/io.containerd.runtime.v1.linux/k8s.io/7ae4/b937-internal.pid: no such file or directory: unknown",
        "error dialing backend: dial tcp 10.0.0.5:10250: connect: connection refused",
        #"unable to upgrade connection: container not found ("app")"#,
        "exec failed: unable to start container process: error executing setns process: exit status 1: unknown",
        "connection was not found",
    ])
    func aRuntimeInTroubleSaysNothingOfTheProgram(words: String) throws {
        let message = "Internal error occurred: \(words)"
        guard case .refused(let response) = try failure(message) else {
            Issue.record("expected a refusal")
            return
        }
        #expect(response.status == 500)
        #expect(StatusBody(response)?.words == message)
    }

    @Test func aFailureWithoutAStatusOfHTTPIsUnclear() throws {
        #expect(try failure("odd", code: nil) == .unclear(words: "odd"))
        #expect(try failure("odd", code: 200) == .unclear(words: "odd"))
        #expect(try outcome(#"{"status":"Maybe","message":"odd"}"#) == .unclear(words: "odd"))
    }

    @Test func theWordsAreOneBoundedLine() throws {
        let long = "executable file not found in $PATH\n\u{1B}[31m" + String(repeating: "x", count: 9000)
        guard case .exit(.notStarted(let reason)) = try failure(long) else {
            Issue.record("expected notStarted")
            return
        }
        #expect(reason.count <= 500)
        #expect(!reason.contains { $0.isNewline || $0 == "\u{1B}" })
    }

    @Test func whatIsNotAWholeStatusIsNone() {
        let whole = Array(#"{"metadata":{},"status":"Success"}"#.utf8)
        for count in 0..<whole.count { #expect(ExecStatus(Array(whole.prefix(count))) == nil) }
        for text in ["null", "[]", "3", "{}", #"{"status":3}"#] { #expect(ExecStatus(Array(text.utf8)) == nil) }
    }
}
