import Foundation
import Testing

@testable import TrustAssessment
@testable import TrustStores

@Suite struct SubjectHashTests {
    @Test func everyRealCertificateHasTheHashThatOpenSSLPrints() throws {
        for name in try Fixture.names {
            let file = Fixture.folder.appending(path: "\(name).pem").path
            let store = Store(contentsOf: try Fixture.bytes(name), path: name)
            let certificate = try #require(store.certificates.first)
            #expect(
                SubjectHash.text(of: certificate) == (try openSSL(["x509", "-noout", "-hash", "-in", file])), "\(name)")
        }
    }

    /// Letter case, white space, several attributes in one part, text beyond ASCII, and a type that is not text.
    @Test(arguments: [
        "/C=DE/O=  Spaces   within  and around /CN=Mixed CASE", "/O=Größe ÄÖ/CN=日本",
        "/DC=example/DC=db/CN=a+serialNumber=1+OU=z", "/CN=x/emailAddress=Ops@Example.COM",
    ])
    func aNameIsFoldedAsOpenSSLFoldsIt(subject: String) throws {
        let pem = try openSSL([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "/dev/null",
            "-utf8", "-multivalue-rdn", "-subj", subject, "-days", "1",
        ])
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).pem")
        try Data(pem.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let certificate = try #require(Store(contentsOf: Array(pem.utf8)).certificates.first)
        #expect(SubjectHash.text(of: certificate) == (try openSSL(["x509", "-noout", "-hash", "-in", file.path])))
    }

    private func openSSL(_ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
