/// How credentials are recognised in configuration text, and taken out.
///
/// Where a text can be read in two ways, the one that removes more wins: a lost database name costs nothing, a kept
/// password is a leak. Host, port, `sslmode` and `sslrootcert` of every well-formed connection string stay.
package enum Credentials {
    /// Words that make a name the name of a credential. `sslkey` and `sslcert` are file names and stay.
    private static let words = KnownWords([
        "password", "passwd", "passphrase", "passcode", "pwd", "secret", "token", "credential", "apikey", "api_key",
        "api-key", "accesskey", "access_key", "access-key", "private_key", "privatekey", "private-key", "accountkey",
        "account_key", "sharedaccesskey", "connectionstrings__storage", "sas_key", "signature", "authorization",
    ])

    /// What stands where a value was; a URL's user information goes without a trace.
    package static let mark = "***"

    /// Whether a variable or property of that name holds a credential and nothing else.
    package static func isCredentialName(_ name: String) -> Bool {
        isCredentialName(Array(name.lowercased().utf8)[...])
    }

    /// The same for the bytes of a name in any case; on bytes because every word of every value is asked.
    static func isCredentialName(_ name: ArraySlice<UInt8>) -> Bool {
        guard name.count > 2 else { return false }
        if name.ends(with: "passfile") || name.ends(with: "pass_file") { return false }
        if name.ends(with: "pass") || (name.count == 3 && name.ends(with: "sig")) { return true }
        return words.occur(in: name)
    }

    /// Whether a value under a credential's name nevertheless tells of a server or a trust store.
    static func carriesFacts(_ value: String) -> Bool {
        facts.occur(in: value)
    }

    private static let facts = KnownWords(["postgres", "jdbc:", "host=", "server=", "begin certificate"])

    /// The text without user information of URLs, values of credential-named parameters, private keys, and tokens of
    /// a known shape. Certificates in PEM stay byte for byte.
    ///
    /// The text may be a connection string, URL, command line or any other value.
    package static func removed(from text: String) -> String {
        var output: [UInt8] = []
        var pending: [UInt8] = []
        let bytes = Array(text.utf8)
        var position = 0
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "-"), let block = PEMBlock(in: bytes, at: position) {
                switch block.kind {
                case .certificate:
                    output += cleaned(pending) + bytes[position..<block.end]
                    pending = []
                case .privateKey:
                    pending += mark.utf8
                }
                position = block.end
            } else {
                pending.append(bytes[position])
                position += 1
            }
        }
        output += cleaned(pending)
        return String(decoding: output, as: UTF8.self)
    }

    /// The words of a command line without credentials, also where flag and value are two words (`--password`, `x`).
    package static func removed(fromWords words: [String]) -> [String] {
        var result: [String] = []
        var hidesNext = false
        for word in words {
            if hidesNext, !word.hasPrefix("-") {
                result.append(mark)
                hidesNext = false
                continue
            }
            hidesNext = namesCredentialFlag(word)
            let short = word.hasPrefix("-p") && word.count > 2 && result.first.map(isMySQL) == true
            result.append(short ? "-p" + mark : removed(from: word))
        }
        return result
    }

    private static func namesCredentialFlag(_ word: String) -> Bool {
        guard word.hasPrefix("-"), !word.contains("="), !word.contains(" ") else { return false }
        // curl's and wget's `-u user:password`.
        return word == "-u" || word == "--user" || isCredentialName(word)
    }

    private static func isMySQL(_ command: String) -> Bool {
        let name = command.split(separator: "/").last ?? ""
        return name.hasPrefix("mysql") || name.hasPrefix("mariadb")
    }

    private static func cleaned(_ bytes: [UInt8]) -> [UInt8] {
        guard !bytes.isEmpty else { return [] }
        return tokensRemoved(parameterValuesRemoved(userInformationRemoved(bytes)))
    }

    /// A PEM block that is kept or dropped as a whole.
    private struct PEMBlock {
        enum Kind { case certificate, privateKey }
        var kind: Kind
        var end: Int

        init?(in bytes: [UInt8], at start: Int) {
            let begin = Array("-----BEGIN ".utf8)
            guard bytes[start...].starts(with: begin) else { return nil }
            let labelStart = start + begin.count
            guard let labelEnd = bytes[labelStart...].firstIndex(of: UInt8(ascii: "-")) else { return nil }
            let label = String(decoding: bytes[labelStart..<labelEnd], as: UTF8.self)
            let ending = Array("-----END \(label)-----".utf8)
            if label.contains("PRIVATE KEY") {
                kind = .privateKey
                // A key that is cut off is still a key.
                end = bytes.firstRange(of: ending, from: labelEnd)?.upperBound ?? bytes.count
            } else if label.hasSuffix("CERTIFICATE"),
                // A certificate's text ends at the next dashes, so that a flood of beginnings costs no more than its length.
                let tail = bytes.firstRange(of: Array("-----".utf8), from: labelEnd + 5)?.lowerBound,
                bytes[tail...].starts(with: ending), bytes[labelEnd..<tail].allSatisfy(Self.isBase64Text)
            {
                kind = .certificate
                end = tail + ending.count
            } else {
                return nil
            }
        }

        private static func isBase64Text(_ byte: UInt8) -> Bool {
            byte.isWordByte || byte.isBlank || "+/=\\-:,\r\n".utf8.contains(byte)
        }
    }
}

extension [UInt8] {
    func firstRange(of needle: [UInt8], from start: Int) -> Range<Int>? {
        guard !needle.isEmpty, count >= needle.count, start <= count - needle.count else { return nil }
        return (start...(count - needle.count)).lazy.filter { self[$0..<($0 + needle.count)].elementsEqual(needle) }
            .first.map { $0..<($0 + needle.count) }
    }
}

extension ArraySlice<UInt8> {
    /// Whether the text ends so, in any case.
    func ends(with text: StaticString) -> Bool {
        text.withUTF8Buffer { suffix in
            suffix.count <= count && zip(self.suffix(suffix.count), suffix).allSatisfy { $0.lowercase == $1 }
        }
    }
}

extension UInt8 {
    package var lowercase: UInt8 { self >= 65 && self <= 90 ? self | 32 : self }
    package var isDigit: Bool { self >= 48 && self <= 57 }
    package var isLetter: Bool { (self | 32) >= 97 && (self | 32) <= 122 }
    /// Space and tab.
    var isBlank: Bool { self == 32 || self == 9 }
    var isWhitespace: Bool { isBlank || self == 10 || self == 13 }
    var isQuote: Bool { self == 34 || self == 39 || self == 96 }
    /// What property and flag names are made of.
    var isWordByte: Bool { isLetter || isDigit || self == 95 || self == 46 || self == 45 }
}
