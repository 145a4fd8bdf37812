import ScanModel
import SwiftASN1

/// A PKCS #12 file as it lies there: `PFX ::= SEQUENCE { version INTEGER (3), authSafe ContentInfo, macData MacData
/// OPTIONAL }`.
struct PKCS12File {
    private enum Part {
        case clear(ASN1Node)
        case encrypted(PKCS12Encryption, [UInt8])
        case damaged(String)
    }

    /// What came of opening it.
    struct Opened {
        var contents = PKCS12Contents()
        var integrity = TrustStore.Integrity.none
        /// What kind of seal it has that is not known here.
        var unknownSeal: String?
        /// Why parts of it stayed closed; empty where all were opened.
        var closed: [String] = []
    }

    private let content: [UInt8]
    private let seal: PKCS12MAC?
    private let parts: [Part]
    /// Whether some of it is encrypted.
    let isEncrypted: Bool

    init?(_ bytes: [UInt8]) {
        guard let size = BERElement.size(of: bytes[...]), let fields = ASN1Node.parse(Array(bytes[..<size]))?.fields,
            fields.count >= 2, fields[0].integer == 3, let content = Self.data(in: fields[1]),
            let safes = ASN1Node.parse(content)?.fields
        else { return nil }
        self.content = content
        seal = fields.count > 2 ? PKCS12MAC(fields[2]) : nil
        if fields.count > 2, seal == nil { return nil }
        parts = safes.map(Self.part)
        isEncrypted = parts.contains { if case .encrypted = $0 { true } else { false } }
    }

    /// Tries the passwords in turn: the seal tells the right one, without a seal the first that decrypts.
    func open(passwords: [String?]) -> Opened {
        var opened = Opened()
        var work = PasswordWork()
        var candidates = passwords
        if let seal {
            opened.integrity = .unchecked
            do throws(PasswordWork.Failure) {
                var fitting: [String?] = []
                for password in passwords where try seal.fits(content, password: password, &work) {
                    fitting = [password]
                    opened.integrity = .checked
                    break
                }
                candidates = fitting
            } catch {
                // What is in the clear, or opens by itself, is read all the same.
                if case .unsupported = error {
                    opened.unknownSeal = Self.words(error)
                } else {
                    opened.closed.append("its seal could not be checked: \(Self.words(error))")
                }
            }
        }
        for part in parts {
            switch part {
            case .clear(let safe): opened.contents.add(safe)
            case .damaged(let words): opened.contents.damages.append(words)
            case .encrypted(let encryption, let bytes):
                do throws(PasswordWork.Failure) {
                    guard let safe = try Self.decrypted(bytes, encryption, candidates, &work) else {
                        opened.closed.append("encrypted, and no password that was tried opens it")
                        continue
                    }
                    opened.contents.add(safe)
                } catch {
                    opened.closed.append(Self.words(error))
                }
            }
        }
        return opened
    }

    private static func decrypted(
        _ bytes: [UInt8], _ encryption: PKCS12Encryption, _ passwords: [String?], _ work: inout PasswordWork
    ) throws(PasswordWork.Failure) -> ASN1Node? {
        for password in passwords {
            guard let plain = try encryption.decrypt(bytes, password: password, &work) else { continue }
            if let safe = ASN1Node.parse(plain), safe.identifier == .sequence { return safe }
        }
        return nil
    }

    private static func words(_ failure: PasswordWork.Failure) -> String {
        switch failure {
        case .tooMuchWork: "it asks for more rounds of key derivation than are made"
        case .unsupported(let what): "\(what) is not supported"
        case .malformed: "the parameters of its encryption are damaged"
        }
    }

    /// `ContentInfo` of type data.
    private static func data(in node: ASN1Node) -> [UInt8]? {
        guard let fields = node.fields, fields.count == 2, fields[0].objectIdentifier == [1, 2, 840, 113549, 1, 7, 1]
        else { return nil }
        return fields[1].only?.octets
    }

    private static func part(_ node: ASN1Node) -> Part {
        if let data = data(in: node) {
            return ASN1Node.parse(data).map(Part.clear) ?? .damaged("a part of it is damaged")
        }
        guard let fields = node.fields, fields.count == 2, fields[0].objectIdentifier == [1, 2, 840, 113549, 1, 7, 6]
        else { return .damaged("a part of it is encrypted for a public key") }
        // EncryptedData ::= SEQUENCE { version, SEQUENCE { contentType, AlgorithmIdentifier, [0] IMPLICIT OCTET STRING } }
        guard let data = fields[1].only?.fields, data.count >= 2, let content = data[1].fields, content.count == 3,
            content[2].isTagged(0), let bytes = content[2].octets
        else { return .damaged("a part of it is damaged") }
        do {
            return .encrypted(try PKCS12Encryption(content[1]), bytes)
        } catch {
            return .damaged("the parameters of its encryption are damaged")
        }
    }
}
