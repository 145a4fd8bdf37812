import ArgumentParser
import RiskEngine
import Testing

@testable import CLI

@Suite struct RotationChoiceTests {
    private func names(_ flags: [String] = [], hosts: [String] = []) throws -> [String] {
        try RotationChoice(try RotationOptions.parse(flags)).profiles(for: hosts).map(\.name)
    }

    @Test func theServersChooseTheRotations() throws {
        #expect(
            try names(hosts: ["a.postgres.database.azure.com", "b.mysql.database.azure.com", "c.example.com"])
                == ["azure-postgresql-2025", "azure-mysql-2025"])
        #expect(try names(hosts: ["a.abc.ap-south-1.rds.amazonaws.com"]) == ["aws-rds-2024"])
    }

    @Test func withoutAKnownServerTheDefaultIsUsed() throws {
        #expect(try names(hosts: ["db.example.com"]) == ["azure-postgresql-2025"])
        #expect(try names() == ["azure-postgresql-2025"])
    }

    @Test func aNamedRotationIsUsedOnceWhateverTheServers() throws {
        let flags = ["--rotation", "letsencrypt-2024,aws-rds-2024", "--rotation", "letsencrypt-2024"]
        #expect(try names(flags, hosts: ["a.postgres.database.azure.com"]) == ["letsencrypt-2024", "aws-rds-2024"])
    }

    @Test(arguments: ["cloud-sql-template", "azure"])
    func whatIsNoRotationIsAMistakeOfUsage(name: String) {
        #expect(throws: UsageError.self) { try names(["--rotation", name]) }
    }
}
