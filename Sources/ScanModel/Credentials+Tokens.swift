import FoundationEssentials

extension Credentials {
    /// Beginnings of tokens that say themselves what they are, and how many letters follow at least.
    private static let tokenBeginnings: [(text: [UInt8], count: Int)] = [
        ("AKIA", 12), ("ASIA", 12), ("AROA", 12), ("ghp_", 16), ("gho_", 16), ("ghs_", 16), ("github_pat_", 16),
        ("glpat-", 12), ("xoxb-", 10), ("xoxp-", 10), ("eyJ", 20), ("sk-", 20), ("AIza", 20), ("hvs.", 16),
        ("dckr_pat_", 12), ("npm_", 20), ("pypi-", 20), ("SG.", 20),
    ].map { (Array($0.0.utf8), $0.1) }

    /// `-----BEGIN` in base64.
    private static let encodedBegin = Array("LS0tLS1CRUdJTi".utf8)

    private static let authenticationSchemes = ["bearer", "basic"].map { Array($0.utf8) }

    /// Without tokens of a known shape (cloud access keys, JWTs, access tokens) and `Bearer x`, wherever they stand.
    static func tokensRemoved(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        var position = 0
        while position < bytes.count {
            guard isTokenByte(bytes[position]) else {
                output.append(bytes[position])
                position += 1
                continue
            }
            if let encoded = encodedPEM(in: bytes, from: position) {
                output += encoded.kept
                position = encoded.end
                continue
            }
            let end = bytes[position...].firstIndex { !isTokenByte($0) } ?? bytes.count
            let word = bytes[position..<end]
            if word.count > 13,
                tokenBeginnings.contains(where: { word.count >= $0.text.count + $0.count && word.starts(with: $0.text) }
                )
            {
                output += mark.utf8
            } else {
                output += word
            }
            position = end
            guard word.count == 5 || word.count == 6 else { continue }
            let lower = word.map { $0.isLetter ? $0 | 32 : $0 }
            guard authenticationSchemes.contains(lower), end + 1 < bytes.count, bytes[end].isBlank else { continue }
            let next = bytes[(end + 1)...].prefix { isTokenByte($0) || "+/=~".utf8.contains($0) }
            guard next.count >= 8 else { continue }
            output += [bytes[end]] + mark.utf8
            position = next.endIndex
        }
        return output
    }

    /// A base64 text that is a PEM file: as it is, or its certificates alone where a private key is beside them; what
    /// can't be decoded counts as a key.
    private static func encodedPEM(in bytes: [UInt8], from start: Int) -> (end: Int, kept: [UInt8])? {
        guard bytes[start] == encodedBegin[0], bytes[start...].starts(with: encodedBegin) else { return nil }
        let word = bytes[start...].prefix { $0.isLetter || $0.isDigit || "+/=\r\n".utf8.contains($0) }
        let decoded = Data(base64Encoded: Data(word), options: .ignoreUnknownCharacters)
        guard let text = decoded.map({ String(decoding: $0, as: UTF8.self) }) else {
            return (word.endIndex, Array(mark.utf8))
        }
        guard text.contains("PRIVATE KEY") else { return (word.endIndex, Array(word)) }
        let certificates = PEMText.certificates(text).joined()
        let kept = certificates.isEmpty ? mark : Data(certificates.utf8).base64EncodedString()
        return (word.endIndex, Array(kept.utf8))
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool { byte.isWordByte }
}
