package import ScanModel
import SwiftASN1

/// PEM text (RFC 7468 and what is found in the wild): the format of almost every CA bundle.
///
/// Finds its blocks itself: swift-asn1's reader refuses a bundle over one bad block, 76 columns or a trailing space,
/// and drops without a word what follows a `BEGIN` line with a space. Private keys are skipped and never decoded.
/// An empty file, or text without a certificate, is a store without certificates: that is what clients see.
package enum PEM: TrustStoreFormat {
    package static let name = "PEM"

    /// Text, or anything with a `BEGIN` line in it.
    package static func recognizes(_ bytes: [UInt8]) -> Bool {
        !bytes.contains(0) || PEMBlocks.holdsMarker(bytes)
    }

    package static func parse(_ bytes: [UInt8]) -> StoreReading {
        var store = TrustStore(format: name, certificates: [])
        for (position, block) in PEMBlocks(bytes).enumerated() {
            read(block, followsByteOrderMark: position == 0 && PEMBlocks.startsWithByteOrderMark(bytes), into: &store)
        }
        return .read(store)
    }

    private static func read(_ block: PEMBlock, followsByteOrderMark: Bool, into store: inout TrustStore) {
        if block.label.hasSuffix("PRIVATE KEY") {
            store.holdsPrivateKey = true
            return
        }
        func reject(_ reason: GapReason, _ detail: String) {
            let index = store.certificates.count + store.rejected.count
            store.rejected.append(RejectedEntry(index: index, reason: reason, detail: "line \(block.line): \(detail)"))
        }
        guard ["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"].contains(block.label) else {
            if ["PKCS7", "CMS"].contains(block.label) {
                reject(.unsupportedFormat, "a \(block.label) block is not read")
            }
            return
        }
        if let damage = block.damage { return reject(.badPEM, damage) }
        guard let der = Base64.decode(block.body) else { return reject(.badPEM, "the base64 is damaged or cut short") }
        do {
            var form = StoreCertificate.Form.plain
            var certificate = der
            switch block.label {
            case "TRUSTED CERTIFICATE":
                let size = DERElement.length(of: der) ?? der.count
                certificate = Array(der.prefix(size))
                form = TrustSettings.form(Array(der.dropFirst(size)))
            case "X509 CERTIFICATE": form = .x509
            default: form = followsByteOrderMark ? .afterByteOrderMark : .plain
            }
            store.certificates.append(try StoreCertificate(der: certificate, form: form))
        } catch {
            reject(.badDER, "not an X.509 certificate")
        }
    }
}

/// What OpenSSL writes behind the certificate of a `TRUSTED CERTIFICATE` block (`X509_CERT_AUX`):
/// `SEQUENCE { trust SEQUENCE OF OBJECT IDENTIFIER OPTIONAL, reject [0] IMPLICIT SEQUENCE OF … OPTIONAL, … }`.
enum TrustSettings {
    private static let serverPurposes: [ASN1ObjectIdentifier] = [[1, 3, 6, 1, 5, 5, 7, 3, 1], [2, 5, 29, 37, 0]]

    static func form(_ bytes: [UInt8]) -> StoreCertificate.Form {
        guard !bytes.isEmpty else { return .trusted }
        guard let settings = try? SwiftASN1.DER.parse(bytes), case .constructed(let fields) = settings.content else {
            return .notTrustedForServers
        }
        var trusts: Bool?
        for field in fields {
            guard case .constructed(let purposes) = field.content else { continue }
            let forServers = purposes.contains { purpose in
                (try? ASN1ObjectIdentifier(derEncoded: purpose)).map(serverPurposes.contains) ?? false
            }
            if field.identifier == .sequence {
                trusts = forServers
            } else if field.identifier == ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific), forServers {
                return .notTrustedForServers
            }
        }
        return trusts.map { $0 ? .trustedForServers : .notTrustedForServers } ?? .trusted
    }
}
