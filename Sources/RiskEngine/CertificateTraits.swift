import FoundationEssentials
import ScanModel
import SwiftASN1
import X509

/// What path building asks of a certificate, read once.
///
/// A class, because paths hold the same certificates again and again.
final class CertificateTraits: Sendable {
    /// The families of keys that swift-certificates verifies with.
    enum KeyFamily: Sendable { case rsa, ec, ed25519, other }

    let subject: NameKeys
    let issuer: NameKeys
    /// Nil where nothing is known of it.
    let subjectName: DistinguishedName?
    let notBefore: Date
    let notAfter: Date
    let isVersion3: Bool
    let serial: [UInt8]
    /// Nil where the extension is missing, as in version 1 certificates.
    let isAuthority: Bool?
    let maxPathLength: Int?
    let keyUsage: KeyUsage?
    /// Nil where the extension is missing.
    let extendedUsages: Set<ASN1ObjectIdentifier>?
    let subjectKeyID: [UInt8]?
    let authorityKey: AuthorityKeyIdentifier?
    let alternativeNames: [GeneralName]?
    let nameConstraints: NameConstraints?
    let extensions: Set<ASN1ObjectIdentifier>
    let criticalExtensions: Set<ASN1ObjectIdentifier>
    /// Whether an extension that every stack reads cannot be parsed.
    let isMalformed: Bool
    let key: KeyFamily
    /// The family of the key that signed it, by the algorithm's name.
    let signingKey: KeyFamily
    /// Nil where the signature's digest is good enough today.
    let weakDigest: String?

    init(_ certificate: Certificate) {
        subject = NameKeys(certificate.subject)
        subjectName = certificate.subject
        issuer = certificate.subject == certificate.issuer ? subject : NameKeys(certificate.issuer)
        notBefore = certificate.notValidBefore
        notAfter = certificate.notValidAfter
        isVersion3 = certificate.version == .v3
        serial = Array(certificate.serialNumber.bytes)
        let all = certificate.extensions
        extensions = Set(all.map(\.oid))
        criticalExtensions = Set(all.filter(\.critical).map(\.oid))
        var isMalformed = false
        func read<Value>(_ value: () throws -> Value?) -> Value? {
            do { return try value() } catch {
                isMalformed = true
                return nil
            }
        }
        switch read({ try all.basicConstraints }) {
        case .isCertificateAuthority(let length): (isAuthority, maxPathLength) = (true, length)
        case .notCertificateAuthority: (isAuthority, maxPathLength) = (false, nil)
        case nil: (isAuthority, maxPathLength) = (nil, nil)
        }
        keyUsage = read { try all.keyUsage }
        extendedUsages = read { try all.extendedKeyUsage }.map { Set($0.map(ASN1ObjectIdentifier.init)) }
        subjectKeyID = read { try all.subjectKeyIdentifier }.map { Array($0.keyIdentifier) }
        authorityKey = read { try all.authorityKeyIdentifier }
        alternativeNames = read { try all.subjectAlternativeNames }.map(Array.init)
        nameConstraints = read { try all.nameConstraints }
        self.isMalformed = isMalformed
        key = KeyFamily(certificate.publicKey)
        signingKey = KeyFamily(certificate.signatureAlgorithm)
        weakDigest = certificate.signatureAlgorithm == .sha1WithRSAEncryption ? "SHA-1" : nil
    }

    /// A server certificate of which nothing is known but its issuer, and that is right in all else.
    init(serverBelow issuer: CertificateTraits) {
        subject = NameKeys(DistinguishedName())
        subjectName = nil
        self.issuer = issuer.subject
        notBefore = .distantPast
        notAfter = .distantFuture
        isVersion3 = true
        serial = []
        isAuthority = false
        maxPathLength = nil
        keyUsage = nil
        extendedUsages = nil
        subjectKeyID = []
        authorityKey = AuthorityKeyIdentifier(keyIdentifier: issuer.subjectKeyID.map { $0[...] })
        alternativeNames = []
        nameConstraints = nil
        extensions = []
        criticalExtensions = []
        isMalformed = false
        key = issuer.key
        signingKey = issuer.key
        weakDigest = nil
    }

    func isValid(at date: Date) -> Bool { notBefore <= date && date <= notAfter }

    /// As OpenSSL counts: the last second is over when it begins (`X509_cmp_time` is never zero).
    func isValidInOpenSSL(at date: Date) -> Bool { notBefore <= date && date < notAfter }

    /// Whether key usage, where present, lets it sign certificates.
    var maySign: Bool { keyUsage.map(\.keyCertSign) ?? true }

    /// Whether extended key usage, where present, names servers (RFC 5280, section 4.2.1.12, or its Netscape and
    /// Microsoft forerunners).
    var namesServers: Bool {
        extendedUsages.map { !$0.isDisjoint(with: [.ExtendedKeyUsage.serverAuth, .netscapeStepUp, .microsoftStepUp]) }
            ?? true
    }

    var namesAnyUsage: Bool { extendedUsages?.contains(.ExtendedKeyUsage.any) ?? true }
}

extension CertificateTraits.KeyFamily {
    init(_ key: Certificate.PublicKey) {
        // The only way swift-certificates tells the kind.
        switch key.description {
        case let text where text.hasPrefix("RSA"): self = .rsa
        case let text where text.hasPrefix("Ed25519"): self = .ed25519
        default: self = .ec
        }
    }

    init(_ algorithm: Certificate.SignatureAlgorithm) {
        switch algorithm {
        case .sha1WithRSAEncryption, .sha256WithRSAEncryption, .sha384WithRSAEncryption, .sha512WithRSAEncryption:
            self = .rsa
        case .ecdsaWithSHA256, .ecdsaWithSHA384, .ecdsaWithSHA512: self = .ec
        case .ed25519: self = .ed25519
        default: self = .other
        }
    }
}

extension ASN1ObjectIdentifier {
    static let netscapeStepUp: ASN1ObjectIdentifier = [2, 16, 840, 1, 113730, 4, 1]
    static let microsoftStepUp: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 311, 10, 3, 3]
}
