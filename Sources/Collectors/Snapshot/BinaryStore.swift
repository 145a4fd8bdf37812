/// Tells binary trust stores from files that may hold a private key.
enum BinaryStore {
    /// Whether the bytes are a DER certificate, a JKS or JCEKS store of trusted certificates alone, or a PKCS #12 file in
    /// which nothing is encrypted and nothing is a key, as the JDK has them since 18.
    ///
    /// Of any other PKCS #12 file nobody can tell without its password, so it is not recorded.
    static func holdsCertificatesOnly(_ bytes: [UInt8]) -> Bool {
        if bytes.starts(with: [0xFE, 0xED, 0xFE, 0xED]) || bytes.starts(with: [0xCE, 0xCE, 0xCE, 0xCE]) {
            return keyStoreHoldsCertificatesOnly(bytes)
        }
        return isCertificate(bytes) || isOpenPKCS12(bytes)
    }

    /// Object identifiers in DER: PKCS #7 `encryptedData` and `envelopedData`, PKCS #12 `keyBag`, `pkcs8ShroudedKeyBag` and
    /// `secretBag` (RFC 2315, section 14; RFC 7292, appendix D).
    private static let secretParts: [[UInt8]] = [
        [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x06], [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x03],
        [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x0C, 0x0A, 0x01, 0x01],
        [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x0C, 0x0A, 0x01, 0x02],
        [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x0C, 0x0A, 0x01, 0x05],
    ]

    /// SEQUENCE { INTEGER 3, SEQUENCE { OID … (RFC 7292, section 4), and nowhere the name of a part that could be secret.
    private static func isOpenPKCS12(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 8, bytes[0] == 0x30, bytes[1] != 0x80 else { return false }
        let header = bytes[1] < 0x80 ? 2 : 2 + Int(bytes[1] & 0x7F)
        guard header < 7, header + 4 < bytes.count, bytes[header..<header + 3] == [0x02, 0x01, 0x03] else {
            return false
        }
        let length = header == 2 ? Int(bytes[1]) : bytes[2..<header].reduce(0) { $0 << 8 | Int($1) }
        guard header + length == bytes.count else { return false }
        return !secretParts.contains { bytes.firstRange(of: $0) != nil }
    }

    /// SEQUENCE { SEQUENCE { [0] or INTEGER … (RFC 5280, section 4.1); a key's first element is an INTEGER.
    private static func isCertificate(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 8, bytes[0] == 0x30 else { return false }
        let header = bytes[1] < 0x80 ? 2 : 2 + Int(bytes[1] & 0x7F)
        guard header + 2 < bytes.count, bytes[header] == 0x30 else { return false }
        // An encrypted key (RFC 5958) starts with SEQUENCE { OID.
        let inner = bytes[header + 1] < 0x80 ? 2 : 2 + Int(bytes[header + 1] & 0x7F)
        guard header + inner < bytes.count else { return false }
        return bytes[header + inner] == 0xA0 || bytes[header + inner] == 0x02
    }

    /// Walks the entries of Sun's format: tag 2 is a certificate, every other tag a key.
    private static func keyStoreHoldsCertificatesOnly(_ bytes: [UInt8]) -> Bool {
        var position = 4
        func number(_ size: Int) -> Int? {
            guard size <= bytes.count - position else { return nil }
            defer { position += size }
            return bytes[position..<(position + size)].reduce(0) { $0 << 8 | Int($1) }
        }
        func skip(_ size: Int?) -> Bool {
            guard let size, size <= bytes.count - position else { return false }
            position += size
            return true
        }
        guard let version = number(4), let count = number(4) else { return false }
        for _ in 0..<count {
            guard number(4) == 2, skip(number(2)), skip(8) else { return false }
            if version == 2 { guard skip(number(2)) else { return false } }
            guard skip(number(4)) else { return false }
        }
        // What is left is the digest; an entry hidden behind it is none.
        return bytes.count - position == 20
    }
}
