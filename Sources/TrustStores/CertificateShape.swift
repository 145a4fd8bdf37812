import X509

/// What tells a certificate that every parser accepts, one that parsers differ over, and bytes that none accepts.
///
/// The elements are those of RFC 5280, section 4.1. OpenSSL looks at these alone; Go and Java read the extensions too,
/// Go compares the two signature algorithms, and OpenSSL and Go check the text of names.
struct CertificateShape {
    private let serialNumber: DERElement
    private let innerAlgorithm: DERElement
    private let outerAlgorithm: DERElement
    private let names: [DERElement]

    private init?(_ der: ArraySlice<UInt8>) {
        guard let outer = DERElement(der), outer.tag == DERElement.sequence, outer.size == der.count,
            let parts = outer.children,
            parts.map(\.tag) == [DERElement.sequence, DERElement.sequence, DERElement.bitString]
        else { return nil }
        // What follows the fields that must be there is not looked at: some parsers pass over it.
        let required = Array(DERElement.prefix(of: parts[0].content).drop { $0.tag == 0xA0 })
        guard required.count >= 6, required[0].tag == DERElement.integer,
            required[1...5].allSatisfy(Self.isSequence), required[3].children?.count == 2
        else { return nil }
        serialNumber = required[0]
        innerAlgorithm = required[1]
        outerAlgorithm = parts[1]
        names = [required[2], required[4]]
        guard names.allSatisfy({ Self.attributes(of: $0) != nil }) else { return nil }
    }

    /// BER, which OpenSSL and Java read and swift-asn1's DER reader does not.
    static func isOfIndefiniteLength(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.starts(with: [DERElement.sequence, 0x80])
    }

    /// Whether some parser may accept it.
    static func isPossible(_ der: ArraySlice<UInt8>) -> Bool {
        isOfIndefiniteLength(der) || CertificateShape(der) != nil
    }

    /// By its encoding: swift-certificates keeps the digits alone, without the zero that makes a high first bit positive.
    static func isSerialNumberNegative(_ der: ArraySlice<UInt8>) -> Bool {
        CertificateShape(der)?.serialNumber.content.first.map { $0 >= 0x80 } ?? false
    }

    /// Whether nothing in it is known to divide parsers.
    static func isSound(_ certificate: Certificate, _ der: ArraySlice<UInt8>) -> Bool {
        guard let shape = CertificateShape(der) else { return false }
        let extensions = certificate.extensions
        guard certificate.version == .v3 || extensions.isEmpty, !shape.serialNumber.content.isEmpty,
            shape.innerAlgorithm.content == shape.outerAlgorithm.content,
            shape.names.allSatisfy(isNameSound)
        else { return false }
        do {
            _ = try extensions.basicConstraints
            _ = try extensions.extendedKeyUsage
            _ = try extensions.subjectAlternativeNames
            _ = try extensions.nameConstraints
            _ = try extensions.subjectKeyIdentifier
            _ = try extensions.authorityKeyIdentifier
            return extensions[oid: .X509ExtensionID.keyUsage].map { isKeyUsage($0.value) } ?? true
        } catch {
            return false
        }
    }

    /// Whether each text in a name is what its type allows.
    static func isNameSound(_ name: DERElement) -> Bool { attributes(of: name)?.allSatisfy(isTextSound) == true }

    /// Whether it is one, even if its tag does not say constructed, which OpenSSL lets pass.
    private static func isSequence(_ element: DERElement) -> Bool { element.tag | 0x20 == DERElement.sequence }

    /// The values of a name's attributes; nil where it is not built like a name.
    private static func attributes(of name: DERElement) -> [DERElement]? {
        guard let parts = name.children else { return nil }
        var values: [DERElement] = []
        for part in parts {
            guard part.tag | 0x20 == DERElement.set, let attributes = part.children else { return nil }
            for attribute in attributes {
                guard isSequence(attribute), let pair = attribute.children, pair.count == 2,
                    pair[0].tag == DERElement.objectIdentifier
                else { return nil }
                values.append(pair[1])
            }
        }
        return values
    }

    /// Trailing zero bits are against DER and in two of Trustwave's roots, which everybody reads.
    private static func isKeyUsage(_ value: ArraySlice<UInt8>) -> Bool {
        guard let bits = DERElement(value), bits.size == value.count else { return false }
        return bits.tag == DERElement.bitString && bits.content.count > 1 && bits.content.first ?? 8 < 8
    }

    private static func isTextSound(_ text: DERElement) -> Bool {
        switch text.tag {
        case 0x0C: String(validating: text.content, as: UTF8.self) != nil
        case 0x13: text.content.allSatisfy { isPrintable($0) }
        case 0x16: text.content.allSatisfy { $0 < 0x80 }
        case 0x1E: text.content.count.isMultiple(of: 2)
        case 0x1C: text.content.count.isMultiple(of: 4)
        // Other universal types, which are not looked into: TeletexString, NumericString, BIT STRING.
        default: text.tag < 0x20
        }
    }

    /// PrintableString (X.680, section 41.4), with the `*`, `&`, `_` and `@` that CAs put there and parsers let pass.
    private static func isPrintable(_ character: UInt8) -> Bool {
        switch character {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: " '()+,-./:=?*&_@".utf8.contains(character)
        }
    }
}
