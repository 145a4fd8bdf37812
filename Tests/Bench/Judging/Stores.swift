import Crypto
import Foundation
import ScanModel
import SwiftASN1
import TrustStores
import X509

/// Stores as clusters have them: most with a few certificates, one in ten a bundle of some 130, all of them different.
struct Stores {
    private let real: [[UInt8]]
    private let made: [[UInt8]]
    private var random = SplitMix(state: 2025)

    /// - Parameter certificates: a folder of PEM files.
    /// - Throws: where they cannot be read.
    init(certificates: String) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: certificates).sorted()
        real = try names.filter { $0.hasSuffix(".pem") }.map { name in
            Array(try Data(contentsOf: URL(fileURLWithPath: "\(certificates)/\(name)")))
        }
        made = try (0..<140).map { try Self.root(named: "Bench Root \($0)") }
    }

    /// Writes the stores as `0.pem`, `1.pem` … and reads each as a scan would.
    mutating func written(to folder: URL, count: Int) throws -> [StoreReading] {
        var known: Set<[UInt8]> = []
        while known.count < count {
            let text = Array(picked(number: known.count).joined())
            guard known.insert(text).inserted else { continue }
            try Data(text).write(to: folder.appending(path: "\(known.count - 1).pem"))
        }
        return try (0..<count).map { number in
            parseTrustStore(Array(try Data(contentsOf: folder.appending(path: "\(number).pem"))))
        }
    }

    private mutating func picked(number: Int) -> [[UInt8]] {
        switch number % 10 {
        case 0...5: Array(real.shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random)))
        case 6...8: Array((real + made).shuffled(using: &random).prefix(Int.random(in: 4...20, using: &random)))
        default:
            (made.shuffled(using: &random).prefix(Int.random(in: 110...130, using: &random))
                + real.shuffled(using: &random).prefix(Int.random(in: 5...20, using: &random)))
                .shuffled(using: &random)
        }
    }

    private static func root(named name: String) throws -> [UInt8] {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let subject = try DistinguishedName { CommonName(name) }
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
            notValidBefore: Date(timeIntervalSince1970: 1_700_000_000),
            notValidAfter: Date(timeIntervalSince1970: 2_200_000_000), issuer: subject, subject: subject,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
            }, issuerPrivateKey: key)
        return Array((try certificate.serializeAsPEM().pemString + "\n").utf8)
    }
}

/// Sebastiano Vigna's SplitMix64: the same stores in every run but for the made keys.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
