import ArgumentParser
import Collectors

/// What to sweep.
struct ScopeOptions: ParsableArguments {
    @Option(
        name: [.short, .customLong("namespace")], parsing: .singleValue,
        help: ArgumentHelp(
            "A namespace, a comma-separated list or a glob such as 'team-*'; repeatable. Default: the context's.",
            valueName: "name"))
    var namespaces: [String] = []
    @Flag(name: [.customShort("A"), .long], help: "All namespaces.")
    var allNamespaces = false
    @Option(
        name: [.customShort("e"), .customLong("exclude-namespaces")], parsing: .singleValue,
        help: ArgumentHelp("Namespaces to leave out: names or globs; repeatable.", valueName: "glob"))
    var excludedNamespaces: [String] = []
    @Option(help: ArgumentHelp("Only namespaces with these labels.", valueName: "selector"))
    var namespaceSelector: String?
    @Option(
        name: [.customShort("l"), .long],
        help: ArgumentHelp("Only workloads with these labels.", valueName: "selector"))
    var selector: String?
    @Flag(help: "Also read the Secrets that workloads refer to, one by one, by name; only TLS facts are kept.")
    var secrets = false
    @Option(
        help: ArgumentHelp(
            "Read trust stores in running containers: auto, where a verdict depends on it; never; always.",
            valueName: "when"))
    var exec: ScanScope.ExecChoice = .auto
    @Option(help: ArgumentHelp("Commands that are run in containers, at most.", valueName: "count"))
    var maxExec = 500
    @Option(help: ArgumentHelp("How long one of them may take.", valueName: "time"))
    var execTimeout = TimeSpan(seconds: 30)

    var images: ImageLimits { ImageLimits(mostExecs: maxExec, seconds: execTimeout.seconds) }

    func validate() throws {
        guard maxExec > 0 else { throw ValidationError("--max-exec takes a number above 0; --exec never runs none") }
        for text in [namespaceSelector, selector].compactMap({ $0 }) where LabelSelector(text) == nil {
            throw ValidationError("'\(text)' is no label selector: write it as in 'app=shop' or 'tier in (web, api)'")
        }
    }

    /// The words of a repeatable, comma-separated flag.
    static func words(_ values: [String]) -> [String] {
        values.flatMap { $0.split(separator: ",") }.map(String.init).filter { !$0.isEmpty }
    }
}

extension ScanScope.ExecChoice: ExpressibleByArgument {}
