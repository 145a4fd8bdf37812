import Crypto
import ScanModel
import SwiftASN1
import X509

/// The hash by which OpenSSL names the files of a certificate directory: `X509_NAME_hash`, as in `openssl x509 -hash`.
///
/// SHA-1 over the name in canonical form (`x509_name_canon`): every string as UTF-8, ASCII letters in lower case, white
/// space at the ends removed and within collapsed, without the outer sequence; its first four bytes, little-endian.
enum SubjectHash {
    /// Eight hexadecimal digits; empty where the name cannot be encoded.
    static func text(of certificate: StoreCertificate) -> String {
        do {
            var digest = Insecure.SHA1()
            digest.update(data: try canonical(certificate.certificate.subject))
            return digest.finalize().prefix(4).reversed().hexadecimal
        } catch {
            return ""
        }
    }

    private static func canonical(_ name: DistinguishedName) throws -> [UInt8] {
        var encoded = SwiftASN1.DER.Serializer()
        try encoded.serialize(name)
        var result = SwiftASN1.DER.Serializer()
        for part in try children(of: SwiftASN1.DER.parse(encoded.serializedBytes)) {
            var attributes: [[UInt8]] = []
            for attribute in try children(of: part) {
                var one = SwiftASN1.DER.Serializer()
                try one.appendConstructedNode(identifier: .sequence) { inner in
                    for node in try children(of: attribute) {
                        if let text = string(in: node) {
                            try inner.serialize(ASN1UTF8String(folded(text)))
                        } else {
                            inner.serialize(node)
                        }
                    }
                }
                attributes.append(one.serializedBytes)
            }
            // A set of several attributes stands in the order of its encodings (X.690, section 11.6).
            attributes.sort { $0.lexicographicallyPrecedes($1) }
            result.appendConstructedNode(identifier: .set) { inner in
                for attribute in attributes { inner.serializeRawBytes(attribute) }
            }
        }
        return result.serializedBytes
    }

    private static func children(of node: ASN1Node) throws -> [ASN1Node] {
        guard case .constructed(let nodes) = node.content else { return [] }
        return Array(nodes)
    }

    /// The text of the string types that OpenSSL folds (`ASN1_MASK_CANON`); nil for anything else.
    private static func string(in node: ASN1Node) -> String? {
        guard case .primitive(let bytes) = node.content else { return nil }
        switch node.identifier {
        case .utf8String, .printableString, .ia5String, .visibleString: return String(decoding: bytes, as: UTF8.self)
        case .teletexString: return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        case .bmpString: return scalars(bytes, width: 2)
        case .universalString: return scalars(bytes, width: 4)
        default: return nil
        }
    }

    private static func scalars(_ bytes: ArraySlice<UInt8>, width: Int) -> String? {
        guard bytes.count.isMultiple(of: width) else { return nil }
        var result = String.UnicodeScalarView()
        for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: width) {
            let value = bytes[start..<start + width].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            guard let scalar = Unicode.Scalar(value) else { return nil }
            result.append(scalar)
        }
        return String(result)
    }

    private static func folded(_ text: String) -> String {
        var result = ""
        var isBetween = false
        for scalar in text.unicodeScalars {
            if scalar == " " || (0x09...0x0D).contains(scalar.value) {
                isBetween = !result.isEmpty
                continue
            }
            if isBetween { result += " " }
            isBetween = false
            if scalar.isASCII {
                result += String(scalar).lowercased()
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
