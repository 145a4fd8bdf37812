/// Base64 as OpenSSL's `EVP_DecodeUpdate` and `EVP_DecodeFinal` read it from 1.0.2 on (crypto/evp/encode.c).
///
/// White space may stand anywhere; a `-` ends the text, whatever follows; after padding there is nothing but white
/// space.
enum OpenSSLBase64 {
    /// - Returns: nil where OpenSSL reports an error.
    static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var characters: [UInt8] = []
        var padding = 0
        loop: for character in text {
            switch character {
            case UInt8(ascii: "-"): break loop
            case 0x09, 0x0A, 0x0D, 0x20: continue
            case UInt8(ascii: "="):
                padding += 1
                characters.append(character)
            default:
                guard padding == 0, Base64.value(of: character) != nil else { return nil }
                characters.append(character)
            }
            if padding > 2 { return nil }
        }
        guard characters.count.isMultiple(of: 4) else { return nil }
        // Padding counts as zero bits, so it may stand for more than the last characters of a group do.
        let zeroed = characters.map { $0 == UInt8(ascii: "=") ? UInt8(ascii: "A") : $0 }
        return Base64.decode(zeroed).map { Array($0.dropLast(padding)) }
    }
}
