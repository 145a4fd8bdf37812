import Dialects
import Foundation
import ScanModel
import TrustAssessment

/// Asks the engine from outside, as another tool would, and says of each answer whether it is the right one.
@main
struct Outside {
    var passed = 0
    var failed = 0
    /// 2026-06-01.
    let june = Date(timeIntervalSince1970: 1_780_272_000)
    var assessor = Assessor()

    static func main() throws {
        guard CommandLine.arguments.count == 2 else {
            print("usage: Outside FOLDER, with the certificates that Tests/RiskEngineTests/Fixtures holds")
            exit(64)
        }
        var outside = Outside()
        try outside.rotation(CommandLine.arguments[1])
        try outside.handshake(CommandLine.arguments[1])
        try outside.mistakes()
        print("\(outside.passed) passed, \(outside.failed) failed")
        exit(outside.failed == 0 ? 0 : 1)
    }

    mutating func check(_ name: String, _ isRight: Bool) {
        if isRight { passed += 1 } else { failed += 1 }
        print("\(isRight ? "ok" : "not ok") - library: \(name)")
    }

    func store(_ folder: String, _ name: String) throws -> Store {
        Store(contentsOf: Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name).pem"))), path: name)
    }

    mutating func rotation(_ folder: String) throws {
        let rotation = try Rotation.builtIn("azure-postgresql-2025")
        let old = try store(folder, "microsoft-azure-rsa-tls-issuing-ca-04-xsign-digicert-g2")
        let root = try store(folder, "digicert-global-root-g2")
        let client = Client(name: "libpq", mode: "verify-full")
        let good = try assessor.assess(client, stores: [root], rotation: rotation, asOf: june)
        check("the root survives", good.verdict == .low && good.after == .connectsVerified)
        check("the root carries both chains", good.anchors.contains { $0.carriesBefore && $0.carriesAfter })
        let bad = try assessor.assess(client, stores: [old], rotation: rotation, asOf: june)
        check("an old intermediate does not", bad.verdict == .high && bad.after == .fails)
        check("the answer has a reason and a remedy", !bad.reasons.isEmpty && !bad.remedy.isEmpty)
    }

    mutating func handshake(_ folder: String) throws {
        let root = try store(folder, "digicert-global-root-g2")
        // A leaf and its issuer in one file, then the bridge.
        let server = try Server(
            chain: [
                store(folder, "leaf-metadata-azure-com-2026-ocsp-02"), store(folder, "microsoft-tls-g2-rsa-ca-ocsp-02"),
                store(folder, "microsoft-tls-rsa-root-g2-xsign-digicert-g2"),
            ], allowsPlaintext: false)
        var client = Client(name: "libpq", version: "15", mode: "verify-ca", via: .named)
        let verified = try assessor.handshake(client, stores: [root], server: server, at: june)
        check("one handshake is verified", verified.outcome == .connectsVerified)
        let missing = try assessor.handshake(client, stores: [.missing(path: "ca.pem")], server: server, at: june)
        check("without its file it fails", missing.outcome == .fails)
        client.mode = "disable"
        let refused = try assessor.handshake(client, stores: [], server: server, at: june)
        check("without TLS the server refuses it", refused.outcome == .fails)
    }

    mutating func mistakes() throws {
        check("the default rotation comes first", Rotation.builtInNames.first == "azure-postgresql-2025")
        do {
            _ = try Client.modes(of: "nobody")
            check("an unknown client is an error", false)
        } catch {
            check("an unknown client is an error", error == .unknownClient("nobody"))
        }
        do {
            _ = try Rotation(yaml: "kind: Rotation", file: "mine.yaml")
            check("an unfinished profile is an error", false)
        } catch AssessmentError.badRotation(let words) {
            check("an unfinished profile is an error", words.contains("mine.yaml"))
        }
    }
}
