import Foundation
import ScanModel
import Testing

@testable import TrustStores

/// What each client's code made of the same file, measured with the code itself: OpenSSL 3.0 and 3.5, 1.1.1g and
/// 1.0.2q, `PEM_read_bio_X509`, the loop of Node over 3.0, JDK 17, JDK 25, Go 1.19 and 1.27.
@Suite struct StoreFileReaderTests {
    /// In the columns' order.
    private static let readers: [ChainRules.FileReader] = [.openSSL, .openSSL1, .firstPEM, .node, .java, .java25, .go]

    /// Per form: `a` and `b` for the two roots in the order seen, `-` for refused, `0` for nothing, `?` for unclear,
    /// `!` for ignored.
    private static let table: [(form: String, seen: String)] = [
        ("bundle", "ab ab a ab ab ab ab"), ("CR LF", "ab ab a ab ab ab ab"), ("CR", "- - - 0 ab ab -"),
        ("byte order mark", "ab b a ab - ab b"), ("byte order mark in the middle", "ab a a ab - ab a"),
        ("comments", "ab ab a ab ab ab ab"), ("no last newline", "ab ab a ab ab ab ab"),
        ("joined without newline", "- - - 0 - - -"), ("indented", "- - - 0 - ab -"), ("one line", "- - - 0 - ab -"),
        ("literal backslash n", "- - - 0 - - -"), ("long line", "ab ab a ab ab ab ab"),
        ("254 characters a line", "ab ? a ab ab ab ab"), ("spaces at line ends", "ab ab a ab ab ab ab"),
        ("blank lines", "- - - 0 ab ab ab"), ("blank line after BEGIN", "ab ab a ab ab ab ab"),
        ("truncated", "- - a a - a a"), ("truncated first", "- - - 0 - - b"), ("bad base64 behind", "- - a ab - - ab"),
        ("bad DER behind", "- - a ab - - ab"), ("bad DER above", "- - - 0 - - ab"),
        ("empty block above", "- - - 0 - - ab"), ("key above", "ab ab a ab - - ab"),
        ("headers", "- - - 0 - - b"), ("header without blank line", "- - - 0 - - b"),
        ("X509 label", "ab ab a ab ab ab b"), ("trusted label", "ab ab b ab ab ab b"), ("odd label", "b b b b ab ab b"),
        ("trust settings", "ab ab b ab - - b"), ("bytes behind the DER", "ab ab a 0 - - b"),
        ("text behind END", "- - - 0 - ab b"), ("indented END", "a a a a ab ab b"), ("DER", "- - - 0 ab ab -"),
        ("PKCS #7", "- - - 0 ab ab -"), ("PKCS #7 in PEM", "- - - 0 ab ab -"),
        ("NUL in a comment", "ab ab a ab ab ab ab"),
        ("NUL first in a line", "- - a ab ab ab ab"), ("bytes above 7F at line ends", "ab ab a ab - - -"),
        ("damaged key behind", "- ab a ab - - ab"),
        ("junk", "- - - 0 - - -"),
        ("empty", "- - - ! 0 0 -"),
    ]

    @Test(arguments: table.map(\.form)) func aFormIsReadAsEachClientReadsIt(form: String) throws {
        let row = try #require(Self.table.first { $0.form == form })
        let names = ["a": try Fixture.sha256(Fixture.root), "b": try Fixture.sha256(Fixture.otherRoot)]
        let read = try store(try bytes(of: form))
        let seen = Self.readers.map { reader in
            switch read.reading(by: reader) {
            case .loaded(let certificates):
                certificates.isEmpty
                    ? "0" : certificates.map { one in names.first { $0.value == one.sha256 }?.key ?? "x" }.joined()
            case .refused: "-"
            case .ignored: "!"
            case .unclear: "?"
            }
        }
        #expect(seen.joined(separator: " ") == row.seen)
    }

    private func pem(
        _ der: [UInt8], label: String = "CERTIFICATE", width: Int = 64, newline: String = "\n", indent: String = ""
    ) -> String {
        var lines = ["-----BEGIN \(label)-----"]
        var rest = Data(der).base64EncodedString()[...]
        while !rest.isEmpty {
            lines.append(String(rest.prefix(width)))
            rest = rest.dropFirst(width)
        }
        lines.append("-----END \(label)-----")
        return lines.map { indent + $0 + newline }.joined()
    }

    private func bytes(of form: String) throws -> [UInt8] {
        let one = try Fixture.der(Fixture.root)
        let two = try Fixture.der(Fixture.otherRoot)
        let first = pem(one)
        let second = pem(two)
        let both = first + second
        let mark = "\u{FEFF}"
        let begin = "-----BEGIN CERTIFICATE-----\n"
        func each(_ write: ([UInt8]) -> String) -> String { write(one) + write(two) }
        switch form {
        case "DER": return one + two
        case "PKCS #7": return bundle(of: [one, two])
        case "bytes above 7F at line ends":
            return both.utf8.flatMap { $0 == 0x0A ? [0xC2, 0xA0, 0x0A] : [$0] }
        default: break
        }
        let text: String =
            switch form {
            case "bundle": both
            case "CR LF": both.replacingOccurrences(of: "\n", with: "\r\n")
            case "CR": both.replacingOccurrences(of: "\n", with: "\r")
            case "byte order mark": mark + both
            case "byte order mark in the middle": first + mark + second
            case "comments": "# one\n" + first + "subject=/CN=x\n\n" + second + "# end"
            case "no last newline": String(both.dropLast())
            case "joined without newline": first.dropLast() + second
            case "indented": each { pem($0, indent: "    ") }
            case "one line": both.replacingOccurrences(of: "\n", with: " ") + "\n"
            case "literal backslash n": both.replacingOccurrences(of: "\n", with: "\\n")
            case "long line": each { pem($0, width: 100_000) }
            case "254 characters a line": each { pem($0, width: 254) }
            case "spaces at line ends": both.replacingOccurrences(of: "\n", with: "  \n")
            case "blank lines": each { pem($0, newline: "\n\n") }
            case "blank line after BEGIN": both.replacingOccurrences(of: begin, with: begin + "\n")
            case "truncated": first + second.prefix(700)
            case "truncated first": first.prefix(700) + "\n" + second
            case "bad base64 behind": both + first.replacingOccurrences(of: "\nMII", with: "\n!!!")
            case "bad DER behind": both + pem(Array("not a certificate".utf8))
            case "bad DER above": pem(Array("not a certificate".utf8)) + both
            case "empty block above": begin + "-----END CERTIFICATE-----\n" + both
            case "key above": pem([0x30, 6, 2, 1, 0, 2, 1, 0], label: "RSA PRIVATE KEY") + both
            case "damaged key behind": both + pem([0, 0, 0], label: "PRIVATE KEY")
            case "headers": first.replacingOccurrences(of: begin, with: begin + "Proc-Type: 4,CLEAR\n\n") + second
            case "header without blank line": first.replacingOccurrences(of: begin, with: begin + "a: b\n") + second
            case "X509 label": pem(one, label: "X509 CERTIFICATE") + second
            case "trusted label": pem(one, label: "TRUSTED CERTIFICATE") + second
            case "odd label": pem(one, label: "CERT") + second
            case "trust settings": pem(one + [0x30, 0], label: "TRUSTED CERTIFICATE") + second
            case "bytes behind the DER": pem(one + [0]) + second
            case "text behind END": first.dropLast() + " x\n" + second
            case "indented END": first.replacingOccurrences(of: "-----END", with: " -----END") + second
            case "PKCS #7 in PEM": pem(bundle(of: [one, two]), label: "PKCS7")
            case "NUL in a comment": "# a\0b\n" + both
            case "NUL first in a line": "\0\n" + both
            case "junk": "not a certificate\n"
            default: ""
            }
        return Array(text.utf8)
    }

    /// Half of all serial numbers begin with a high bit; in DER a zero before it keeps them positive (ISRG Root X1: 8210cf…).
    @Test(arguments: ChainRules.FileReader.allCases.filter { $0 != .javaKeyStore })
    func aSerialNumberWithAHighFirstBitIsNotNegative(_ reader: ChainRules.FileReader) throws {
        let store = try store(Fixture.pem("isrg-root-x1"))
        guard case .loaded(let certificates) = store.reading(by: reader) else {
            Issue.record("\(reader): \(store.reading(by: reader))")
            return
        }
        #expect(certificates.count == 1)
    }

    /// A SignedData without signers.
    private func bundle(of certificates: [[UInt8]]) -> [UInt8] {
        func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
            [tag, 0x82, UInt8(content.count >> 8), UInt8(content.count & 0xFF)] + content
        }
        let data: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07]
        let fields: [UInt8] = [2, 1, 1, 0x31, 0, 0x30, 0x0B] + data + [1]
        let signed = element(0x30, fields + element(0xA0, certificates.flatMap(\.self)) + [0x31, 0])
        return element(0x30, data + [2] + element(0xA0, signed))
    }
}
