import Foundation
import Reporters
import ScanModel
import Testing

@Suite struct JSONTests {
    @Test(arguments: [Samples.fleet, Samples.nothingInScope, Samples.notApplicable, Samples.hostile])
    func aReportReadBackIsTheSameReport(report: Report) throws {
        let text = try JSON.render(report, style: .plain)
        #expect(try JSONDecoder().decode(Report.self, from: Data(text.utf8)) == report)
    }

    @Test func aFleetReadsAsCommitted() throws {
        try expectGolden(try JSON.render(Samples.fleet, style: .plain), "fleet.json")
    }

    @Test func whatIsNotKnownIsNullAndNotAbsent() throws {
        let text = try JSON.render(Samples.fleet, style: .plain)
        for key in [
            "after", "endpoint", "needsRestart", "format", "path", "imageID", "security", "version", "selector",
        ] {
            #expect(text.contains("\"\(key)\" : null"), "\(key)")
        }
    }

    @Test func anOlderReportWithoutOptionalKeysIsStillRead() throws {
        let text = try JSON.render(Samples.fleet, style: .plain)
        let lines = text.split(separator: "\n").filter { !$0.contains("\"selector\" : null") }
        #expect(lines.count < text.split(separator: "\n").count)
        let older = try JSONDecoder().decode(Report.self, from: Data(lines.joined(separator: "\n").utf8))
        #expect(older == Samples.fleet)
    }
}
