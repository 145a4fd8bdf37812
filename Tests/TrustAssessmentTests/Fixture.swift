import Dialects
import Foundation
import Testing

@testable import TrustAssessment

/// Real certificates, which lie beside the engine's tests, and what the tests here share.
enum Fixture {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "RiskEngineTests/Fixtures")
    static let g2 = "digicert-global-root-g2"
    static let oldIssuer = "microsoft-azure-rsa-tls-issuing-ca-04-xsign-digicert-g2"
    static let unrelated = "isrg-root-x1"
    /// 2026-06-01.
    static let june = Date(timeIntervalSince1970: 1_780_272_000)
    static let newChain = [
        "leaf-metadata-azure-com-2026-ocsp-02", "microsoft-tls-g2-rsa-ca-ocsp-02",
        "microsoft-tls-rsa-root-g2-xsign-digicert-g2",
    ]

    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: "\(name).pem")))
    }

    static func store(_ names: String...) throws -> Store {
        Store(contentsOf: try names.flatMap { try bytes($0) }, path: "ca.pem")
    }

    static func server(host: Bool = true, plaintext: Bool = true) throws -> Server {
        try Server(
            chain: newChain.map { Store(contentsOf: try bytes($0), path: $0) }, hostMatches: host,
            allowsPlaintext: plaintext)
    }

    /// Each certificate's file name without its ending.
    static var names: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".pem") }
                .map { String($0.dropLast(4)) }.sorted()
        }
    }
}
