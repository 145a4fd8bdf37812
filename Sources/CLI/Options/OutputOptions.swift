import ArgumentParser
import Foundation
import Reporters
import ScanModel

/// What comes out, and when that ends in a non-zero status.
struct OutputOptions: ParsableArguments {
    @Option(
        name: [.short, .customLong("output")], parsing: .singleValue,
        help: ArgumentHelp(
            "A format (\(reporterNames)), or format=file; repeatable. Default: table.", valueName: "format[=file]"))
    var outputs: [String] = []
    @Flag(help: "Say in the tables how each trust store was read, when, and how much of it.")
    var explainEvidence = false
    @Option(help: ArgumentHelp("Colours: auto, always or never.", valueName: "when"))
    var color: ColorChoice = .auto
    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("Exit with 2 on high, medium (includes high) or unknown; repeatable.", valueName: "verdict"))
    var failOn: [FailOn] = []
    @Option(help: ArgumentHelp("Exit with 3 where fewer per cent of the containers are decided.", valueName: "percent"))
    var minCoverage: Double?
    @Option(help: ArgumentHelp("A YAML file of flags; flags and environment win over it.", valueName: "file"))
    var config: String?

    enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
        case auto, always, never

        /// How text looks: on stdout as wide as its terminal, coloured there where the environment has nothing against it.
        func style(
            toTerminal: Bool, environment: [String: String] = Invocation.current.environment
        ) -> TextStyle {
            let width = toTerminal ? Terminal.width : nil
            let isColored =
                switch self {
                case .always: true
                case .never: false
                case .auto: width != nil && environment["NO_COLOR"] == nil && environment["TERM"] != "dumb"
                }
            return TextStyle(color: isColored, width: width)
        }
    }
    enum FailOn: String, ExpressibleByArgument, CaseIterable { case high, medium, unknown }

    static var reporterNames: String { reporters.map { $0.name }.joined(separator: ", ") }

    func validate() throws {
        _ = try targets()
        if let minCoverage, !(0...100).contains(minCoverage) {
            throw ValidationError("--min-coverage is a percentage, from 0 to 100")
        }
    }

    struct Target {
        var reporter: any Reporter.Type
        /// Nil for stdout.
        var path: String?
    }

    /// Where each report goes; the table on stdout where nothing is said.
    func targets() throws -> [Target] {
        let targets = try (outputs.isEmpty ? ["table"] : ScopeOptions.words(outputs)).map { word in
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard let name = parts.first, let reporter = reporter(named: name) else {
                throw ValidationError("unknown output format '\(parts.first ?? word)': one of \(Self.reporterNames)")
            }
            return Target(reporter: reporter, path: parts.count > 1 ? parts[1] : nil)
        }
        guard targets.filter({ $0.path == nil }).count <= 1 else {
            throw ValidationError("only one output can go to stdout: give the others a file, as in -o json=sweep.json")
        }
        return targets
    }

    /// Writes the report everywhere it was asked for.
    ///
    /// - Parameters:
    ///   - report: what to render.
    ///   - environment: `NO_COLOR` and `TERM` are looked at.
    /// - Throws: ``FatalError`` where a file cannot be written.
    func write(_ report: Report, environment: [String: String]) throws {
        for target in try targets() {
            var style = color.style(toTerminal: target.path == nil, environment: environment)
            style.explainsEvidence = explainEvidence
            let text = try target.reporter.render(report, style: style)
            guard let path = target.path else {
                Terminal.write(text)
                continue
            }
            do {
                try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
            } catch {
                throw FatalError("cannot write \(path)", hint: "check that the folder exists and can be written")
            }
        }
    }

    /// The status that the gates ask for, and why; nil where none tripped (product.md, "exit").
    func gate(_ report: Report) -> (status: Int32, reason: String)? {
        let summary = report.summary
        for verdict in failOn {
            let (count, words) =
                switch verdict {
                case .high: (summary.high, "high")
                case .medium: (summary.high + summary.medium, "medium or high")
                case .unknown: (summary.unknown, "unknown")
                }
            let workloads = count == 1 ? "1 workload is" : "\(count) workloads are"
            if count > 0 { return (2, "--fail-on \(verdict.rawValue): \(workloads) \(words)") }
        }
        if let minCoverage, report.coverage.percent < minCoverage {
            return (3, "coverage is \(report.coverage.percent) %, below --min-coverage \(minCoverage)")
        }
        return nil
    }
}
