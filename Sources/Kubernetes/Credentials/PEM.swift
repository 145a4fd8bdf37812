internal import FoundationEssentials
internal import SwiftASN1
internal import X509

/// As much of PEM as a client needs to say why its own files cannot work. Trust is libcurl's business.
enum PEM {
    private static let begin = Array("-----BEGIN CERTIFICATE-----".utf8)
    private static let end = Array("-----END CERTIFICATE-----".utf8)

    static func holdsCertificate(_ bytes: [UInt8]) -> Bool { bytes.firstRange(of: begin) != nil }

    /// The end of the first certificate's validity; nil where it cannot be read.
    static func notAfter(_ bytes: [UInt8]) -> Date? {
        guard let start = bytes.firstRange(of: begin),
            let stop = bytes[start.upperBound...].firstRange(of: end)
        else { return nil }
        let block = String(decoding: bytes[start.lowerBound..<stop.upperBound], as: UTF8.self)
        return (try? Certificate(pemEncoded: block))?.notValidAfter
    }
}
