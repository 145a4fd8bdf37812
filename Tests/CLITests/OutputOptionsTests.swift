import ArgumentParser
import Reporters
import ScanModel
import Testing

@testable import CLI

@Suite struct OutputOptionsTests {
    private func report(_ verdicts: [Verdict], percent: Double = 100) -> Report {
        let workloads = verdicts.enumerated().map { index, verdict in
            let finding = Finding(
                id: "X\(index)", code: "TS101", verdict: verdict, title: "", rotation: "r", endpoint: nil,
                client: Finding.Client(name: "libpq", version: nil, source: ""), mode: Mode(value: nil, source: ""),
                before: nil, after: nil, security: nil, stores: [], basis: .evidence, reasons: [], remedy: [],
                needsRestart: nil)
            return Report.Workload(
                kind: "Deployment", name: "w\(index)",
                containers: [Report.Container(name: "c", image: "i", imageID: nil, findings: [finding])])
        }
        return Report(
            tool: Report.Tool(name: "trustsweep", version: "0"), cluster: Report.Cluster(server: "s"),
            scope: Report.Scope(namespaces: []), rotations: [], startedAt: "", finishedAt: "",
            coverage: Report.Coverage(containers: verdicts.count, decided: verdicts.count, percent: percent, gaps: []),
            namespaces: [Report.Namespace(name: "n", workloads: workloads)])
    }

    private struct Case: Sendable {
        var flags: [String]
        var verdicts: [Verdict]
        var status: Int32
    }

    private static let cases: [Case] = [
        Case(flags: ["--fail-on", "high"], verdicts: [.high], status: 2),
        Case(flags: ["--fail-on", "high"], verdicts: [.medium, .unknown], status: 0),
        Case(flags: ["--fail-on", "medium"], verdicts: [.high], status: 2),
        Case(flags: ["--fail-on", "medium"], verdicts: [.medium], status: 2),
        Case(flags: ["--fail-on", "medium"], verdicts: [.low, .unknown], status: 0),
        Case(flags: ["--fail-on", "unknown"], verdicts: [.unknown], status: 2),
        Case(flags: ["--fail-on", "unknown"], verdicts: [.high], status: 0),
        Case(flags: ["--fail-on", "high", "--fail-on", "unknown"], verdicts: [.unknown], status: 2),
        Case(flags: [], verdicts: [.high, .unknown], status: 0),
    ]

    @Test(arguments: cases)
    private func failOnTrips(example: Case) throws {
        let gate = try OutputOptions.parse(example.flags).gate(report(example.verdicts))
        #expect((gate?.status ?? 0) == example.status)
    }

    @Test func coverageBelowTheMinimumTrips() throws {
        let options = try OutputOptions.parse(["--min-coverage", "100"])
        #expect(options.gate(report([.low], percent: 99.9))?.status == 3)
        #expect(options.gate(report([.low])) == nil)
    }

    @Test func aVerdictGateComesBeforeTheCoverageGate() throws {
        let options = try OutputOptions.parse(["--min-coverage", "100", "--fail-on", "high"])
        #expect(options.gate(report([.high], percent: 50))?.status == 2)
    }

    @Test(arguments: [["-o", "yml"], ["-o", "table", "-o", "json"], ["--min-coverage", "101"], ["-o", "=x"]])
    func badOutputsAreUsageErrors(flags: [String]) {
        #expect(throws: (any Error).self) { try OutputOptions.parse(flags).validate() }
    }

    @Test func severalFormatsGoToSeveralPlaces() throws {
        let targets = try OutputOptions.parse(["-o", "table", "-o", "json=a.json"]).targets()
        #expect(targets.map { $0.reporter.name } == ["table", "json"])
        #expect(targets.map(\.path) == [nil, "a.json"])
    }
}
