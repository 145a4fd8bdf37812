/// A fixed list of words that is looked for in every setting of a cluster.
///
/// On bytes and by first byte: `String.contains` over dozens of words took three quarters of a sweep's time.
package struct KnownWords: Sendable {
    private let byFirstByte: [[[UInt8]]]

    /// - Parameter words: ASCII, lower case, none empty.
    package init(_ words: [String]) {
        var table = [[[UInt8]]](repeating: [], count: 256)
        for word in words.map({ Array($0.utf8) }) {
            guard let first = word.first else { continue }
            table[Int(first)].append(word)
        }
        byFirstByte = table
    }

    /// Whether one of the words occurs in the text, in any case.
    package func occur(in text: String) -> Bool { occur(in: Array(text.utf8)[...]) }

    /// Whether one of the words occurs in UTF-8 text, in any case.
    package func occur(in text: ArraySlice<UInt8>) -> Bool {
        for start in text.indices {
            let candidates = byFirstByte[Int(text[start].lowercase)]
            if candidates.isEmpty { continue }
            for word in candidates where text.endIndex - start >= word.count {
                var offset = 1
                while offset < word.count, text[start + offset].lowercase == word[offset] { offset += 1 }
                if offset == word.count { return true }
            }
        }
        return false
    }
}
