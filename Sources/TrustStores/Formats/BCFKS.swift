/// Bouncy Castle's FIPS key store, encrypted as a whole.
///
/// `ObjectStore ::= SEQUENCE { SEQUENCE { AlgorithmIdentifier (PBES2), OCTET STRING }, integrity check }`.
package enum BCFKS: KnownFormat {
    package static let name = "BCFKS"
    package static let advice = "BCFKS key store: convert it with keytool -importkeystore to have it judged"

    private static let pbes2: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x05, 0x0D]

    package static func recognizes(_ bytes: [UInt8]) -> Bool {
        var content = bytes[...]
        for _ in 0..<3 {
            guard content.first == DERElement.sequence, let inner = DERElement.content(of: content) else {
                return false
            }
            content = inner
        }
        return content.starts(with: pbes2)
    }
}
