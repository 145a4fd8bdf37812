/// Tells binary trust stores from files that may hold a private key.
enum BinaryStore {
    /// Whether the bytes are a DER certificate, or a JKS or JCEKS store of trusted certificates alone.
    ///
    /// A PKCS #12 file is encrypted as a whole: nobody can tell without its password, so it is not recorded.
    static func holdsCertificatesOnly(_ bytes: [UInt8]) -> Bool {
        if bytes.starts(with: [0xFE, 0xED, 0xFE, 0xED]) || bytes.starts(with: [0xCE, 0xCE, 0xCE, 0xCE]) {
            return keyStoreHoldsCertificatesOnly(bytes)
        }
        return isCertificate(bytes)
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
