/// The blocks of a PEM text (RFC 7468), as far as certificates have to be told from the rest.
package enum PEMText {
    /// The certificates as blocks of their own, each with its line end; private keys and the text between are left out.
    package static func certificates(_ text: String) -> [String] {
        var blocks: [String] = []
        var block: [Substring]?
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            if line.contains("-----BEGIN ") {
                block = line.contains("CERTIFICATE-----") ? [] : nil
            }
            guard block != nil else { continue }
            block?.append(line)
            guard line.contains("-----END "), let lines = block else { continue }
            blocks.append(lines.joined(separator: "\n") + "\n")
            block = nil
        }
        return blocks
    }
}
