import ArgumentParser
import RiskEngine
import ScanModel

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Say what a finding's code means and how to fix it.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Argument(help: ArgumentHelp("A code such as TS101; without one, all codes are listed.", valueName: "code"))
    var code: String?
    @Option(name: [.short, .customLong("output")], help: ArgumentHelp("text or json.", valueName: "format"))
    var output: Format = .text

    func run() async throws {
        let codes = try code.map { [try Self.known($0)] } ?? FindingCode.allCases
        switch output {
        case .json: Terminal.write(try jsonText(codes.map(Entry.init)))
        case .text where code == nil:
            for code in codes { Terminal.write("\(code.rawValue)  \(code.title)\n") }
        case .text:
            for code in codes { Terminal.write(Entry(code).text) }
        }
    }

    private static func known(_ code: String) throws -> FindingCode {
        guard let known = FindingCode(rawValue: code.uppercased()) else {
            throw UsageError(
                "unknown code '\(code)'", hint: "list all codes with: \(Invocation.current.commandName) explain")
        }
        return known
    }

    /// All that there is to say of one code.
    private struct Entry: Encodable {
        let code: String
        let verdict: Verdict
        let title: String
        let explanation: String
        let remedy: String
        let evidence: [String]

        init(_ code: FindingCode) {
            self.code = code.rawValue
            verdict = code.verdict
            title = code.title
            explanation = code.explanation
            remedy = code.advice
            evidence = code.evidence
        }

        var text: String {
            """
            \(code)  \(title)

            \(explanation)

            Fix: \(remedy)

            Evidence:
            \(evidence.map { "  \($0)\n" }.joined())
            """
        }
    }
}
