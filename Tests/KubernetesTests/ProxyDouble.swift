import Foundation
import Testing

/// `Tests/Cluster/cases/portal.py`, running for one test: what may stand between a client and its API server.
final class ProxyDouble {
    let port: Int
    private let process = Process()
    private let output = Pipe()

    init(_ mode: String) throws {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Cluster/cases/portal.py").path
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", script, mode, "", ""]
        process.standardOutput = output
        try process.run()
        port = try #require(Int(Self.line(output)))
    }

    deinit {
        // A thread of Swift's blocks every other signal, and its children with it.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// The next line that it prints.
    func line() -> String { Self.line(output) }

    private static func line(_ pipe: Pipe) -> String {
        String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
