import Foundation
import FoundationEssentials
import ScanModel
import Testing

@testable import RiskEngine

@Suite struct RotationProfileProblemsTests {
    private let text = """
        apiVersion: trustsweep/v1
        kind: Rotation
        metadata: {name: mine, title: my rotation}
        spec:
          endpoints: ["*.db.example.com"]
          schedule: [{region: all, from: 2026-01-01}]
          until: 2026-03-01
          before: [{served: [microsoft-azure-rsa-tls-issuing-ca-04-xsign-digicert-g2.pem]}]
          after:
            - served: [microsoft-tls-g2-rsa-ca-ocsp-02.pem, microsoft-tls-rsa-root-g2-xsign-digicert-g2.pem]
          recommendedRoots: {minimum: [digicert-global-root-g2.pem]}
          horizon: 2029-06-03
        """

    private func read(_ text: String, file: String = "my.yaml") -> (profile: RotationProfile?, problems: [ProfileError])
    {
        RotationProfile.read(text: text, file: file) { name in
            try [UInt8](Data(contentsOf: Fixture.folder.appending(path: name)))
        }
    }

    private func changed(_ from: String, _ to: String) -> String {
        #expect(text.contains(from))
        return text.replacingOccurrences(of: from, with: to)
    }

    @Test func aGoodProfileHasNoProblems() {
        #expect(read(text).problems == [])
    }

    @Test(arguments: [
        ("*.db.example.com", "https://db.example.com", 5, ProfileError.Problem.badEndpoint("https://db.example.com")),
        ("*.db.example.com", "db.example.com:5432", 5, .badEndpoint("db.example.com:5432")),
        ("*.db.example.com", ".example.com", 5, .badEndpoint(".example.com")),
        ("*.db.example.com", "*", 5, .matchesEverything("*")),
        ("*.db.example.com", "*.*", 5, .matchesEverything("*.*")),
        ("*.db.example.com", "?*", 5, .matchesEverything("?*")),
        ("[\"*.db.example.com\"]", "[one.example.org, one.example.org]", 5, .duplicate("one.example.org")),
        ("all, from: 2026-01-01}", "all, from: 2026-01-01}, {region: all, from: 2026-02-01}", 6, .duplicate("all")),
        ("from: 2026-01-01", "from: 2025-02-29", 6, .badDate("2025-02-29")),
        ("from: 2026-01-01", "from: <a day>", 6, .placeholder("<a day>")),
        (
            "until: 2026-03-01", "until: 2025-12-31", 7,
            .outOfOrder("2025-12-31 is before the last step of the schedule (2026-01-01)")
        ),
        (
            "horizon: 2029-06-03", "horizon: 2026-03-01", 12,
            .outOfOrder("2026-03-01 is not after the rotation's end (2026-03-01)")
        ),
        (
            "{minimum: [digicert-global-root-g2.pem]}", "{full: [microsoft-tls-g2-rsa-ca-ocsp-02.pem]}", 11,
            .notARoot("Microsoft TLS G2 RSA CA OCSP 02")
        ),
        (
            "[microsoft-azure-rsa-tls-issuing-ca-04-xsign-digicert-g2.pem]",
            "[leaf-metadata-azure-com-2026-issuing-ca-04.pem]", 8, .notAnAuthority("metadata.azure.com")
        ),
        (
            "until: 2026-03-01", "until: 2029-06-02\n  publiclyTrusted: maybe", 8,
            .wrongValue("maybe", expected: "true or false")
        ),
        ("from: 2026-01-01", "from: 2022-01-01", 8, .nothingServable(day: "2022-01-01")),
        ("until: 2026-03-01", "until: 2029-06-10\n  x: 1", 8, .unknownField),
    ])
    func aMistakeRefusesTheProfile(from: String, to: String, line: Int, problem: ProfileError.Problem) {
        let problems = read(changed(from, to)).problems
        #expect(problems.contains { $0.problem == problem && $0.line == line && !$0.isWarning })
        #expect(throws: ProfileError.self) {
            try RotationProfile.load(text: changed(from, to), file: "my.yaml") { name in
                try [UInt8](Data(contentsOf: Fixture.folder.appending(path: name)))
            }
        }
    }

    @Test(arguments: [
        (
            "digicert-global-root-g2.pem", "isrg-root-x1.pem",
            ProfileError.Problem.notCarried(issuer: "Microsoft TLS G2 RSA CA OCSP 02")
        ),
        ("name: mine", "name: aws-rds-2024", .builtInName("aws-rds-2024")),
        ("  horizon:", "  certificates: {stray: x}\n  horizon:", .unusedCertificate),
        (
            "before: [", "before: [{served: [microsoft-tls-g2-rsa-ca-ocsp-04.pem]}, ",
            .notServable(certificate: "Microsoft TLS G2 RSA CA OCSP 04", day: "2025-01-01")
        ),
    ])
    func aDoubtIsAWarningAndTheProfileIsUsed(from: String, to: String, problem: ProfileError.Problem) throws {
        var text = changed(from, to)
        if case .notServable = problem {
            text = text.replacingOccurrences(of: "from: 2026-01-01", with: "from: 2025-01-01")
        }
        let problems = read(text).problems
        #expect(problems.map(\.problem) == [problem])
        #expect(problems.allSatisfy { $0.isWarning })
        #expect(problems.first?.line != nil)
    }

    @Test func everyMistakeIsNamedInTheOrderOfTheLines() {
        let text = text.replacingOccurrences(of: "kind: Rotation", with: "kind: Rota")
            .replacingOccurrences(of: "title: my rotation", with: "titel: my rotation")
            .replacingOccurrences(of: "from: 2026-01-01", with: "from: soon")
            .replacingOccurrences(of: "ocsp-02.pem", with: "ocsp-99.pem")
            .replacingOccurrences(of: "horizon: 2029-06-03", with: "horizon: 2029-13-03")
        let problems = read(text).problems
        #expect(problems.map(\.line) == [2, 3, 3, 6, 10, 12])
        #expect(problems.first?.lineDescription == "my.yaml:2: kind: \"Rota\" is not Rotation")
    }

    @Test func aFieldThatStandsTwiceIsNoYAML() {
        let problems = read(changed("  until: 2026-03-01", "  until: 2026-03-01\n  until: 2026-04-01")).problems
        #expect(problems.map(\.problem) == [.notYAML("\"until\" stands twice")])
        #expect(problems.first?.line != nil)
    }

    @Test func aTemplateCannotBeUsedAndItsPlaceholdersAreNamed() throws {
        let error = #expect(throws: ProfileError.self) { try RotationProfile.builtIn(named: "cloud-sql-template") }
        #expect(error?.problem == .template)
        let problems = read(try RotationProfile.builtInText(named: "cloud-sql-template")).problems
        #expect(problems.count == 8)
        for problem in problems {
            guard case .placeholder = problem.problem else {
                Issue.record("\(problem)")
                continue
            }
        }
    }

    @Test func aFilledTemplateIsAProfile() throws {
        var text = try RotationProfile.builtInText(named: "cloud-sql-template")
        for (start, value) in [
            ("<a name", "orders-db-2027"), ("<what changes", "the instance's authority"), ("<the host", "10.20.30.40"),
            ("<the day", "2027-03-01"), ("<the PEM file of the current", "digicert-global-root-g2.pem"),
            ("<the PEM file of the upcoming", "isrg-root-x1.pem"),
            ("<the PEM file of the upcoming", "isrg-root-x1.pem"),
            ("<its last", "2035-06-04"),
        ] {
            let from = try #require(text.range(of: start))
            let to = try #require(text.range(of: ">", range: from.lowerBound..<text.endIndex))
            text.replaceSubrange(from.lowerBound..<to.upperBound, with: value)
        }
        let (profile, problems) = read(text)
        #expect(problems == [])
        #expect(profile?.matches(host: "10.20.30.40") == true)
        #expect(profile?.isPubliclyTrusted == false)
        #expect(profile?.isFoundByHost == true)
    }

    @Test func withoutEndpointsAProfileIsForEveryHostAndFoundByNone() throws {
        let profile = try #require(read(changed("  endpoints: [\"*.db.example.com\"]\n", "")).profile)
        #expect(profile.matches(host: "anything.example.net"))
        #expect(!profile.matches(host: ""))
        #expect(!profile.isFoundByHost)
    }

    @Test(arguments: [
        ("2025-12-31", RotationProfile.State.ahead), ("2026-01-01", .underWay), ("2026-03-01", .past),
        ("2029-06-02", .past), ("2029-06-03", .beyondHorizon),
    ])
    func theStateFollowsTheDay(day: String, state: RotationProfile.State) throws {
        let profile = try #require(read(text).profile)
        #expect(profile.state(asOf: try Fixture.date(day)) == state)
        let warning = profile.warning(asOf: try Fixture.date(day))
        #expect(
            warning
                == (state == .beyondHorizon
                    ? "rotation mine ended its horizon on 2029-06-03: its chains may have changed since" : nil))
    }
}
