/// A block cipher that swift-crypto does not offer, for decryption of old key stores alone.
protocol BlockCipher {
    /// Deciphers one block of eight bytes, as a big-endian number.
    func decipher(_ block: UInt64) -> UInt64
}

extension BlockCipher {
    /// Cipher block chaining with the padding of PKCS #5.
    ///
    /// - Returns: nil where the length or the padding is wrong, as it is under a wrong key.
    func decrypt(_ bytes: [UInt8], iv: [UInt8]) -> [UInt8]? {
        guard iv.count == 8, !bytes.isEmpty, bytes.count.isMultiple(of: 8) else { return nil }
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var previous = Self.block(iv[...])
        for start in stride(from: 0, to: bytes.count, by: 8) {
            let block = Self.block(bytes[start..<start + 8])
            let clear = decipher(block) ^ previous
            previous = block
            for shift in stride(from: 56, through: 0, by: -8) {
                plain.append(UInt8(truncatingIfNeeded: clear >> shift))
            }
        }
        guard let padding = plain.last.map(Int.init), (1...8).contains(padding),
            plain.suffix(padding).allSatisfy({ Int($0) == padding })
        else { return nil }
        return plain.dropLast(padding)
    }

    private static func block(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}
