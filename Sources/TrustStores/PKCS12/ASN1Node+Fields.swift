import SwiftASN1

extension ASN1Node {
    /// The elements inside; nil where it holds none.
    var fields: [ASN1Node]? {
        guard case .constructed(let nodes) = content else { return nil }
        return Array(nodes)
    }

    /// The one element inside an explicit tag.
    var only: ASN1Node? {
        guard let fields, fields.count == 1 else { return nil }
        return fields[0]
    }

    /// An OCTET STRING, implicitly tagged or not, which BER may cut into pieces.
    var octets: [UInt8]? {
        switch content {
        case .primitive(let bytes): return Array(bytes)
        case .constructed(let pieces):
            var bytes: [UInt8] = []
            for piece in pieces {
                guard piece.identifier == .octetString, let part = piece.octets else { return nil }
                bytes += part
            }
            return bytes
        }
    }

    var objectIdentifier: ASN1ObjectIdentifier? { try? ASN1ObjectIdentifier(berEncoded: self) }

    var integer: Int? { try? Int(berEncoded: self) }

    /// Nil for what is damaged, and for what would take too much memory.
    static func parse(_ bytes: [UInt8]) -> ASN1Node? {
        BERElement.isParsable(bytes[...]) ? try? BER.parse(bytes) : nil
    }

    /// Whether it has the context-specific tag.
    func isTagged(_ number: UInt) -> Bool {
        identifier == ASN1Identifier(tagWithNumber: number, tagClass: .contextSpecific)
    }
}
