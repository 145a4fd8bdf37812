import ScanModel

/// The flags of a container's JVM, in the order in which it takes them: of a property that is set twice the later one stands.
///
/// HotSpot reads `JAVA_TOOL_OPTIONS`, the command line, then `_JAVA_OPTIONS` (`Arguments::parse_vm_init_args`); the `java` launcher
/// puts `JDK_JAVA_OPTIONS` at the front of the command line (`JLI_AddArgsFromEnvVar`). The JVM knows no other variable:
/// `JAVA_OPTS`, `CATALINA_OPTS` and their kin are start scripts', catalina.sh's order being `JAVA_OPTS`, `CATALINA_OPTS`.
struct JavaOptions {
    private let settings: ContainerSettings

    init(_ settings: ContainerSettings) { self.settings = settings }

    static let variables = ["JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"] + scriptVariables + ["_JAVA_OPTIONS"]

    private static let scriptVariables = [
        "JAVA_OPTS", "JAVA_OPTIONS", "JVM_OPTS", "JAVA_ARGS", "JAVA_OPTS_APPEND", "CATALINA_OPTS",
    ]

    /// What `-Dname=value` sets, with the place that decides.
    func property(_ name: String) -> Connection.Option? {
        let flag = "-D\(name)="
        var found = settings.all.first { $0.name == name && $0.fileName != nil }.map {
            Connection.Option(value: $0.value, source: $0.source.words, setting: $0.name)
        }
        func look(in words: [String], _ source: String, _ setting: String) {
            for word in words where word.hasPrefix(flag) {
                found = Connection.Option(value: String(word.dropFirst(flag.count)), source: source, setting: setting)
            }
        }
        func look(at variables: [String]) {
            for variable in variables {
                guard let setting = settings.facts.environment(variable) else { continue }
                let words = ShellWords(settings.expanded(setting.value)).commands.flatMap { $0 }
                look(in: words, setting.source.words, variable)
            }
        }
        look(at: ["JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"])
        let direct = settings.commands.compactMap(Self.flags)
        // Where `java` itself is the command no script puts variables of its own in front of it.
        if direct.isEmpty { look(at: Self.scriptVariables) }
        let others = settings.commands.filter { Self.flags(of: $0) == nil }
        look(in: direct.isEmpty ? others.flatMap { $0 } : direct.flatMap { $0 }, "argument", "-D" + name)
        look(at: ["_JAVA_OPTIONS"])
        return found
    }

    /// The words between `java` and its main class or JAR file, which are the JVM's; nil where the command is none.
    private static func flags(of words: [String]) -> [String]? {
        guard let start = words.firstIndex(where: { ToolCommand.baseName($0) == "java" }) else { return nil }
        var flags: [String] = []
        var rest = words[(start + 1)...]
        while let word = rest.popFirst() {
            if ["-cp", "-classpath", "--class-path", "-p", "--module-path", "--add-opens"].contains(word) {
                _ = rest.popFirst()
            } else if word == "-jar" || word == "-m" || word == "--module" || !word.hasPrefix("-") {
                break
            } else {
                flags.append(word)
            }
        }
        return flags
    }
}
