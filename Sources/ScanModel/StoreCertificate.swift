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

    package let certificate: Certificate
    /// The alias of its entry, in stores that have aliases.
    package private(set) var alias: String?
    package private(set) var form: Form
    /// SHA-256 of the DER, lower-case hex: the fingerprint OpenSSL and the CAs print.
    package let sha256: String
    /// SHA-256 of the SubjectPublicKeyInfo, lower-case hex (RFC 7469, section 2.4).
    package let spkiSHA256: String
    /// Subject as RFC 4514 text.
    package let subject: String
    package let issuer: String
    /// Whether subject and issuer are the same name and the signature verifies under its own key (RFC 5280, section
    /// 3.2).
    package let isSelfSigned: Bool

    /// - Parameters:
    ///   - der: one X.509 certificate; trailing bytes are an error.
    ///   - alias: the entry's alias, where the format has one.
    ///   - form: how the entry was written.
    /// - Throws: swift-asn1's or swift-certificates' error where the bytes are no certificate.
    package init(der: [UInt8], alias: String? = nil, form: Form = .plain) throws {
        let certificate = try Certificate(derEncoded: der)
        var serializer = DER.Serializer()
        try serializer.serialize(certificate.publicKey)
        self.certificate = certificate
        self.alias = alias
        self.form = form
        self.sha256 = SHA256.hash(data: der).hexadecimal
        self.spkiSHA256 = SHA256.hash(data: serializer.serializedBytes).hexadecimal
        self.subject = certificate.subject.description
        self.issuer = certificate.issuer.description
        self.isSelfSigned =
            certificate.subject == certificate.issuer
            && certificate.publicKey.isValidSignature(certificate.signature, for: certificate)
    }

    /// The same certificate as another entry.
    package func seen(as form: Form, alias: String? = nil) -> StoreCertificate {
        var copy = self
        copy.form = form
        copy.alias = alias
        return copy
    }

    package static func == (left: StoreCertificate, right: StoreCertificate) -> Bool {
        left.sha256 == right.sha256 && left.alias == right.alias && left.form == right.form
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(sha256)
        hasher.combine(alias)
        hasher.combine(form)
    }

    /// The common name, or the whole subject where there is none: for sentences.
    package var shortName: String { Self.commonName(of: certificate.subject) }

    /// The common name, or the whole name where there is none.
    package static func commonName(of name: DistinguishedName) -> String {
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
