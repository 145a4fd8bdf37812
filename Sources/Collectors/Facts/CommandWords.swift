import Kubernetes
import ScanModel

/// `command` and `args` of a container, expanded, without credentials.
struct CommandWords {
    let words: [String]

    init(_ container: Container, _ environment: ContainerEnvironment) {
        words = Credentials.removed(
            fromWords: (container.command + container.args).map { Self.relevantLines(environment.expanded($0)) })
    }

    /// What starts a program that may talk to a database, and what copies files.
    private static let programs = [
        "psql", "pg_", "pgbouncer", "java", "node", "npm", "python", "gunicorn", "uvicorn", "dotnet", "rails", "php",
        "exec ", "export ", "cp ", "cat ", "install ", "mkdir ", "mv ",
    ]

    /// Of a script the lines that may hold a TLS fact; of the others the command and the paths alone.
    private static func relevantLines(_ word: String) -> String {
        guard word.contains(where: \.isWhitespace) else { return word }
        return word.textLines.map { line -> String in
            let line = line.trimmed
            if Relevance.keeps(name: "", value: line) || programs.contains(where: { line.contains($0) }) { return line }
            let assigned = line.prefix { $0 != "=" && !$0.isWhitespace }
            if assigned.count < line.count, Relevance.keeps(name: String(assigned), value: "") { return line }
            return line.split(separator: " ").enumerated().filter { index, token in
                index == 0 && !token.contains("=")
                    || ["/", "\"/", "'/", ">", "&&", "||", ";", "|"].contains { token.hasPrefix($0) }
            }.map(\.element).joined(separator: " ")
        }.filter { !$0.isEmpty }.joined(separator: "\n")
    }
}
