/// Bouncy Castle's UBER key store: BKS with all of it encrypted (Twofish), so that its header alone is known.
package enum UBER: KnownFormat {
    package static let name = "UBER"
    package static let advice = "UBER key store: convert it with keytool -importkeystore to have it judged"

    package static func recognizes(_ bytes: [UInt8]) -> Bool { BKSEntries.isEncrypted(bytes) }
}
