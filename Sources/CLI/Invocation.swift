import ArgumentParser
import Foundation
import Yams

/// How the program was called: its name, words and environment. Read once, here and nowhere below.
struct Invocation: Sendable {
    /// `argv[0]` and the words after it.
    var arguments: [String]
    var environment: [String: String]

    static let current = Invocation(
        arguments: CommandLine.arguments, environment: ProcessInfo.processInfo.environment)

    /// The user's home, as the environment says it, else as the system does.
    static func homeDirectory(in variables: [String: String]) -> String { variables["HOME"] ?? NSHomeDirectory() }

    /// `kubectl trustsweep` where kubectl started it as a plugin, so that usage shows what the user typed.
    var commandName: String {
        let file = arguments.first.map { $0.split(separator: "/").last.map(String.init) ?? $0 } ?? ""
        return file.hasPrefix("kubectl-") ? "kubectl trustsweep" : "trustsweep"
    }

    /// The words to parse: those typed, and behind them what `TRUSTSWEEP_…` variables and the `--config` file set for
    /// flags that were not typed. A flag beats the environment, the environment beats the file.
    ///
    /// - Parameter root: the command whose flags are asked for.
    /// - Returns: the words without `argv[0]`.
    /// - Throws: ``UsageError`` where the config file or a value in it is no good.
    func argumentsWithDefaults(for root: (some ParsableCommand).Type) throws -> [String] {
        let typed = Array(arguments.dropFirst())
        let variables = environment.filter { $0.key.hasPrefix("TRUSTSWEEP_") && $0.key != "TRUSTSWEEP_CONFIG" }
        let configuration = try configurationFile(typed: typed)
        guard !variables.isEmpty || !configuration.isEmpty else { return typed }
        let tree = try JSONDecoder().decode(ToolInfo.self, from: Data(root._dumpHelp().utf8))
        let known = tree.command.flags
        if let unknown = configuration.keys.sorted().first(where: { !known.contains($0) }) {
            throw UsageError(
                "the --config file sets '\(unknown)', and there is no flag --\(unknown)", hint: Self.configurationHint)
        }
        let command = tree.command.chosen(by: typed)
        var extra: [String] = []
        for argument in command.arguments ?? [] where argument.kind != "positional" {
            guard let long = argument.longName, long != "help", long != "version", long != "config" else { continue }
            guard !argument.isTyped(in: typed) else { continue }
            let variable = "TRUSTSWEEP_" + long.uppercased().replacing("-", with: "_")
            if let value = variables[variable] {
                extra += try argument.words(for: [value], origin: variable)
            } else if let values = configuration[long] {
                extra += try argument.words(for: values, origin: "\(long) in the --config file")
            }
        }
        // A word behind `--` is never a flag, so ours go before it.
        let end = typed.firstIndex(of: "--") ?? typed.endIndex
        return typed[..<end] + extra + typed[end...]
    }

    private func configurationFile(typed: [String]) throws -> [String: [String]] {
        var path = environment["TRUSTSWEEP_CONFIG"]
        for (index, word) in typed.enumerated() {
            if word == "--config", index + 1 < typed.count { path = typed[index + 1] }
            if word.hasPrefix("--config=") { path = String(word.dropFirst("--config=".count)) }
        }
        guard let path, !path.isEmpty else { return [:] }
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw UsageError("cannot read --config file \(path)", hint: "give the path of a YAML file of flags")
        }
        do {
            let node = try Yams.compose(yaml: text)
            guard let node else { return [:] }
            guard let mapping = node.mapping else {
                throw UsageError("--config file \(path) does not map flags to values", hint: Self.configurationHint)
            }
            var result: [String: [String]] = [:]
            for (key, value) in mapping {
                guard let name = key.string else { continue }
                result[name] = value.sequence.map { $0.compactMap(\.string) } ?? value.string.map { [$0] } ?? []
            }
            return result
        } catch let error as UsageError {
            throw error
        } catch {
            throw UsageError("--config file \(path) is not YAML", hint: Self.configurationHint)
        }
    }

    private static let configurationHint = "write one flag a line, by its long name, such as `page-size: 200`"
}

/// What ArgumentParser's help dump says of a command: the names and kinds of its flags.
private struct ToolInfo: Decodable {
    var command: Command

    struct Command: Decodable {
        var commandName: String
        var subcommands: [Command]?
        var defaultSubcommand: String?
        var arguments: [Argument]?

        /// The long names of its flags and its subcommands': one file may serve several commands.
        var flags: Set<String> {
            (subcommands ?? []).reduce(into: Set((arguments ?? []).compactMap(\.longName))) { $0.formUnion($1.flags) }
        }

        /// The subcommand that the words select.
        func chosen(by words: [String]) -> Command {
            let subcommands = subcommands ?? []
            if let first = words.first(where: { !$0.hasPrefix("-") }),
                words.first == first, let named = subcommands.first(where: { $0.commandName == first })
            {
                return named.chosen(by: Array(words.dropFirst()))
            }
            return subcommands.first { $0.commandName == defaultSubcommand } ?? self
        }
    }

    struct Argument: Decodable {
        var kind: String
        var names: [Name]?

        struct Name: Decodable {
            var kind: String
            var name: String
        }

        var longName: String? { names?.first { $0.kind == "long" }?.name }

        func isTyped(in words: [String]) -> Bool {
            (names ?? []).contains { name in
                if name.kind == "long" {
                    words.contains { $0 == "--\(name.name)" || $0.hasPrefix("--\(name.name)=") }
                } else {
                    words.contains { $0.hasPrefix("-\(name.name)") && !$0.hasPrefix("--") }
                }
            }
        }

        func words(for values: [String], origin: String) throws -> [String] {
            guard let longName else { return [] }
            guard kind == "flag" else { return values.flatMap { ["--\(longName)", $0] } }
            switch values.first?.lowercased() {
            case "true", "1", "yes", "on": return ["--\(longName)"]
            case "false", "0", "no", "off", "", nil: return []
            default: throw UsageError("\(origin) is neither true nor false", hint: "set it to true or false")
            }
        }
    }
}
