import Testing

@testable import TrustStores

@Suite struct BlockCipherTests {
    /// RFC 2268, section 5.
    @Test(arguments: [
        ("0000000000000000", 63, "0000000000000000", "ebb773f993278eff"),
        ("ffffffffffffffff", 64, "ffffffffffffffff", "278b27e42e2f0d49"),
        ("3000000000000000", 64, "1000000000000001", "30649edf9be7d2c2"),
        ("88", 64, "0000000000000000", "61a8a244adacccf0"),
        ("88bca90e90875a7f0f79c384627bafb2", 128, "0000000000000000", "2269552ab0f85ca6"),
    ])
    func rc2DeciphersTheVectorsOfItsRFC(key: String, bits: Int, plain: String, cipher: String) throws {
        let rc2 = try #require(RC2(key: bytes(key), effectiveBits: bits))
        #expect(rc2.decipher(number(cipher)) == number(plain))
    }

    /// NIST SP 800-67, appendix B.
    @Test func tripleDESDeciphersTheVectorsOfNIST() throws {
        let key = "0123456789abcdef23456789abcdef01456789abcdef0123"
        let cipher = try #require(TripleDES(key: bytes(key)))
        let plain = Array("The qufck brown fox jump".utf8)
        let blocks = ["a826fd8ce53b855f", "cce21c8112256fe6", "68d5c05dd9b6b900"].map { cipher.decipher(number($0)) }
        #expect(blocks == stride(from: 0, to: 24, by: 8).map { plain[$0..<$0 + 8].reduce(0) { $0 << 8 | UInt64($1) } })
    }

    @Test func wrongPaddingIsNoText() throws {
        let cipher = try #require(TripleDES(key: [UInt8](repeating: 1, count: 24)))
        #expect(cipher.decrypt([UInt8](repeating: 7, count: 16), iv: [UInt8](repeating: 0, count: 8)) == nil)
        #expect(cipher.decrypt([1, 2, 3], iv: [UInt8](repeating: 0, count: 8)) == nil)
        #expect(RC2(key: []) == nil)
        #expect(TripleDES(key: [1, 2, 3]) == nil)
    }

    private func number(_ hexadecimal: String) -> UInt64 { UInt64(hexadecimal, radix: 16) ?? 0 }

    private func bytes(_ hexadecimal: String) -> [UInt8] {
        var rest = hexadecimal[...]
        var bytes: [UInt8] = []
        while !rest.isEmpty {
            bytes.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
            rest = rest.dropFirst(2)
        }
        return bytes
    }
}
