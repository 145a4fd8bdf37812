import ScanModel
import SwiftASN1
import X509

/// One distinguished name in the three forms in which the TLS stacks compare names.
///
/// They disagree where an authority wrote the same name twice in different string types or letter cases: what is one
/// name to OpenSSL may be two to Go.
struct NameKeys: Hashable, Sendable {
    /// The forms, to choose one of them.
    enum Form: CaseIterable, Hashable, Sendable { case exact, folded, foldedByJava }

    /// The DER in hexadecimal, byte for byte: Go (`RawSubject`).
    let exact: String
    /// Every string type as UTF-8, ASCII in lower case, runs of blanks as one: OpenSSL's canonical encoding
    /// (`x_name.c`).
    let folded: String
    /// The same of printable and UTF-8 strings of the best-known attributes alone: `X500Principal.equals`.
    let foldedByJava: String

    var isEmpty: Bool { folded.isEmpty }

    subscript(form: Form) -> String {
        switch form {
        case .exact: exact
        case .folded: folded
        case .foldedByJava: foldedByJava
        }
    }

    init(_ name: DistinguishedName) {
        var folded = ""
        var foldedByJava = ""
        for part in name {
            for attribute in part {
                let value = Self.encoded(attribute.value)
                let text = Self.text(value)
                let type = attribute.type.description
                folded += "\(type)=\(text.map { Self.fold($0) { $0.asciiLowercased } } ?? Self.hexadecimal(value))+"
                let isFolded = Self.keywords.contains(attribute.type) && (value.first == 0x0C || value.first == 0x13)
                let lower = isFolded ? text.map { Self.fold($0) { $0.lowercased() } } : nil
                foldedByJava += "\(type)=\(lower ?? Self.hexadecimal(value))+"
            }
            folded += ","
            foldedByJava += ","
        }
        self.folded = folded
        self.foldedByJava = foldedByJava
        var serializer = DER.Serializer()
        // A name that was parsed can be written again.
        try? serializer.serialize(name)
        exact = serializer.serializedBytes.hexadecimal
    }

    /// The attributes with a keyword in RFC 2253, section 2.3; Java compares the others by their DER.
    private static let keywords: Set<ASN1ObjectIdentifier> = [
        .RDNAttributeType.commonName, .RDNAttributeType.localityName, .RDNAttributeType.stateOrProvinceName,
        .RDNAttributeType.organizationName, .RDNAttributeType.organizationalUnitName, .RDNAttributeType.countryName,
        .RDNAttributeType.streetAddress, .RDNAttributeType.domainComponent, [0, 9, 2342, 19_200_300, 100, 1, 1],
    ]

    private static func encoded(_ value: RelativeDistinguishedName.Attribute.Value) -> [UInt8] {
        var serializer = DER.Serializer()
        guard (try? serializer.serialize(ASN1Any(value))) != nil else { return [] }
        return serializer.serializedBytes
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String { "#\(bytes.hexadecimal)" }

    /// The text of a DER string; nil for other types.
    private static func text(_ value: [UInt8]) -> String? {
        guard let tag = value.first, let content = try? DER.parse(value).content, case .primitive(let bytes) = content
        else { return nil }
        switch tag {
        case 0x0C, 0x13, 0x16, 0x1A: return String(decoding: bytes, as: UTF8.self)
        case 0x14: return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        case 0x1E:
            let units = Array(bytes)
            let pairs = stride(from: 0, to: units.count - 1, by: 2).map {
                UInt16(units[$0]) << 8 | UInt16(units[$0 + 1])
            }
            return String(decoding: pairs, as: UTF16.self)
        default: return nil
        }
    }

    private static func fold(_ text: String, _ lower: (String) -> String) -> String {
        lower(text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }
}

extension String {
    /// Letters of ASCII in lower case; all others as they are.
    var asciiLowercased: String {
        String(decoding: utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
    }
}
