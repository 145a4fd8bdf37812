import ArgumentParser

/// The program: a set of commands, `scan` where none is named.
@main
struct Trustsweep: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: Invocation.current.commandName,
            abstract: "Find the workloads that a CA rotation will break.",
            discussion: """
                Reads the cluster, never changes it.

                  # everything in one namespace
                  \(Invocation.current.commandName) -n shop

                  # all namespaces, as JSON for a script
                  \(Invocation.current.commandName) -A -o json

                  # gate a pipeline on manifests, without a cluster
                  \(Invocation.current.commandName) --from manifests/ --fail-on high

                Every flag can be set by an environment variable: --page-size is TRUSTSWEEP_PAGE_SIZE.

                Exit status:

                    0  the scan finished
                    1  it could not run
                    2  --fail-on is met
                    3  coverage is below --min-coverage
                   64  wrong usage
                  124  --timeout was reached; the partial report is written
                """,
            version: version,
            groupedSubcommands: [
                CommandGroup(name: "Sweep", subcommands: [ScanCommand.self, DemoCommand.self, SnapshotCommand.self]),
                CommandGroup(
                    name: "Ask", subcommands: [AssessCommand.self, InspectCommand.self, RotationsCommand.self]),
                CommandGroup(name: "Read", subcommands: [ReportCommand.self, ExplainCommand.self]),
                CommandGroup(name: "Program", subcommands: [CompletionCommand.self, VersionCommand.self]),
            ],
            defaultSubcommand: ScanCommand.self)
    }

    /// The program's version, as in `--version`, reports and the User-Agent.
    static let version = "0.1.0"

    static func main() async {
        let invocation = Invocation.current
        do {
            let arguments = try invocation.argumentsWithDefaults(for: Trustsweep.self)
            var command = try parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            Terminal.end(0)
        } catch {
            Terminal.exit(for: error)
        }
    }
}
