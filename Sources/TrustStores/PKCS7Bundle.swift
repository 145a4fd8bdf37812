import ScanModel
import SwiftASN1

extension PKCS7 {
    /// The certificates of a SignedData, which may be signed by nobody (RFC 5652, section 5.1).
    struct Bundle {
        private static let signedData: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 7, 2]

        /// Each as its own DER, in order.
        var certificates: [ArraySlice<UInt8>] = []

        /// Nil where the bytes are no SignedData; what stands behind it does not count.
        init?(_ bytes: [UInt8]) {
            guard bytes.first == DERElement.sequence, let size = BERElement.size(of: bytes[...]),
                let outer = Self.fields(ASN1Node.parse(Array(bytes[..<size]))), outer.count == 2,
                (try? ASN1ObjectIdentifier(berEncoded: outer[0])) == Self.signedData,
                let data = Self.fields(outer[1]).flatMap({ $0.count == 1 ? Self.fields($0[0]) : nil }),
                data.count >= 4, data[0].identifier == .integer, data[1].identifier == .set,
                data[2].identifier == .sequence, data.last?.identifier == .set
            else { return nil }
            for field in data.dropFirst(3).dropLast() where field.identifier == Self.certificatesTag {
                guard let parts = Self.fields(field) else { return nil }
                certificates += parts.filter { $0.identifier == .sequence }.map(\.encodedBytes)
            }
        }

        private static let certificatesTag = ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific)

        private static func fields(_ node: ASN1Node?) -> [ASN1Node]? {
            guard let node, case .constructed(let fields) = node.content else { return nil }
            return Array(fields)
        }

        /// As Java's `PKCS7` class reads it: one bad certificate makes it something else, and that is refused.
        func reading(_ reader: inout CertificateReader) -> FileReading {
            var seen: [StoreCertificate] = []
            for der in certificates {
                switch reader.answer(der) {
                case .certificate(let certificate): seen.append(certificate)
                case .odd, .unsure:
                    return .unclear("a certificate of its PKCS #7 bundle is odd, and parsers differ over it")
                case .broken: return .refused("a certificate of its PKCS #7 bundle is damaged")
                }
            }
            return .loaded(seen)
        }
    }
}
