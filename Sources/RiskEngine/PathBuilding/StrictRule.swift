import SwiftASN1
import X509

/// The rules of RFC 5280 that OpenSSL holds to with `X509_V_FLAG_X509_STRICT` alone (`check_extensions` in
/// `crypto/x509/x509_vfy.c`): Python's default context from 3.13.
enum StrictRule {
    /// - Parameters:
    ///   - certificate: one of a path of two or more.
    ///   - isLast: whether it ends the path; an anchor need not name its issuer's key.
    /// - Returns: what the certificate does wrong, to follow its name in a sentence.
    static func broken(by certificate: PathCertificate, isLast: Bool) -> String? {
        guard certificate.entry != nil else { return nil }
        let traits = certificate.traits
        let isAuthority = traits.isAuthority == true
        if traits.maxPathLength != nil, traits.keyUsage?.keyCertSign != true {
            return "limits the path and may not sign certificates"
        }
        if isAuthority {
            if !traits.criticalExtensions.contains(.X509ExtensionID.basicConstraints) {
                return "does not mark its basic constraints as critical"
            }
            if traits.keyUsage == nil { return "is an authority without key usage" }
        } else if traits.keyUsage?.keyCertSign == true {
            return "may sign certificates and is no authority"
        }
        if traits.issuer.isEmpty { return "names no issuer" }
        return nameRule(traits, isAuthority: isAuthority) ?? identifierRule(traits, isAuthority, isLast: isLast)
    }

    private static func nameRule(_ traits: CertificateTraits, isAuthority: Bool) -> String? {
        if traits.subject.isEmpty {
            if isAuthority || traits.keyUsage?.cRLSign == true || traits.alternativeNames == nil {
                return "has no subject"
            }
            if !traits.criticalExtensions.contains(.X509ExtensionID.subjectAlternativeName) {
                return "has no subject, and alternative names that are not critical"
            }
        }
        return traits.alternativeNames?.isEmpty == true ? "has an empty list of alternative names" : nil
    }

    private static func identifierRule(
        _ traits: CertificateTraits, _ isAuthority: Bool, isLast: Bool
    ) -> String? {
        if traits.criticalExtensions.contains(.X509ExtensionID.authorityKeyIdentifier) {
            return "marks its authority key identifier as critical"
        }
        if traits.criticalExtensions.contains(.X509ExtensionID.subjectKeyIdentifier) {
            return "marks its subject key identifier as critical"
        }
        guard traits.isVersion3 else {
            return traits.extensions.isEmpty ? nil : "has extensions and is not of version 3"
        }
        if !isLast, traits.authorityKey?.keyIdentifier == nil { return "has no authority key identifier" }
        return isAuthority && traits.subjectKeyID == nil ? "has no subject key identifier" : nil
    }
}
