/// One pipeline of a script.
struct ShellStatement: Hashable {
    var pipeline: [ShellCommand]
    /// False where it depends on the outcome of another command whether it runs.
    var isCertain = true
}

/// One command of a pipeline, with where its input comes from and its output goes.
struct ShellCommand: Hashable {
    indirect enum Body: Hashable {
        case simple([ShellWord])
        /// `{ … }`, and `( … )`, which leaves the folder and the variables outside as they were.
        case group([ShellStatement], isSubshell: Bool)
        /// `for NAME in WORDS`; nil for the script's own arguments.
        case loop(String, in: [ShellWord]?, [ShellStatement])
        /// `if`, `case`, `while`: what always runs, and what may run.
        case branch([ShellStatement], alternatives: [[ShellStatement]])
        case function(String, [ShellStatement])
    }

    enum Input: Hashable {
        case file(ShellWord)
        /// A here-document or here-string.
        case text(ShellWord)
    }

    struct Output: Hashable {
        var file: ShellWord
        var appends: Bool
    }

    var body: Body
    var input: Input?
    var output: Output?

    init(_ body: Body, input: Input? = nil, output: Output? = nil) {
        self.body = body
        self.input = input
        self.output = output
    }

    /// A command whose words are known, as Kubernetes starts it without a shell.
    init(literal words: [String]) { self.init(.simple(words.map { ShellWord(literal: $0) })) }

    /// Whether nothing but its outcome counts, so that what follows behind `&&` may not run.
    var isTest: Bool {
        guard case .simple(let words) = body, let name = words.first?.plainText else { return false }
        return ["test", "[", "[[", "grep", "command", "which", "type", "false", "!", "diff", "cmp"].contains(name)
    }
}
