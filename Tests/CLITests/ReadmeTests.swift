import ArgumentParser
import Collectors
import Foundation
import Reporters
import Testing

@testable import CLI

/// The parts of the README that the program itself writes: what they show is what it does.
///
/// `RECORD=1` rewrites them.
@Suite(.serialized) struct ReadmeTests {
    private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../README.md")

    private func expect(_ name: String, is content: String) throws {
        let text = try String(contentsOf: Self.file, encoding: .utf8)
        let start = try #require(text.range(of: "<!-- \(name) -->\n"))
        let end = try #require(text.range(of: "<!-- /\(name) -->"))
        let range = start.upperBound..<end.lowerBound
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try text.replacingCharacters(in: range, with: content).write(
                to: Self.file, atomically: true, encoding: .utf8)
        } else {
            #expect(text[range] == content, "run RECORD=1 swift test --filter ReadmeTests")
        }
    }

    private func quoted(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : "    " + $0.replacing(/\s+$/, with: "") }.joined(separator: "\n")
    }

    @Test func theDemoIsWhatItPrints() async throws {
        let options = try RotationOptions.parse(["--as-of", "2026-11-01"])
        let scan = Scan(
            collector: Collector(source: try demoFleet(), scope: ScanScope(allNamespaces: true)),
            rotations: try RotationChoice(options), asOf: try #require(options.asOf))
        let report = try await scan.run()
        try expect("demo", is: "\n" + quoted(Table.render(report, style: .plain)) + "\n")
    }

    @Test func theFlagsAreThoseOfTheHelp() throws {
        let help = ScanCommand.helpMessage(columns: 120)
        let flags = try #require(help.range(of: "SCOPE:"))
        try expect("flags", is: "\n" + quoted(String(help[flags.lowerBound...])) + "\n")
    }

    @Test func theRightsAreThoseTheScanAsksFor() throws {
        let rows = requiredAccess.map { rule in
            let note =
                switch rule.need {
                case .base: ""
                case .secrets: " (only with `--secrets`)"
                case .exec: " (not with `--exec never`)"
                }
            return "| `\(rule.group)` | \(rule.resource)\(note) | \(rule.verbs.joined(separator: ", ")) |\n"
        }
        let header = "| API group | resource | verbs |\n| --- | --- | --- |\n"
        try expect("access", is: "\n" + header + rows.joined() + "\n")
    }
}
