import Foundation
import ScanModel

/// A file of passwords, one on each line, which are tried and never kept.
enum PasswordFile {
    private static let largest = 1 << 16

    /// - Parameters:
    ///   - path: the file; `-` is standard input.
    ///   - most: how many lines count; what follows is not looked at.
    /// - Returns: the lines without their ends, in order; empty ones, which are none, do not count behind the first.
    /// - Throws: ``FatalError`` where the file cannot be read or holds no text. Never with a part of it.
    static func passwords(in path: String, most: Int) throws -> [String] {
        let bytes: [UInt8]
        do {
            bytes = try BoundedFile.bytes(of: path, upTo: largest)
        } catch {
            throw FatalError(
                "cannot read the password file \(path): \(error.words)",
                hint: "give a file whose first line is the password")
        }
        var passwords: [String] = []
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) where passwords.count < most {
            guard bytes.count <= largest, line.count <= StorePassword.longest,
                let text = String(validating: line, as: UTF8.self)
            else {
                throw FatalError(
                    "the password file \(path) holds no password",
                    hint: "give a file whose first line is the password, in UTF-8")
            }
            let password = text.hasSuffix("\r") ? String(text.dropLast()) : text
            if passwords.isEmpty || !password.isEmpty { passwords.append(password) }
        }
        return passwords
    }
}
