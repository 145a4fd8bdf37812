/// The certificate database of NSS (Firefox, `certutil`): cert9.db is SQLite, cert8.db a hash file of Berkeley DB 1.85.
package enum NSSDatabase: KnownFormat {
    package static let name = "NSS database"
    package static let advice = "NSS database: export its certificates with certutil -L -a to have them judged"

    private static let hashMagic: [UInt8] = [0x00, 0x06, 0x15, 0x61]

    package static func recognizes(_ bytes: [UInt8]) -> Bool {
        // SQLite writes its tables' definitions into its first page.
        if bytes.starts(with: "SQLite format 3\0".utf8) { return bytes.prefix(1 << 16).contains(text: "nssPublic") }
        return bytes.starts(with: hashMagic) || bytes.starts(with: hashMagic.reversed())
    }
}

extension ArraySlice<UInt8> {
    fileprivate func contains(text: String) -> Bool {
        let pattern = Array(text.utf8)
        return indices.contains { self[$0] == pattern[0] && self[$0...].starts(with: pattern) }
    }
}
