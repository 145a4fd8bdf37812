import Foundation
import FoundationEssentials
import ScanModel
import Testing

@testable import RiskEngine

@Suite struct RotationProfileRegionsTests {
    private let text = """
        apiVersion: trustsweep/v1
        kind: Rotation
        metadata: {name: mine, title: my rotation}
        spec:
          endpoints: ["*.example.com"]
          except: ["*.proxy.example.com"]
          schedule: [{region: all, from: 2026-01-01}, {region: north, from: 2026-02-01}]
          before: [{served: [microsoft-azure-rsa-tls-issuing-ca-04-xsign-digicert-g2.pem]}]
          after: [{served: [microsoft-tls-rsa-root-g2-xsign-digicert-g2.pem]}]
          regions:
            - region: north
              endpoints: ["*.north.example.com"]
              before: [{served: [microsoft-azure-rsa-tls-issuing-ca-07-xsign-digicert-g2.pem]}]
              after: [{served: [isrg-root-x1.pem]}]
              recommendedRoots: {minimum: [isrg-root-x1.pem]}
            - region: wide
              endpoints: ["*.*.example.com", "db.example.net"]
              before: [{served: [microsoft-azure-rsa-tls-issuing-ca-08-xsign-digicert-g2.pem]}]
              after: [{served: [digicert-global-root-g2.pem]}]
        """

    private func read(_ text: String) -> (profile: RotationProfile?, problems: [ProfileError]) {
        RotationProfile.read(text: text, file: "my.yaml") { name in
            try [UInt8](Data(contentsOf: Fixture.folder.appending(path: name)))
        }
    }

    @Test(arguments: [
        ("a.north.example.com", "north"), ("A.NORTH.example.com", "north"), ("a.south.example.com", "wide"),
        ("db.example.net", "wide"), ("a.example.com", nil),
    ])
    func aHostBelongsToTheFirstRegionThatKnowsIt(host: String, region: String?) throws {
        let profile = try #require(read(text).profile)
        #expect(profile.matches(host: host))
        let parts = profile.narrowed.filter { $0.matches(host: host) }
        #expect(parts.map(\.region) == [region])
    }

    @Test(arguments: ["a.proxy.example.com", "a.north.proxy.example.com", "a.example.net"])
    func anExceptionIsInNoPart(host: String) throws {
        let profile = try #require(read(text).profile)
        #expect(!profile.matches(host: host))
        #expect(profile.narrowed.allSatisfy { !$0.matches(host: host) })
    }

    @Test func aRegionHasItsOwnChainsRootsAndDays() throws {
        let (found, problems) = read(text)
        #expect(problems == [])
        let parts = try #require(found).narrowed
        #expect(parts.map(\.region) == [nil, "north", "wide"])
        #expect(parts.map(\.holdsChains) == [true, true, true])
        #expect(parts.map { Timestamp.dayText($0.start) } == ["2026-01-01", "2026-02-01", "2026-01-01"])
        #expect(parts[1].after.map(\.issuer) == [try Fixture.certificate(Fixture.unrelated)])
        #expect(parts[1].minimumRoots == [try Fixture.certificate(Fixture.unrelated)])
        #expect(parts[2].minimumRoots == [])
        #expect(parts.map(\.name) == ["mine", "mine", "mine"])
    }

    @Test func whatIsOfNoRegionHasNoChainsUnlessTheyAreWrittenDown() throws {
        let without = text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix("  before:") && !$0.hasPrefix("  after:") }.joined(separator: "\n")
        let (found, problems) = read(without)
        #expect(problems == [])
        let parts = try #require(found).narrowed
        #expect(parts.map(\.holdsChains) == [false, true, true])
        #expect(parts[0].matches(host: "a.example.com"))
        // A certificate's role is the rotation's, whatever part a server belongs to.
        #expect(parts[0].role(of: try Fixture.certificate(Fixture.unrelated)) == .root)
    }

    @Test(arguments: [
        ("region: wide", "region: north", 16, ProfileError.Problem.duplicate("north")),
        ("      after: [{served: [isrg-root-x1.pem]}]", "      later: []", 14, .unknownField),
        ("  after: [{served: [microsoft-tls-rsa-root-g2-xsign-digicert-g2.pem]}]", "", 5, .missing),
        (
            "[microsoft-tls-rsa-root-g2-xsign-digicert-g2.pem]", "[dst-root-ca-x3.pem]", 9,
            .nothingServable(day: "2026-02-01")
        ),
        ("[isrg-root-x1.pem]}]", "[dst-root-ca-x3.pem]}]", 14, .nothingServable(day: "2026-02-01")),
    ])
    func aMistakeInARegionHasItsLine(from: String, to: String, line: Int, problem: ProfileError.Problem) {
        #expect(text.contains(from))
        let problems = read(text.replacingOccurrences(of: from, with: to)).problems
        #expect(problems.contains { $0.problem == problem && $0.line == line })
    }
}
