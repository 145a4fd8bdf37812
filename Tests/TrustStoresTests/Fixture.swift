import Foundation
import ScanModel
import Testing

@testable import TrustStores

/// Real certificates beside the tests.
enum Fixture {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    static let root = "digicert-global-root-g2"
    /// The smallest of them, for tests that try every bit.
    static let smallRoot = "amazon-root-ca-3"
    static let otherRoot = "microsoft-rsa-root-ca-2017"
    static let intermediate = "microsoft-azure-rsa-tls-issuing-ca-04-xsign-digicert-g2"

    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appending(path: "\(name).pem")))
    }

    static func pem(_ name: String) throws -> String {
        String(decoding: try bytes(name), as: UTF8.self)
    }

    static func der(_ name: String) throws -> [UInt8] {
        let lines = try pem(name).split(separator: "\n").filter { !$0.hasPrefix("-----") }
        return [UInt8](try #require(Data(base64Encoded: lines.joined())))
    }

    static func base64(_ name: String) throws -> String {
        Data(try der(name)).base64EncodedString()
    }

    static func sha256(_ name: String) throws -> String {
        try StoreCertificate(der: der(name)).sha256
    }
}

/// The store of bytes that must be readable.
func store(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> TrustStore {
    try store(Array(text.utf8), sourceLocation: sourceLocation)
}

func store(_ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) throws -> TrustStore {
    guard case .read(let store) = parseTrustStore(bytes) else {
        Issue.record("not read: \(parseTrustStore(bytes))", sourceLocation: sourceLocation)
        return TrustStore(format: "", certificates: [])
    }
    return store
}
