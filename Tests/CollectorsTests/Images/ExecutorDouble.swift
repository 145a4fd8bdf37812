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

    /// The text in every file that the command asks for, no folder, and the variables that the image sets.
    static func output(
        _ text: String, of variables: [String: String] = [:], for command: [String]
    ) -> ExecResult {
        let wanted = command.dropFirst(4)
        let files = wanted.enumerated().map { number, argument in
            ["d", "n"].contains(argument.prefix(1))
                ? "absent \(number)\n" : "file \(number) \(text.utf8.count) /x\n\(text)\nsum \(sum(text))\n"
        }
        let facts = variables.sorted { $0.key < $1.key }.map { name, value in
            "fact \(value.utf8.count) variable \(name)\n\(value)\nsum \(sum(value))\n"
        }
        return ExecResult(stdout: Array("\((files + facts).joined())end \(wanted.count)\n".utf8))
    }

    static func sum(_ text: String) -> String { SHA256.hash(data: Array(text.utf8)).hexadecimal }
}
