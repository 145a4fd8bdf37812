import ArgumentParser
import Foundation
import ScanModel
import Testing

@testable import CLI

@Suite struct InspectionRunTests {
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../TrustStoresTests/Fixtures").standardizedFileURL
    private static let root = fixtures.appending(path: "digicert-global-root-g2.pem").path

    private func inspect(_ paths: [String], passwordFile: String? = nil, flags: [String] = []) throws -> InspectionRun {
        try InspectionRun(
            paths: paths, passwordFile: passwordFile,
            rotation: try RotationOptions.parse(["--as-of", "2026-06-01"] + flags))
    }

    private func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "trustsweep-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    @Test func everyFileHasAnAnswerInTheOrderGiven() throws {
        let run = try inspect(["/nowhere", Self.root, "/dev/null"])
        #expect(run.inspections.map(\.path) == ["/nowhere", Self.root, "/dev/null"])
        #expect(run.inspections.map(\.format) == [nil, "PEM", "PEM"])
        #expect(run.inspections[0].rejected.map(\.reason) == [.notFound])
        #expect(!run.isEmpty)
        #expect(try inspect(["/nowhere"]).isEmpty)
    }

    @Test func aDeviceWithoutAnEndIsTooLarge() throws {
        let run = try inspect(["/dev/zero"])
        #expect(run.inspections[0].rejected.map(\.reason) == [.tooLarge])
    }

    @Test func withoutARotationTheRolesAreForAllAndTheDefaultComesFirst() throws {
        let roles = try inspect([Self.root]).inspections[0].certificates[0].roles
        #expect(roles.first?.rotation == "azure-postgresql-2025")
        #expect(roles.count > 5)
        let named = try inspect([Self.root], flags: ["--rotation", "aws-rds-2024"]).inspections[0].certificates[0]
        #expect(named.roles.map(\.rotation) == ["aws-rds-2024"])
        #expect(named.role == "other-root")
    }

    @Test(arguments: ["secret\n", "secret", "secret\r\n", "secret\nsecond line\n"])
    func thePasswordIsTheFirstLineOfItsFile(content: String) throws {
        try withFolder { folder in
            let file = folder.appending(path: "password")
            try content.write(to: file, atomically: true, encoding: .utf8)
            let store = Self.fixtures.appending(path: "pkcs12-openssl-legacy.p12").path
            let shown = try inspect([store], passwordFile: file.path).inspections[0]
            #expect(shown.integrity == .checked)
            #expect(shown.certificates.count == 2)
            #expect(!"\(shown)".contains("secret"))
            #expect(try inspect([store]).inspections[0].rejected.map(\.reason) == [.unreadableFile])
        }
    }

    @Test func aPasswordFileThatIsNoneIsAnError() throws {
        #expect(throws: FatalError.self) { try inspect([Self.root], passwordFile: "/nowhere") }
        #expect(throws: FatalError.self) { try inspect([Self.root], passwordFile: "/dev/zero") }
    }

    @Test func ofADirectoryIsListedWhatOpenSSLFinds() throws {
        try withFolder { folder in
            let other = Self.fixtures.appending(path: "amazon-root-ca-3.pem")
            // As openssl x509 -subject_hash names it.
            try FileManager.default.copyItem(
                atPath: Self.root, toPath: folder.appending(path: "607986c7.0").path)
            try FileManager.default.copyItem(at: other, to: folder.appending(path: "amazon.pem"))
            try Data("notes".utf8).write(to: folder.appending(path: "README"))
            try FileManager.default.createDirectory(
                at: folder.appending(path: "below"), withIntermediateDirectories: false)
            let shown = try inspect([folder.path]).inspections[0]
            #expect(shown.format == "directory")
            #expect(shown.certificates.map(\.name) == ["DigiCert Global Root G2"])
            #expect(shown.rejected.map(\.reason) == [.notFound])
            #expect(shown.rejected.first?.detail.hasPrefix("amazon.pem: ") == true)
        }
    }
}
