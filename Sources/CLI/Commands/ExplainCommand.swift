import ArgumentParser
import RiskEngine

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Say what a finding's code means and how to fix it.")

    @Argument(help: ArgumentHelp("A code such as TS101; without one, all codes are listed.", valueName: "code"))
    var code: String?

    func run() async throws {
        guard let code else {
            for code in FindingCode.allCases {
                Terminal.write("\(code.rawValue)  \(code.title)\n")
            }
            return
        }
        guard let known = FindingCode(rawValue: code.uppercased()) else {
            throw UsageError(
                "unknown code '\(code)'", hint: "list all codes with: \(Invocation.current.commandName) explain")
        }
        Terminal.write(
            """
            \(known.rawValue)  \(known.title)

            \(known.explanation)

            Fix: \(known.advice)

            """)
    }
}
