import Reporters
import ScanModel
import Testing

@Suite struct TableTests {
    @Test func aFleetWithEveryVerdictReadsAsCommitted() throws {
        try expectGolden(Table.render(Samples.fleet, style: .plain), "fleet.table.txt")
        try expectGolden(Wide.render(Samples.fleet, style: .plain), "fleet.wide.txt")
    }

    @Test func onATerminalTextHangsBelowItsOwnBeginning() throws {
        try expectGolden(Table.render(Samples.fleet, style: TextStyle(width: 80)), "fleet.80-columns.txt")
        try expectGolden(Table.render(Samples.fleet, style: TextStyle(color: true, width: 120)), "fleet.colour.txt")
    }

    @Test func nothingInScopeIsSaidAndIsNotGreen() throws {
        let text = Table.render(Samples.nothingInScope, style: .plain)
        try expectGolden(text, "nothing-in-scope.txt")
        #expect(text.contains("nothing in scope: 0 % coverage"))
    }

    @Test func nothingApplicableIsSaidWithItsCaveat() throws {
        try expectGolden(Table.render(Samples.notApplicable, style: .plain), "not-applicable.txt")
    }

    @Test func namesCannotWriteOnTheTerminal() throws {
        for text in [
            Table.render(Samples.hostile, style: TextStyle(width: 80)), Wide.render(Samples.hostile, style: .plain),
            Name.render(Samples.hostile, style: .plain),
        ] {
            let controls = text.unicodeScalars.filter {
                $0 != "\n" && [.control, .format, .lineSeparator].contains($0.properties.generalCategory)
            }
            #expect(controls.isEmpty)
        }
        try expectGolden(Table.render(Samples.hostile, style: .plain), "hostile.txt")
    }

    @Test(arguments: [60, 80, 100, 120, 200])
    func noLineOfProseIsWiderThanTheTerminal(width: Int) {
        let text = Table.render(Samples.fleet, style: TextStyle(width: width))
        let wide = text.split(separator: "\n").filter { $0.count > width }
        #expect(wide.isEmpty)
    }

    @Test func colourIsTheOnlyDifferenceThatColourMakes() {
        let coloured = Table.render(Samples.fleet, style: TextStyle(color: true))
        #expect(coloured != Table.render(Samples.fleet, style: .plain))
        #expect(coloured.replacing(/\u{1b}\[[0-9;]*m/, with: "") == Table.render(Samples.fleet, style: .plain))
    }

    @Test func sharersOfOneStoreAreOneEntryAndALongListIsCut() {
        let many = (1...12).map { index in
            Samples.workload("Deployment", "svc-\(index)", [Samples.pinned("pay", "Deployment/svc-\(index)")])
        }
        let report = Samples.report(
            namespaces: [Report.Namespace(name: "pay", workloads: many)],
            coverage: Report.Coverage(containers: 24, decided: 24, percent: 100, gaps: []))
        let text = Table.render(report, style: .plain)
        #expect(text.split(separator: "\n").filter { $0.contains("HIGH   ") && $0.contains("Deployment/") }.count == 1)
        #expect(text.contains("and 3 more (-o json has all) use the same store"))
        #expect(Wide.render(report, style: .plain).contains("Deployment/svc-12"))
    }

    @Test func aNearlyFullCoverageIsNotRoundedUpToAllOfIt() {
        let namespaces = [Report.Namespace(name: "web", workloads: [])]
        let coverage = Report.Coverage(containers: 5000, decided: 4999, percent: 99.98, gaps: [])
        let text = Table.render(Samples.report(namespaces: namespaces, coverage: coverage), style: .plain)
        #expect(text.contains("4999 of 5000 containers decided (99.9 %)"))
    }

    @Test func twoContainersWithFindingsAreToldApart() {
        var workload = Samples.workload("Deployment", "billing", [Samples.pinned("pay", "Deployment/billing")])
        workload.containers[1].findings = [Samples.cacerts("pay", "billing")]
        let report = Samples.report(
            namespaces: [Report.Namespace(name: "pay", workloads: [workload])],
            coverage: Report.Coverage(containers: 2, decided: 2, percent: 100, gaps: []))
        let text = Table.render(report, style: .plain)
        #expect(text.contains("Deployment/billing (app)"))
        #expect(text.contains("Deployment/billing (proxy)"))
    }

    @Test func withSeveralRotationsEachFindingNamesItsOwn() {
        var report = Samples.fleet
        report.rotations.append(Report.Rotation(id: "azure-postgresql-2026-china", version: "1", title: "China"))
        #expect(Table.render(report, style: .plain).contains("ConfigMap pay/db-ca ca.pem · azure-postgresql-2025"))
    }
}
