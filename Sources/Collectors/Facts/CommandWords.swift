import Kubernetes
import ScanModel

/// `command` and `args` of a container, expanded, without credentials.
struct CommandWords {
    let words: [String]

    init(_ container: Container, _ environment: ContainerEnvironment) {
        words = Credentials.removed(
            fromWords: (container.command + container.args).map { word in
                let word = environment.expanded(word)
                return word.contains(where: \.isWhitespace) ? RelevantScript.relevantLines(word) : word
            })
    }
}
