import Foundation
import Reporters
import ScanModel
import Testing

/// The committed JSON Schema and what the program writes say the same, in both directions.
@Suite struct SchemaTests {
    let schema: [String: Any]

    init() throws {
        let data = try Data(contentsOf: sourceFolder.appending(path: "Schema/report-v1.schema.json"))
        schema = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    @Test func everyFieldThatIsWrittenIsInTheSchemaAndFits() throws {
        for report in [Samples.fleet, Samples.nothingInScope, Samples.notApplicable, Samples.hostile] {
            var check = SchemaCheck(root: schema)
            check.value(try json(report), schema: schema, at: "")
            #expect(check.problems == [])
        }
    }

    @Test func everyFieldOfTheSchemaIsWritten() throws {
        var check = SchemaCheck(root: schema)
        check.value(try json(Samples.fleet), schema: schema, at: "")
        #expect(check.seen == Set(check.properties(of: schema, at: "")))
    }

    @Test func everyFieldIsRequired() {
        let check = SchemaCheck(root: schema)
        #expect(check.optionalProperties(of: schema, at: "") == [])
    }

    @Test func closedListsOfTheSchemaAreThoseOfTheModel() throws {
        let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
        #expect(strings(definitions["verdict"]) == Set(Verdict.allCases.map(\.rawValue)))
        #expect(strings(definitions["outcome"]) == Set(Outcome.allCases.map(\.rawValue)))
        #expect(strings(definitions["gapReason"]) == Set(GapReason.allCases.map(\.rawValue)))
    }

    @Test func theCheckNoticesWhatDoesNotFit() throws {
        var broken = try #require(try json(Samples.fleet) as? [String: Any])
        broken["schemaVersion"] = 2
        broken["extra"] = true
        broken["startedAt"] = nil
        broken["rotations"] = "none"
        var check = SchemaCheck(root: schema)
        check.value(broken, schema: schema, at: "")
        #expect(
            Set(check.problems) == [
                ".schemaVersion is not 1", ".extra is not in the schema", ".startedAt is missing",
                ".rotations is no array",
            ])
    }

    private func json(_ report: Report) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(try JSON.render(report, style: .plain).utf8))
    }

    private func strings(_ schema: [String: Any]?) -> Set<String> {
        Set((schema?["enum"] as? [Any] ?? []).compactMap { $0 as? String })
    }
}
