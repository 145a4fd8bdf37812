internal import FoundationEssentials

/// Base64 as docker writes it into its configuration (RFC 4648, section 4).
enum Base64Text {
    static func encode(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    /// With padding or without, as hand-made pull secrets have it, and with line ends in it.
    static func decode(_ text: String) -> [UInt8]? {
        var digits = text.filter { !$0.isWhitespace && $0 != "=" }
        digits += String(repeating: "=", count: (4 - digits.utf8.count % 4) % 4)
        return Data(base64Encoded: digits).map { Array($0) }
    }
}
