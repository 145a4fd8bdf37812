import Kubernetes
import ScanModel

/// Follows a container's commands through the files they write.
///
/// Nothing is assumed: what a command that is not understood may have written, and what depends on a condition, is
/// unknown from then on, with the reason.
struct ScriptRun {
    var files: ContainerFiles
    var variables: ShellVariables
    /// Where relative paths start; nil for the image's own folder.
    var folder: String?
    let content: (TrustStoreLocation) -> CollectedStore.Content

    /// What is in the key stores that the script made, by path: keytool takes each name once.
    var keyStoreAliases: [String: Set<String>] = [:]
    /// What the distribution's tool put into the system's store: into its folder of hashed names too.
    var installed: Set<TrustStoreLocation> = []
    private var functions: [String: [ShellStatement]] = [:]
    private var depth = 0
    private var steps = 0
    /// Whether this is the container of an application: its last command is the program, which reads what it is given.
    let isProgram: Bool
    var isLastCommand = false
    /// Set by `exit`.
    private(set) var hasEnded = false
    /// Whether an `exit` may have ended the script before.
    private var mayHaveEnded = false

    /// A script that runs longer is nobody's, or an attack.
    private static let mostSteps = 5_000

    init(
        files: ContainerFiles, environment: ContainerEnvironment, folder: String?, isProgram: Bool,
        content: @escaping (TrustStoreLocation) -> CollectedStore.Content
    ) {
        self.isProgram = isProgram
        self.files = files
        variables = ShellVariables(environment)
        self.folder = folder
        self.content = content
    }

    /// For sentences: `container setup`.
    var who: String { "container \(files.container.name)" }

    func end(_ sentence: String) -> FileContent { .unknown(how: "that \(sentence) in \(who)") }

    /// Runs the statements one after the other.
    ///
    /// - Returns: what they print.
    mutating func run(_ statements: [ShellStatement], input: FileContent? = nil) -> FileContent {
        var printed = FileContent.nothing
        for statement in statements where !hasEnded {
            if statement.isCertain, !mayHaveEnded {
                printed = printed + run(statement.pipeline, input: input)
            } else if runUncertainly({ $0.run(statement.pipeline, input: input) }) {
                printed = printed + end("may print something")
            }
        }
        return printed
    }

    /// Runs what may not run at all: whatever it changes is unknown afterwards.
    ///
    /// - Returns: whether it may print something.
    private mutating func runUncertainly(_ body: (inout ScriptRun) -> FileContent) -> Bool {
        var other = self
        other.mayHaveEnded = false
        let printed = body(&other)
        files.merge(uncertain: other.files, how: "that \(who) writes under a condition")
        variables.merge(uncertain: other.variables)
        functions.merge(other.functions) { first, _ in first }
        if folder != other.folder { folder = nil }
        if other.hasEnded { mayHaveEnded = true }
        steps = other.steps
        return printed != .nothing
    }

    private mutating func run(_ pipeline: [ShellCommand], input: FileContent?) -> FileContent {
        var stream = input
        for command in pipeline { stream = run(command, input: stream) }
        return stream ?? .nothing
    }

    /// One command with its redirections.
    private mutating func run(_ command: ShellCommand, input: FileContent?) -> FileContent {
        steps += 1
        guard steps < Self.mostSteps, depth < 32 else {
            files.spoil(matching: "*", how: "that \(who) may write, by a script that is too long to be followed")
            hasEnded = true
            return end("prints, by a script that is too long to be followed")
        }
        depth += 1
        defer { depth -= 1 }
        var input = input
        switch command.input {
        case .file(let word)?: input = read(variables.text(of: word))
        case .text(let word)?: input = document(word)
        case nil: break
        }
        let printed: FileContent
        switch command.body {
        case .simple(let words): printed = run(words, input: input)
        case .group(let statements, let isSubshell):
            let (variables, folder) = (variables, folder)
            printed = run(statements, input: input)
            if isSubshell { (self.variables, self.folder, hasEnded) = (variables, folder, false) }
        case .loop(let name, let words, let body): printed = loop(name, words, body, input: input)
        case .branch(let condition, let alternatives):
            _ = run(condition, input: input)
            var mayPrint = false
            for body in alternatives {
                mayPrint = runUncertainly { $0.run(body, input: input) } || mayPrint
            }
            printed = mayPrint ? end("may print something") : .nothing
        case .function(let name, let body):
            functions[name] = body
            printed = .nothing
        }
        guard let output = command.output else { return printed }
        write(printed, to: variables.text(of: output.file), appends: output.appends)
        return .nothing
    }

    /// Each turn of a loop whose list is known; else what it may do.
    private mutating func loop(
        _ name: String, _ words: [ShellWord]?, _ body: [ShellStatement], input: FileContent?
    ) -> FileContent {
        let items = words.map { $0.flatMap { expanded($0) } }
        guard let items, items.allSatisfy(\.isKnown) else {
            variables.set(name, nil)
            return runUncertainly { $0.run(body, input: input) } ? end("may print something") : .nothing
        }
        var printed = FileContent.nothing
        for item in items where !hasEnded {
            variables.set(name, item)
            printed = printed + run(body, input: input)
        }
        return printed
    }

    /// The word as the shell passes it: a pattern becomes the files that fit it, a bare variable its words.
    func expanded(_ word: ShellWord) -> [ShellText] {
        var text = variables.text(of: word)
        if let variable = word.onlyVariable, !variable.isQuoted, text.isKnown, !text.text.contains(where: \.isNewline) {
            return text.text.split(whereSeparator: \.isWhitespace).map { ShellText(String($0)) }
        }
        guard text.isGlob, text.isKnown, let path = absolute(text.text) else { return [text] }
        let fixed = path.prefix { $0 != "*" && $0 != "?" }
        let (candidates, isComplete) = files.files(in: ContainerPath.folder(String(fixed)))
        let glob = Glob(path)
        let depth = path.split(separator: "/").count
        let found = candidates.filter { glob.matches($0) && $0.split(separator: "/").count == depth }
        guard isComplete else {
            text.isKnown = false
            return found.map { ShellText($0) } + [text]
        }
        return found.isEmpty ? [text] : found.map { ShellText($0) }
    }

    /// The path from the root; nil where the folder it starts in is not known.
    func absolute(_ path: String) -> String? {
        if path.hasPrefix("/") { return ContainerPath.normalized(path) }
        return folder.map { ContainerPath.normalized(ContainerPath.join($0, path)) }
    }

    private mutating func run(_ words: [ShellWord], input: FileContent?) -> FileContent {
        var words = words[...]
        while let first = words.first, let assignment = first.assignment {
            // Before a command it counts for that command alone, which is more than is followed here.
            variables.set(
                assignment.name, words.allSatisfy { $0.assignment != nil } ? variables.text(of: assignment.value) : nil)
            words = words.dropFirst()
        }
        while let name = words.first?.plainText, Self.wrappers.contains(ContainerPath.lastPart(name)) {
            words = words.dropFirst()
            while let word = words.first, word.assignment != nil || word.plainText?.hasPrefix("-") == true {
                words = words.dropFirst()
            }
        }
        guard let first = words.first else { return .nothing }
        let name = ContainerPath.lastPart(variables.text(of: first).text)
        let rest = Array(words.dropFirst())
        switch name {
        case "exit":
            // A pod whose set-up fails does not start: only success is an end that counts.
            let status = rest.first.map { variables.text(of: $0) }
            if status == nil || status?.text == "0" { hasEnded = true }
            return .nothing
        case "export", "local", "readonly", "declare", "typeset":
            for word in rest {
                if let assignment = word.assignment {
                    variables.set(assignment.name, variables.text(of: assignment.value))
                }
            }
            return .nothing
        case "read", "unset":
            for word in rest { word.plainText.map { variables.set($0, nil) } }
            return .nothing
        case "echo", "printf": return printed(by: name, rest)
        default: break
        }
        if let body = functions[name] { return run(body, input: input) }
        return run(name, rest.flatMap { expanded($0) }, input: input)
    }

    private static let wrappers: Set<String> = ["sudo", "exec", "command", "nice", "nohup", "time", "env", "busybox"]
}
