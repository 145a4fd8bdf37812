import FoundationEssentials
import ScanModel
import X509

extension Judge {
    /// What is worth knowing of a store besides what decides: each a sentence, and the code that explains it.
    mutating func notes(
        _ after: Side, _ behaviour: ClientBehaviour, _ view: StoreView, _ number: Int,
        besides code: FindingCode, isOneStore: Bool
    ) -> [(code: FindingCode, words: String)] {
        let held = view.certificates
        let lookAlikes = code == .lookAlikeRoot ? [] : lookAlikes(in: view, number)
        let rotation = rotations[number]
        var notes: [(code: FindingCode, words: String)] = []
        func note(_ code: FindingCode, _ names: [String], _ words: String) {
            if !names.isEmpty { notes.append((code, words.replacing("%", with: quoted(names)))) }
        }
        if code.verdict == .low {
            note(
                .bridgeNeeded, bridgesNeeded(after, held),
                "it needs the server to send the cross-signed % along")
        }
        let roots = after.anchors.filter(\.isSelfSigned)
        let blocks = roots.filter { root in
            [.trusted, .trustedForServers].contains(root.form)
                && !held.contains { $0.sha256 == root.sha256 && ![.trusted, .trustedForServers].contains($0.form) }
        }
        note(
            .trustedBlock, blocks.filter { $0.form == .trustedForServers }.names,
            "% stands in a TRUSTED CERTIFICATE block, which OpenSSL alone reads")
        note(
            .trustedBlock, blocks.filter { $0.form == .trusted }.names,
            "% stands in a TRUSTED CERTIFICATE block, which Go does not read")
        if isOneStore { note(.duplicates, held.repeated.names, "the store holds % more than once") }
        note(
            .otherEdition, otherEditions(roots, rotation),
            "% is another edition of the recommended root: same name and key")
        let expired = held.filter { $0.isSelfSigned && $0.notAfter < rotation.dateAfter }
        note(
            .expiredCopy,
            expired.filter { old in
                held.contains {
                    $0.isSelfSigned && $0.notAfter >= rotation.dateAfter
                        && JudgedRotation.Authority($0) == JudgedRotation.Authority(old)
                }
            }.names, "an expired copy of % lies beside the valid one")
        note(
            .lookAlikeBesideRoot, lookAlikes.names,
            "the store's other % is a look-alike: another name or key, it carries nothing")
        note(
            .sha1Root, roots.filter(\.isSignedWithSHA1).names,
            "% signed itself with SHA-1: harmless in an anchor, except under a strict crypto policy")
        if !behaviour.rules.checksAnchorDates {
            note(
                .expiredAnchorAccepted, roots.filter { $0.notAfter < rotation.dateAfter }.names,
                "% has expired, and this client does not look at an anchor's dates")
        }
        return notes
    }

    /// The bridges that an accepted chain goes through and that the store does not hold itself.
    private func bridgesNeeded(_ after: Side, _ held: [StoreCertificate]) -> [String] {
        let authorities = Set(held.map(JudgedRotation.Authority.init))
        let bridges = after.verified.compactMap { $0.certificates.dropFirst().first }
        return bridges.filter { !$0.isSelfSigned && !authorities.contains(JudgedRotation.Authority($0)) }.names
    }

    /// Anchors with the name and key of a recommended root, and another certificate.
    private func otherEditions(_ anchors: [StoreCertificate], _ rotation: JudgedRotation) -> [String] {
        anchors.filter { anchor in
            let editions = rotation.roots.filter {
                JudgedRotation.Authority($0) == JudgedRotation.Authority(anchor)
            }
            return !editions.isEmpty && !editions.contains { $0.sha256 == anchor.sha256 }
        }.names
    }
}

extension [StoreCertificate] {
    /// Common names, each once.
    fileprivate var names: [String] { map(\.shortName).unique }

    /// Those that stood in the list before.
    fileprivate var repeated: [StoreCertificate] {
        var seen: Set<StoreCertificate.ID> = []
        return filter { !seen.insert($0.id).inserted }
    }
}

extension StoreCertificate {
    fileprivate var isSignedWithSHA1: Bool {
        certificate.signatureAlgorithm == .sha1WithRSAEncryption
    }
}
