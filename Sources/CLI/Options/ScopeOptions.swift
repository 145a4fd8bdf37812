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

    func validate() throws {
        for text in [namespaceSelector, selector].compactMap({ $0 }) where LabelSelector(text) == nil {
            throw ValidationError("'\(text)' is no label selector: write it as in 'app=shop' or 'tier in (web, api)'")
        }
    }

    /// The words of a repeatable, comma-separated flag.
    static func words(_ values: [String]) -> [String] {
        values.flatMap { $0.split(separator: ",") }.map(String.init).filter { !$0.isEmpty }
    }
}
