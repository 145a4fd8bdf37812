import Crypto
import FoundationEssentials
import ScanModel
import SwiftASN1
import X509

/// Certificates that no real authority would issue, made in code.
struct TestPKI {
    /// A name and its key.
    struct Authority {
        let name: DistinguishedName
        let key: Certificate.PrivateKey

        init(_ commonName: String) throws {
            name = try DistinguishedName { CommonName(commonName) }
            key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        }
    }

    /// A certificate for `subject`, signed by `issuer`, valid in 2026, or until a day of it.
    static func certificate(
        _ subject: Authority, by issuer: Authority,
        constraints: BasicConstraints? = .isCertificateAuthority(maxPathLength: nil), usage: KeyUsage? = nil,
        extendedUsage: ExtendedKeyUsage? = nil, until end: Date = Date(timeIntervalSince1970: 1_798_761_600)
    ) throws -> StoreCertificate {
        var extensions: [Certificate.Extension] = []
        if let constraints { extensions.append(try constraints.makeCertificateExtension()) }
        if let usage { extensions.append(try usage.makeCertificateExtension()) }
        if let extendedUsage { extensions.append(try extendedUsage.makeCertificateExtension()) }
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: subject.key.publicKey,
            notValidBefore: Date(timeIntervalSince1970: 1_767_225_600),
            notValidAfter: end, issuer: issuer.name, subject: subject.name,
            signatureAlgorithm: .ecdsaWithSHA256, extensions: Certificate.Extensions(extensions),
            issuerPrivateKey: issuer.key)
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        return try StoreCertificate(der: serializer.serializedBytes)
    }
}
