import Crypto
import SwiftASN1
package import X509

/// A certificate and what is asked of it again and again: fingerprints, names, kind.
package struct StoreCertificate: Hashable, Sendable {
    /// How the entry was written, which decides who sees it (facts: clients.md, "File forms").
    package enum Form: String, Hashable, Sendable {
        /// `BEGIN CERTIFICATE`, a DER file, a trusted certificate entry.
        case plain
        /// `BEGIN X509 CERTIFICATE`: Go skips it.
        case x509
        /// The first block of a file that starts with a byte order mark: Go skips it.
        case afterByteOrderMark
        /// `BEGIN TRUSTED CERTIFICATE` without trust settings: Go skips it.
        case trusted
        /// `BEGIN TRUSTED CERTIFICATE` for servers: OpenSSL alone reads it, and takes an intermediate as an anchor.
        case trustedForServers
        /// `BEGIN TRUSTED CERTIFICATE` for other purposes, or rejected for servers: never an anchor.
        case notTrustedForServers
        /// Above the first certificate in the chain of a private key entry: never an anchor in Java.
        case keyEntryChain
    }

    /// The SHA-256 of the DER in a form that is quick to compare and to hash.
    package struct ID: Hashable, Sendable {
        private let first: UInt64
        private let second: UInt64
        private let third: UInt64
        private let fourth: UInt64

        fileprivate init(_ digest: [UInt8]) {
            func word(_ index: Int) -> UInt64 {
                digest[index * 8..<index * 8 + 8].reduce(0) { $0 << 8 | UInt64($1) }
            }
            (first, second, third, fourth) = (word(0), word(1), word(2), word(3))
        }

        package func hash(into hasher: inout Hasher) { hasher.combine(first) }
    }

    /// What follows from the bytes. A class, so that the many copies of an entry share it.
    private final class Facts: Sendable {
        let certificate: Certificate
        let id: ID
        let sha256: String
        let spkiSHA256: String
        let subject: String
        let issuer: String
        let shortName: String
        let issuerShortName: String
        let isSelfSigned: Bool

        init(_ der: [UInt8]) throws {
            certificate = try Certificate(derEncoded: der)
            var serializer = DER.Serializer()
            try serializer.serialize(certificate.publicKey)
            let digest = Array(SHA256.hash(data: der))
            id = ID(digest)
            sha256 = digest.hexadecimal
            spkiSHA256 = SHA256.hash(data: serializer.serializedBytes).hexadecimal
            subject = certificate.subject.description
            issuer = certificate.issuer.description
            shortName = commonName(of: certificate.subject)
            issuerShortName = commonName(of: certificate.issuer)
            isSelfSigned =
                certificate.subject == certificate.issuer
                && certificate.publicKey.isValidSignature(certificate.signature, for: certificate)
        }
    }

    private let facts: Facts
    /// The alias of its entry, in stores that have aliases.
    package private(set) var alias: String?
    package private(set) var form: Form

    package var certificate: Certificate { facts.certificate }
    package var id: ID { facts.id }
    /// SHA-256 of the DER, lower-case hex: the fingerprint OpenSSL and the CAs print.
    package var sha256: String { facts.sha256 }
    /// SHA-256 of the SubjectPublicKeyInfo, lower-case hex (RFC 7469, section 2.4).
    package var spkiSHA256: String { facts.spkiSHA256 }
    /// Subject as RFC 4514 text.
    package var subject: String { facts.subject }
    package var issuer: String { facts.issuer }
    /// The common name, or the whole subject where there is none: for sentences.
    package var shortName: String { facts.shortName }
    /// The same of the issuer.
    package var issuerShortName: String { facts.issuerShortName }
    /// Whether subject and issuer are the same name and the signature verifies under its own key (RFC 5280, section
    /// 3.2).
    package var isSelfSigned: Bool { facts.isSelfSigned }

    /// - Parameters:
    ///   - der: one X.509 certificate; trailing bytes are an error.
    ///   - alias: the entry's alias, where the format has one.
    ///   - form: how the entry was written.
    /// - Throws: swift-asn1's or swift-certificates' error where the bytes are no certificate.
    package init(der: [UInt8], alias: String? = nil, form: Form = .plain) throws {
        facts = try Facts(der)
        self.alias = alias
        self.form = form
    }

    /// The same certificate as another entry.
    package func seen(as form: Form, alias: String? = nil) -> StoreCertificate {
        var copy = self
        copy.form = form
        copy.alias = alias
        return copy
    }

    package static func == (left: StoreCertificate, right: StoreCertificate) -> Bool {
        left.id == right.id && left.alias == right.alias && left.form == right.form
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(id)
    }

    /// The common name, or the whole name where there is none.
    private static func commonName(of name: DistinguishedName) -> String {
        for part in name.reversed() {
            for attribute in part where attribute.type == .RDNAttributeType.commonName {
                return String(describing: attribute.value)
            }
        }
        return name.description
    }
}

extension Sequence where Element == UInt8 {
    /// Lower-case hexadecimal, two digits a byte.
    package var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
