import ArgumentParser
import Foundation
import Reporters
import ScanModel
import TrustAssessment

struct AssessCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        let name = Invocation.current.commandName
        return CommandConfiguration(
            commandName: "assess",
            abstract: "Say what a client makes of a trust store through a rotation, without a cluster.",
            discussion: """
                  # will this file do for psql?
                  \(name) assess --store ca.pem --client libpq --sslmode verify-full

                  # every client in every mode, before touching the file
                  \(name) assess --store ca.pem --client all --sslmode all

                  # the system's store, the driver of one Python version, one rotation
                  \(name) assess --store /etc/ssl/certs --client asyncpg --runtime 'python 3.13' --rotation aws-rds-2024

                  # one handshake a line, for scripts: JSON in, JSON out
                  \(name) assess --batch rows.jsonl

                Clients: \(Client.names.joined(separator: ", ")).
                """)
    }

    @OptionGroup(title: "Question") var question: AssessOptions
    @OptionGroup(title: "Rotation") var rotation: RotationOptions
    @Option(
        name: [.short, .customLong("output")], help: ArgumentHelp("table or json.", valueName: "format"))
    var output: Format = .table
    @Option(help: ArgumentHelp("Colours: auto, always or never.", valueName: "when"))
    var color: OutputOptions.ColorChoice = .auto
    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("Exit with 2 on high, medium (includes high) or unknown; repeatable.", valueName: "verdict"))
    var failOn: [OutputOptions.FailOn] = []
    @Option(help: ArgumentHelp("A YAML file of flags; flags and environment win over it.", valueName: "file"))
    var config: String?

    enum Format: String, ExpressibleByArgument, CaseIterable { case table, json }

    func run() async throws {
        if let batch = question.batch { return try BatchRun(path: batch).run() }
        let run = try AssessmentRun(question: question, rotation: rotation)
        switch output {
        case .json: Terminal.write(try Self.json(run.rows))
        case .table:
            let style = color.style(toTerminal: true)
            Terminal.write(AssessmentMatrix.render(run.rows.map(\.line), heading: run.heading, style: style))
        }
        if let reason = gate(run.rows) {
            Terminal.say(reason)
            Terminal.end(2)
        }
    }

    /// One object for one combination, an array for several.
    private static func json(_ rows: [AssessmentRow]) throws -> String {
        if let only = rows.first, rows.count == 1 { return try jsonText(only) }
        return try jsonText(rows)
    }

    /// Why the status is 2; nil where no gate tripped.
    private func gate(_ rows: [AssessmentRow]) -> String? {
        for verdict in failOn {
            let counted: Set<Verdict> =
                switch verdict {
                case .high: [.high]
                case .medium: [.high, .medium]
                case .unknown: [.unknown]
                }
            let count = rows.count { counted.contains($0.assessment.verdict) }
            let words = verdict == .medium ? "medium or high" : verdict.rawValue
            if count > 0 {
                return "--fail-on \(verdict.rawValue): \(count) of \(rows.count) \(count == 1 ? "is" : "are") \(words)"
            }
        }
        return nil
    }
}
