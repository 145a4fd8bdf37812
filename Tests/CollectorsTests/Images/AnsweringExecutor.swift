import Crypto
import Kubernetes
import ScanModel
import Synchronization

@testable import Collectors

/// Answers as the script would in a container that holds one file, and counts.
final class AnsweringExecutor: ContainerExecutor {
    private let places = Mutex<[RunningContainer]>([])
    let answer: @Sendable (RunningContainer, [String]) throws(KubernetesError) -> ExecResult

    init(_ answer: @escaping @Sendable (RunningContainer, [String]) throws(KubernetesError) -> ExecResult) {
        self.answer = answer
    }

    func run(
        _ command: [String], in place: RunningContainer, seconds: Double, limit: Int
    ) async throws(KubernetesError) -> ExecResult {
        places.withLock { $0.append(place) }
        return try answer(place, command)
    }

    var asked: [RunningContainer] { places.withLock { $0 } }

    /// What the script writes where every wanted file has this content.
    static func output(_ text: String, for command: [String]) -> ExecResult {
        let digest = SHA256.hash(data: Array(text.utf8)).hexadecimal
        let count = command.count - 4
        let files = (0..<count).map { "file \($0) \(text.utf8.count) /x\n\(text)\nsum \(digest)\n" }.joined()
        return ExecResult(stdout: Array("\(files)end \(count)\n".utf8))
    }
}
