import Foundation
import Reporters
import ScanModel
import Testing

@Suite struct ReporterTests {
    @Test func everyFileInFormatsIsInTheList() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: sourceFolder.appending(path: "Formats").path)
        #expect(Set(files) == Set(reporters.map { "\($0).swift" }))
    }

    @Test func eachNameFindsItsOwnFormatAndNoOther() {
        for format in reporters {
            #expect(reporter(named: format.name).map { "\($0)" } == "\(format)")
        }
        #expect(Set(reporters.map { $0.name }).count == reporters.count)
        #expect(reporter(named: "xml") == nil)
        #expect(reporter(named: "JSON") == nil)
    }

    @Test(arguments: reporters.map { $0.name })
    func everyFormatEndsWithANewlineAndIsTheSameTwice(name: String) throws {
        let format = try #require(reporter(named: name))
        let text = try format.render(Samples.fleet, style: .plain)
        #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"))
        #expect(try format.render(Samples.fleet, style: .plain) == text)
    }

    @Test func namesAreTheWorkloadsThatNeedSomebodyWorstFirst() throws {
        try expectGolden(Name.render(Samples.fleet, style: .plain), "fleet.name.txt")
    }
}
