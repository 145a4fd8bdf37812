import ArgumentParser
import Foundation
import ScanModel

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Render a saved JSON report again, in another format.")

    @Argument(help: ArgumentHelp("A report written by scan -o json.", valueName: "saved.json"))
    var path: String
    @OptionGroup(title: "Output") var output: OutputOptions

    func run() async throws {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw FatalError("cannot read \(path)", hint: "give the path of a file written by scan -o json=FILE")
        }
        let report: Report
        do {
            report = try JSONDecoder().decode(Report.self, from: data)
        } catch {
            throw FatalError(
                "\(path) is not a report of schema version 1",
                hint: "write one with: \(Invocation.current.commandName) scan -o json=sweep.json")
        }
        guard report.schemaVersion == 1 else {
            throw FatalError(
                "\(path) has schema version \(report.schemaVersion), this program reads 1",
                hint: "use the version of trustsweep that wrote it")
        }
        try output.write(report, environment: Invocation.current.environment)
    }
}
