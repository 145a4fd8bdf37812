import SwiftASN1

/// What a PKCS #12 file holds once it is open: its certificates, and whose keys lie beside them (RFC 7292, section 4).
///
/// Keys are counted and never opened.
struct PKCS12Contents {
    struct CertificateBag {
        var der: [UInt8]
        var alias: String?
        /// The mark by which a certificate belongs to a key.
        var keyIdentifier: [UInt8]?
        /// Java's own attribute, without which Java takes a certificate for no trust anchor.
        var isTrusted: Bool
    }

    /// A bag in a bag in a bag: deeper ones are left out, and said to be.
    private static let deepest = 4
    private static let mostBags = 20_000

    var certificates: [CertificateBag] = []
    /// The marks of the keys; nil for a key without one.
    var keys: [[UInt8]?] = []
    /// Why something of it was not taken.
    var damages: [String] = []

    /// Takes what is in `SafeContents ::= SEQUENCE OF SafeBag`.
    mutating func add(_ safe: ASN1Node, depth: Int = 0) {
        guard let bags = safe.fields, depth < Self.deepest else {
            damages.append("bags nested too deeply, or damaged")
            return
        }
        for bag in bags {
            guard certificates.count + keys.count < Self.mostBags else {
                damages.append("more than \(Self.mostBags) entries")
                return
            }
            guard let fields = bag.fields, fields.count >= 2, let kind = fields[0].objectIdentifier,
                fields[1].isTagged(0), let value = fields[1].only
            else {
                damages.append("a bag is damaged")
                continue
            }
            add(value, kind: kind, Attributes(fields.count > 2 ? fields[2] : nil), depth: depth)
        }
    }

    /// `SafeBag ::= SEQUENCE { bagId OBJECT IDENTIFIER, bagValue [0] EXPLICIT ANY, bagAttributes SET OF PKCS12Attribute
    /// OPTIONAL }`.
    private mutating func add(_ value: ASN1Node, kind: ASN1ObjectIdentifier, _ attributes: Attributes, depth: Int) {
        switch kind {
        case [1, 2, 840, 113549, 1, 12, 10, 1, 1], [1, 2, 840, 113549, 1, 12, 10, 1, 2]:
            keys.append(attributes.keyIdentifier)
        case [1, 2, 840, 113549, 1, 12, 10, 1, 3]:
            guard let fields = value.fields, fields.count == 2, fields[1].isTagged(0),
                fields[0].objectIdentifier == [1, 2, 840, 113549, 1, 9, 22, 1], let der = fields[1].only?.octets
            else {
                damages.append("a certificate bag holds no X.509 certificate")
                return
            }
            certificates.append(
                CertificateBag(
                    der: der, alias: attributes.alias, keyIdentifier: attributes.keyIdentifier,
                    isTrusted: attributes.isTrusted))
        case [1, 2, 840, 113549, 1, 12, 10, 1, 6]: add(value, depth: depth + 1)
        default: break
        }
    }

    /// `PKCS12Attribute ::= SEQUENCE { attrId OBJECT IDENTIFIER, attrValues SET OF ANY }`.
    private struct Attributes {
        var alias: String?
        var keyIdentifier: [UInt8]?
        var isTrusted = false

        init(_ node: ASN1Node?) {
            for attribute in node?.fields ?? [] {
                guard let fields = attribute.fields, fields.count == 2, let value = fields[1].fields?.first else {
                    continue
                }
                switch fields[0].objectIdentifier {
                case [1, 2, 840, 113549, 1, 9, 20]:
                    guard let bytes = value.octets else { continue }
                    let units = stride(from: 0, to: bytes.count - 1, by: 2).map {
                        UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
                    }
                    alias = String(decoding: units, as: UTF16.self)
                case [1, 2, 840, 113549, 1, 9, 21]: keyIdentifier = value.octets
                case [2, 16, 840, 1, 113894, 746875, 1, 1]: isTrusted = true
                default: continue
                }
            }
        }
    }
}
