import SwiftASN1
import X509

/// How a TLS stack applies an authority's name constraints (RFC 5280, section 4.2.1.10).
enum NameConstraintRules {
    case openSSL
    /// Without IP addresses: a constraint on them refuses every address.
    case openSSL102
    case java
    /// Alternative names alone.
    case go

    /// Whether every name of the certificate lies in a permitted subtree of its kind, and none in an excluded one.
    ///
    /// - Parameters:
    ///   - certificate: one below the authority.
    ///   - isServer: whether it is the server's.
    ///   - constraints: the authority's.
    /// - Returns: false where one name is against them, or is of a kind that they speak of and nobody compares.
    func permit(_ certificate: CertificateTraits, isServer: Bool, by constraints: NameConstraints) -> Bool {
        names(of: certificate, isServer: isServer).allSatisfy { name in
            let permitted = constraints.permittedSubtrees.filter { isSameKind($0, name) }
            return (permitted.isEmpty || permitted.contains { contains($0, name) ?? false })
                && !constraints.excludedSubtrees.contains { isSameKind($0, name) && contains($0, name) ?? true }
        }
    }

    private func names(of certificate: CertificateTraits, isServer: Bool) -> [GeneralName] {
        var names = certificate.alternativeNames ?? []
        guard self != .go, let subject = certificate.subjectName else { return names }
        let hasHost = names.contains { if case .dnsName = $0 { true } else { false } }
        if !subject.isEmpty { names.append(.directoryName(subject)) }
        for attribute in subject.joined() {
            guard let text = String(attribute.value) else { continue }
            if attribute.type == .RDNAttributeType.emailAddress { names.append(.rfc822Name(text)) }
            if attribute.type == .RDNAttributeType.commonName, !hasHost, isHost(text, isServer: isServer) {
                names.append(.dnsName(text))
            }
        }
        return names
    }

    /// Whether a common name counts as a host name where there is no other: to OpenSSL the server's, of two labels or
    /// more; to Java that of every certificate, `Root` like `db.example.com`.
    private func isHost(_ text: String, isServer: Bool) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        let isName = labels.allSatisfy { label in
            !label.isEmpty && label.first != "-"
                && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
        }
        return isName && (self == .java || (isServer && labels.count > 1))
    }

    private func isSameKind(_ left: GeneralName, _ right: GeneralName) -> Bool {
        switch (left, right) {
        case (.dnsName, .dnsName), (.ipAddress, .ipAddress), (.directoryName, .directoryName),
            (.rfc822Name, .rfc822Name), (.uniformResourceIdentifier, .uniformResourceIdentifier):
            true
        default: false
        }
    }

    /// Nil where it is not known, as for addresses in the web, which database servers do not have.
    private func contains(_ subtree: GeneralName, _ name: GeneralName) -> Bool? {
        switch (subtree, name) {
        case (.dnsName(let base), .dnsName(let host)): containsHost(base.asciiLowercased, host.asciiLowercased)
        case (.ipAddress, .ipAddress) where self == .openSSL102: nil
        case (.ipAddress(let base), .ipAddress(let address)): containsAddress(Array(base.bytes), Array(address.bytes))
        case (.directoryName(let base), .directoryName(let subject)):
            NameKeys(subject).folded.hasPrefix(NameKeys(base).folded)
        case (.rfc822Name(let base), .rfc822Name(let address)):
            containsMail(base.asciiLowercased, address.asciiLowercased)
        default: nil
        }
    }

    /// The base is an address and its mask, in one.
    private func containsAddress(_ base: [UInt8], _ address: [UInt8]) -> Bool {
        base.count == 2 * address.count
            && address.indices.allSatisfy { (base[$0] ^ address[$0]) & base[address.count + $0] == 0 }
    }

    private func containsHost(_ base: String, _ host: String) -> Bool {
        if base.isEmpty || base == host { return true }
        if base.hasPrefix(".") { return host.hasSuffix(base) }
        return host.hasSuffix("." + base)
    }

    private func containsMail(_ base: String, _ address: String) -> Bool {
        if base.contains("@") { return base == address }
        let host = address.split(separator: "@").last.map(String.init) ?? ""
        return base.hasPrefix(".") ? host.hasSuffix(base) : host == base
    }
}
