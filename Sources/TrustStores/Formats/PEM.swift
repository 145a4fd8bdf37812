package import ScanModel

/// PEM text (RFC 7468 and what is found in the wild): the format of almost every CA bundle.
///
/// Finds its blocks itself: swift-asn1's reader refuses a bundle over one bad block, 76 columns or a trailing space,
/// and drops without a word what follows a `BEGIN` line with a space. Private keys are skipped and never kept.
/// An empty file, or text without a certificate, is a store without certificates: that is what clients see.
package enum PEM: TrustStoreFormat {
    package static let name = "PEM"

    /// Text, or anything with a `BEGIN` line in it.
    package static func recognizes(_ bytes: [UInt8]) -> Bool {
        !bytes.contains(0) || PEMBlocks.holdsMarker(bytes)
    }

    package static func parse(
        _ bytes: [UInt8], passwords: [String?], _ certificates: inout CertificateReader
    ) -> TrustStore {
        var store = TrustStore(format: name, certificates: [])
        for (position, block) in PEMBlocks(bytes).enumerated() {
            guard store.hasRoom() else { break }
            let followsMark = position == 0 && PEMBlocks.startsWithByteOrderMark(bytes)
            read(block, followsByteOrderMark: followsMark, into: &store, &certificates)
        }
        return store
    }

    private static func read(
        _ block: PEMBlock, followsByteOrderMark: Bool, into store: inout TrustStore,
        _ certificates: inout CertificateReader
    ) {
        if block.label.hasSuffix("PRIVATE KEY") {
            store.holdsPrivateKey = true
            return
        }
        func reject(_ reason: GapReason, _ detail: String) { store.reject(reason, "line \(block.line): \(detail)") }
        let isBundle = ["PKCS7", "CMS"].contains(block.label)
        guard isBundle || OpenSSLEntry.plainLabels.contains(block.label) || block.label == OpenSSLEntry.trustedLabel
        else { return }
        if let damage = block.damage { return reject(.badPEM, damage) }
        guard let der = Base64.decode(block.body) else { return reject(.badPEM, "the base64 is damaged or cut short") }
        if isBundle {
            let bundle = PKCS7.parse(der, passwords: [], &certificates)
            store.certificates += bundle.certificates
            return bundle.rejected.forEach { reject($0.reason, $0.detail) }
        }
        var form = followsByteOrderMark ? StoreCertificate.Form.afterByteOrderMark : .plain
        var size = der.count
        if block.label == OpenSSLEntry.trustedLabel {
            size = DERElement(der[...])?.size ?? der.count
            form = TrustSettings.form(der[size...]) ?? .notTrustedForServers
        } else if block.label != "CERTIFICATE" {
            form = .x509
        }
        let answer = certificates.answer(der[..<size])
        guard let certificate = answer.certificate else { return reject(.badDER, answer.defect) }
        store.certificates.append(certificate.seen(as: form))
    }
}
