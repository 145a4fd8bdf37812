import ArgumentParser
import Collectors
import Foundation
import Kubernetes
import ScanModel
import Testing

@testable import CLI

@Suite struct DemoTests {
    private func scan() async throws -> Report {
        let collector = Collector(source: try demoFleet(), scope: ScanScope(allNamespaces: true))
        let options = try RotationOptions.parse(["--as-of", "2025-10-01"])
        return try await Scan(
            collector: collector, rotations: RotationChoice(options), asOf: options.asOf ?? Date.now
        ).run()
    }

    private func labels() async throws -> [String: [String: String]] {
        try await demoFleet().list(Namespace.self, namespace: nil, labelSelector: nil, into: [:]) { all, namespace in
            all[namespace.metadata.name] = namespace.metadata.labels
        }
    }

    @Test func everyFileOfTheFolderIsInTheList() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Sources/CLI/Demo")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(Set(files) == Set(demoFiles.map(\.name)))
        #expect(demoFiles.count == Set(demoFiles.map(\.name)).count)
    }

    @Test func everyNamespaceComesOutAtTheLevelOnItsLabel() async throws {
        let report = try await scan()
        let labels = try await labels()
        #expect(labels.count == report.namespaces.count)
        for namespace in report.namespaces {
            let expected = labels[namespace.name]?["trustsweep.dev/expected"]
            let worst = namespace.workloads.map(\.verdict).max()
            #expect(worst?.rawValue == expected, "\(namespace.name)")
        }
    }

    @Test func everyRowOfTheRiskMatrixAndEveryScenarioIsThere() async throws {
        let rows = try await labels().values.compactMap { $0["trustsweep.dev/article-row"] }
        let scenarios = ["scenario-1", "scenario-2", "scenario-3"]
        #expect(Set(rows) == Set((1...8).map(String.init) + scenarios))
    }

    @Test func theLevelsAreTheArticles() async throws {
        let levels = try await labels().values.reduce(into: [String: String]()) { levels, labels in
            if let row = labels["trustsweep.dev/article-row"] { levels[row] = labels["trustsweep.dev/expected"] }
        }
        #expect(
            levels == [
                "1": "low", "2": "medium", "3": "high", "4": "low", "5": "medium", "6": "low", "7": "high",
                "8": "high", "scenario-1": "high", "scenario-2": "high", "scenario-3": "medium",
            ])
    }
}
