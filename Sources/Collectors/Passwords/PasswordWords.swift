import ScanModel

/// Where configuration names the password of a trust store. Pure, and asked of raw text: settings have none left.
enum PasswordWords {
    struct Word: Hashable {
        /// As it stands there; it may be a reference to a variable.
        var value: String
        /// Whether it is the property that the JVM itself reads.
        var isOfJVM: Bool
    }

    static let property = "javax.net.ssl.trustStorePassword"

    /// Whether a variable or property of that name holds the password of a trust store: `TRUSTSTORE_PASSWORD`,
    /// `spring.ssl.bundle.jks.web.truststore.password`, `quarkus.tls.trust-store.jks.password`.
    static func names(_ name: String) -> Bool {
        guard beginning.occur(in: name) else { return false }
        let letters = name.lowercased().filter { $0.isLetter || $0.isNumber }
        return letters.contains("truststore") && (letters.hasSuffix("password") || letters.hasSuffix("pass"))
    }

    /// What an entry of a configuration file says.
    static func words(in entry: ConfigEntry) -> [Word] {
        guard names(entry.name) else { return words(in: entry.value) }
        return [Word(value: entry.value, isOfJVM: entry.name.hasSuffix(property))]
    }

    /// What stands behind `trustStorePassword=` in a text: a flag of the JVM, a parameter of a URL.
    static func words(in text: String) -> [Word] {
        guard mention.occur(in: text) else { return [] }
        let bytes = Array(text.utf8)
        let lower = bytes.map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 }
        let needle = Array("truststorepassword=".utf8)
        let prefix = Array("javax.net.ssl.".utf8)
        var words: [Word] = []
        var position = 0
        while position + needle.count <= bytes.count {
            guard lower[position..<position + needle.count].elementsEqual(needle) else {
                position += 1
                continue
            }
            let isOfJVM = lower[..<position].suffix(prefix.count).elementsEqual(prefix)
            let flag = isOfJVM ? position - prefix.count - "-D".utf8.count : position
            let value = position + needle.count
            let quote = flag > 0 && isQuote(bytes[flag - 1]) ? bytes[flag - 1] : nil
            let end = end(of: value, quote: quote, isOfJVM, bytes)
            words.append(Word(value: unquoted(bytes[value..<end]), isOfJVM: isOfJVM))
            position = end
        }
        return words
    }

    private static let beginning = KnownWords(["trust"])
    private static let mention = KnownWords(["truststorepassword="])

    private static func end(of start: Int, quote: UInt8?, _ isOfJVM: Bool, _ bytes: [UInt8]) -> Int {
        let rest = bytes[start...]
        if let quote { return rest.firstIndex(of: quote) ?? bytes.count }
        if let first = rest.first, isQuote(first) {
            return rest.dropFirst().firstIndex(of: first).map { $0 + 1 } ?? bytes.count
        }
        return rest.firstIndex { byte in
            byte == 32 || byte == 9 || byte == 10 || byte == 13 || isQuote(byte)
                || !isOfJVM && (byte == UInt8(ascii: "&") || byte == UInt8(ascii: ";"))
        } ?? bytes.count
    }

    private static func unquoted(_ bytes: ArraySlice<UInt8>) -> String {
        var bytes = bytes
        if let first = bytes.first, isQuote(first), bytes.count > 1, bytes.last == first {
            bytes = bytes.dropFirst().dropLast()
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }
}
