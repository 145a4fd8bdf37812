import Foundation
import ScanModel
import Testing

@testable import TrustStores

@Suite struct PEMTests {
    private let begin = "-----BEGIN CERTIFICATE-----"
    private let end = "-----END CERTIFICATE-----"

    private func wrapped(_ base64: String, at width: Int, separator: String = "\n") -> String {
        var lines: [Substring] = []
        var rest = base64[...]
        while !rest.isEmpty {
            lines.append(rest.prefix(width))
            rest = rest.dropFirst(width)
        }
        return lines.joined(separator: separator)
    }

    /// Forms that clients read: each must give the two roots and nothing rejected.
    @Test(arguments: [
        "bundle", "comments", "CR LF", "CR", "76 columns", "one long line", "spaces at line ends", "space after BEGIN",
        "byte order mark", "garbage between", "no last newline", "blank lines", "X509", "headers", "other blocks",
    ])
    func aFormThatClientsReadIsRead(form: String) throws {
        let one = try Fixture.base64(Fixture.root)
        let two = try Fixture.base64(Fixture.otherRoot)
        let first = "\(begin)\n\(wrapped(one, at: 64))\n\(end)\n"
        let second = "\(begin)\n\(wrapped(two, at: 64))\n\(end)\n"
        let text =
            switch form {
            case "comments": "# Issuer: CN=DigiCert\n# -- a note --\n\(first)# next\n\(second)# end"
            case "CR LF": (first + second).replacingOccurrences(of: "\n", with: "\r\n")
            case "CR": (first + second).replacingOccurrences(of: "\n", with: "\r")
            case "76 columns": "\(begin)\n\(wrapped(one, at: 76))\n\(end)\n\(begin)\n\(wrapped(two, at: 76))\n\(end)\n"
            case "one long line": "\(begin)\n\(one)\n\(end)\n\(begin)\n\(two)\n\(end)\n"
            case "spaces at line ends": (first + second).replacingOccurrences(of: "\n", with: "  \t\n")
            case "space after BEGIN": (first + second).replacingOccurrences(of: begin, with: begin + " ")
            case "byte order mark": "\u{FEFF}" + first + "\u{FEFF}" + second
            case "garbage between": "\(first)\u{1}\u{2} == not base64 ==\n-----\n\(second)"
            case "no last newline": first + second.dropLast()
            case "blank lines": "\n\n\(begin)\n\n\(wrapped(one, at: 64, separator: "\n\n"))\n\(end)\n\n\(second)"
            case "X509": (first + second).replacingOccurrences(of: "CERTIFICATE", with: "X509 CERTIFICATE")
            case "headers": "\(begin)\nProc-Type: 4,CLEAR\n\n\(wrapped(one, at: 64))\n\(end)\n\(second)"
            case "other blocks": "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n\(first)\(second)"
            default: first + second
            }
        let read = try store(text)
        #expect(read.format == "PEM")
        #expect(
            read.certificates.map(\.sha256) == [
                try Fixture.sha256(Fixture.root), try Fixture.sha256(Fixture.otherRoot),
            ])
        #expect(read.rejected.isEmpty)
    }

    /// Forms that no client, or hardly any, reads: never a certificate, always an entry that says why.
    @Test(arguments: [
        "one line", "literal backslash n", "joined without newline", "indented", "no END", "bad base64", "cut base64",
    ])
    func aFormThatClientsDoNotReadIsRejected(form: String) throws {
        let base64 = try Fixture.base64(Fixture.root)
        let body = wrapped(base64, at: 64)
        let text =
            switch form {
            case "one line": "\(begin) \(base64) \(end)"
            case "literal backslash n": "\(begin)\\n\(wrapped(base64, at: 64, separator: "\\n"))\\n\(end)\\n"
            case "joined without newline": "\(begin)\n\(body)\n\(end)\(begin)\n\(body)\n\(end)\n"
            case "indented": "  \(begin)\n\(body)\n  \(end)".replacingOccurrences(of: "\n", with: "\n  ")
            case "no END": "\(begin)\n\(body)\n"
            case "bad base64": "\(begin)\n\(body.replacingOccurrences(of: "A", with: "*"))\n\(end)\n"
            default: "\(begin)\n\(body.dropLast(3))\n\(end)\n"
            }
        let read = try store(text)
        #expect(read.certificates.isEmpty)
        #expect(read.rejected.first?.reason == .badPEM)
        #expect(read.rejected.first?.detail.hasPrefix("line 1: ") == true)
    }

    @Test func aBadBlockDoesNotHideTheGoodOnes() throws {
        let good = try Fixture.pem(Fixture.root)
        let read = try store(
            "\(begin)\nTm90IGEgY2VydGlmaWNhdGU=\n\(end)\n\(good)\n\(begin)\nMIID\n\(try Fixture.pem(Fixture.otherRoot))"
        )
        #expect(read.certificates.count == 2)
        #expect(read.rejected.map(\.index) == [0, 2])
        #expect(read.rejected.map(\.reason) == [.badDER, .badPEM])
        #expect(read.rejected.first?.detail == "line 1: not an X.509 certificate")
        #expect(!read.isComplete)
    }

    @Test func aPrivateKeyIsSkippedAndLeavesNoTrace() throws {
        let secret = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ"
        let key = "-----BEGIN PRIVATE KEY-----\n\(secret)\n-----END PRIVATE KEY-----\n"
        let read = try store(key + Fixture.pem(Fixture.root))
        #expect(read.certificates.count == 1)
        #expect(read.rejected.isEmpty)
        #expect(read.holdsPrivateKey)
        #expect(!"\(parseTrustStore(Array(key.utf8)))".contains(secret))
        #expect(try !store(Fixture.bytes(Fixture.root)).holdsPrivateKey)
        for block in PEMBlocks(Array(key.utf8)) { #expect(block.body.isEmpty) }
    }

    @Test func trustSettingsAreReadAsOpenSSLWritesThem() throws {
        let der = try Fixture.der(Fixture.intermediate)
        let serverAuth: [UInt8] = [0x06, 0x08, 0x2B, 6, 1, 5, 5, 7, 3, 1]
        let clientAuth: [UInt8] = [0x06, 0x08, 0x2B, 6, 1, 5, 5, 7, 3, 2]
        func settings(_ tag: UInt8, _ purpose: [UInt8]) -> [UInt8] {
            [0x30, UInt8(purpose.count + 2), tag, UInt8(purpose.count)] + purpose
        }
        let forms: [([UInt8], StoreCertificate.Form)] = [
            ([], .trusted), (settings(0x30, serverAuth), .trustedForServers),
            (settings(0x30, clientAuth), .notTrustedForServers),
            (settings(0xA0, serverAuth), .notTrustedForServers), ([0x30, 0x7F], .notTrustedForServers),
        ]
        for (bytes, form) in forms {
            let base64 = Data(der + bytes).base64EncodedString()
            let read = try store("-----BEGIN TRUSTED CERTIFICATE-----\n\(base64)\n-----END TRUSTED CERTIFICATE-----\n")
            #expect(read.certificates.map(\.form) == [form])
            #expect(read.certificates.map(\.sha256) == [try Fixture.sha256(Fixture.intermediate)])
        }
    }

    @Test(arguments: [
        ("trusted-for-servers", StoreCertificate.Form.trustedForServers),
        ("trusted-for-clients", .notTrustedForServers),
        ("rejected-for-servers", .notTrustedForServers), ("trusted-alias", .trusted),
    ])
    func whatOpenSSLWroteIsRead(name: String, form: StoreCertificate.Form) throws {
        let read = try store(Fixture.bytes(name))
        #expect(read.certificates.map(\.form) == [form])
        #expect(read.certificates.map(\.sha256) == [try Fixture.sha256(Fixture.intermediate)])
    }

    @Test func theFormOfABlockIsKept() throws {
        let pem = try Fixture.pem(Fixture.root)
        #expect(try store("\u{FEFF}" + pem + pem).certificates.map(\.form) == [.afterByteOrderMark, .plain])
        #expect(
            try store(pem.replacingOccurrences(of: "CERTIFICATE", with: "X509 CERTIFICATE")).certificates.map(\.form)
                == [.x509])
    }

    @Test func aBundleCutAtAnyLengthGivesAPrefixOfItsCertificates() throws {
        let names = [Fixture.root, Fixture.otherRoot]
        let text = try names.map(Fixture.bytes).flatMap(\.self)
        let all = try names.map(Fixture.sha256)
        for count in stride(from: 0, to: text.count, by: 7) {
            let read = try store(Array(text.prefix(count)))
            #expect(read.certificates.count <= 2)
            #expect(Array(all.prefix(read.certificates.count)) == read.certificates.map(\.sha256), "cut at \(count)")
        }
    }

    @Test func aBundleWithAnyBitFlippedGivesNoMoreCertificates() throws {
        let text = try Fixture.bytes(Fixture.smallRoot)
        for bit in stride(from: 0, to: text.count * 8, by: 5) {
            var bytes = text
            bytes[bit / 8] ^= 1 << (bit % 8)
            if case .read(let store) = parseTrustStore(bytes) { #expect(store.certificates.count <= 1) }
        }
    }
}
