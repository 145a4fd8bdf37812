import Crypto
import Kubernetes
import ScanModel
import Synchronization

@testable import Collectors

/// Answers as the script would in a container that holds one file, and remembers what it was asked.
final class ExecutorDouble: ContainerExecutor {
    private let requests = Mutex<[(place: RunningContainer, command: [String])]>([])
    let answer: @Sendable (RunningContainer, [String]) throws(KubernetesError) -> ExecResult

    init(_ answer: @escaping @Sendable (RunningContainer, [String]) throws(KubernetesError) -> ExecResult) {
        self.answer = answer
    }

    func run(
        _ command: [String], in place: RunningContainer, seconds: Double, limit: Int
    ) async throws(KubernetesError) -> ExecResult {
        requests.withLock { $0.append((place, command)) }
        return try answer(place, command)
    }

    var asked: [RunningContainer] { requests.withLock { $0.map(\.place) } }

    /// The files of every command, as its arguments name them.
    var wanted: [[String]] { requests.withLock { $0.map { Array($0.command.dropFirst(4)) } } }

    static func output(_ text: String, for command: [String]) -> ExecResult {
        let digest = SHA256.hash(data: Array(text.utf8)).hexadecimal
        let count = command.count - 4
        let files = (0..<count).map { "file \($0) \(text.utf8.count) /x\n\(text)\nsum \(digest)\n" }.joined()
        return ExecResult(stdout: Array("\(files)end \(count)\n".utf8))
    }
}
