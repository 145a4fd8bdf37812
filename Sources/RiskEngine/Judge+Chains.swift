import FoundationEssentials
import ScanModel

extension Judge {
    /// The code for a store whose certificates decide, with the reasons in words.
    mutating func carried(
        _ before: Side, _ after: Side, _ behaviour: ClientBehaviour, _ view: StoreView, _ rotation: Int
    ) -> Assessment {
        if [before.failure, after.failure].contains(.tooComplex) {
            return Assessment(.storeNotSearched, reasons: [ChainFailure.tooComplex.words], store: 0)
        }
        return after.outcome == .connectsVerified
            ? survives(before, after, behaviour, view, rotation) : breaks(before, after, view, rotation)
    }

    private mutating func breaks(_ before: Side, _ after: Side, _ view: StoreView, _ rotation: Int) -> Assessment {
        let code = codeOfBreak(before, after, view, rotation)
        var reasons: [String] = []
        switch code {
        case .pinnedOldIntermediate:
            let connects = before.isMixed ? "connects before where the server's chain has it" : "connects before"
            reasons.append(
                "trusts only \(listed(before.anchorNames, "the old intermediate")): \(connects), fails after")
        case .lacksNewRoot where !after.verified.isEmpty:
            reasons.append("trusts \(quoted(after.anchorNames)), which carries only some of the new chains")
        case .lacksNewRoot:
            reasons.append("trusts \(quoted(before.anchorNames)), which carries the old chain alone")
        case .dropsToPlaintext:
            reasons.append("trusts \(quoted(before.anchorNames)): verified before, plaintext after")
        case .pinsSomeNewIntermediates:
            reasons.append(
                "connects after the rotation only where the server's certificate was issued by \(quoted(after.verifiedIssuers))"
            )
        case .bridgeNotSent:
            reasons.append(
                "connects after the rotation only where the server sends \(quoted(after.bridgesLeftOut)) along")
        case .pinnedServerCertificate:
            reasons.append(
                "the store holds a server certificate and no root: it lasts until that certificate is renewed")
        case .lookAlikeRoot:
            let names = lookAlikes(in: view, rotation).map(\.shortName).unique
            if !names.isEmpty {
                reasons.append("the store's \(quoted(names)) is a look-alike: another name or key, it carries nothing")
            }
        default: break
        }
        if before.isMixed {
            reasons.append(
                "connects today only where the server's certificate was issued by \(quoted(before.verifiedIssuers))")
        } else if before.verified.isEmpty, let failure = before.failure {
            reasons.append("before: \(failure.words)")
        }
        if let failure = after.failure { reasons.append("after: \(failure.words)") }
        return Assessment(code, reasons: reasons)
    }

    /// The pins first, then what is wrong with the store or the client, then what is missing.
    private mutating func codeOfBreak(_ before: Side, _ after: Side, _ view: StoreView, _ rotation: Int) -> FindingCode
    {
        if after.outcome == .connectsPlaintext { return before.verified.isEmpty ? .plaintext : .dropsToPlaintext }
        let particular = after.failure.flatMap { FindingCode($0) }
        if !after.verified.isEmpty {
            if after.isPinned { return .pinsSomeNewIntermediates }
            return after.bridgesLeftOut.isEmpty ? particular ?? .lacksNewRoot : .bridgeNotSent
        }
        if !before.verified.isEmpty { return before.isPinned ? .pinnedOldIntermediate : particular ?? .lacksNewRoot }
        if holdsServerCertificate(view, rotation) { return .pinnedServerCertificate }
        return particular ?? (lookAlikes(in: view, rotation).isEmpty ? .brokenAlready : .lookAlikeRoot)
    }

    private mutating func survives(
        _ before: Side, _ after: Side, _ behaviour: ClientBehaviour, _ view: StoreView, _ rotation: Int
    ) -> Assessment {
        if before.outcome != .connectsVerified {
            var reasons = ["\(quoted(after.anchorNames)) carries the new chain, and nothing carries all of the old"]
            if let failure = before.failure { reasons.append("before: \(failure.words)") }
            return Assessment(before.outcome == .fails ? .failsBeforeConnectsAfter : .plaintext, reasons: reasons)
        }
        let chains = after.predictions.compactMap(\.prediction.chain)
        if chains.contains(where: \.isPinned) {
            return Assessment(
                .pinnedNewIntermediates,
                reasons: ["survives by the pinned \(quoted(after.anchorNames)), which change without notice"])
        }
        if let horizon = rotations[rotation].profile.horizon, behaviour.rules.checksAnchorDates,
            rotations[rotation].dateAfter < horizon,
            let short = chains.first(where: { $0.anchors.allSatisfy { $0.notAfter < horizon } })?.anchors.first
        {
            let days = (Timestamp.dayText(short.notAfter), Timestamp.dayText(horizon))
            return Assessment(
                .anchorExpiresBeforeHorizon,
                reasons: ["\"\(short.shortName)\" expires on \(days.0), before the next change (\(days.1))"])
        }
        let roots = (after.anchors + before.anchors).filter(\.isSelfSigned).map(\.shortName).unique
        let carry = roots.count == 1 ? "which carries" : "which carry"
        var reasons = ["trusts \(quoted(roots)), \(carry) the chains before and after"]
        let pins = pins(in: view, rotation)
        guard !pins.isEmpty else { return Assessment(.rootTrusted, reasons: reasons) }
        reasons.append("it also holds \(quoted(pins)), which it does not need")
        return Assessment(.rootTrustedBesidePins, reasons: reasons)
    }

    private mutating func pins(in view: StoreView, _ rotation: Int) -> [String] {
        view.certificates.filter { certificate in
            [.oldIntermediate, .newIntermediate].contains(rotations[rotation].role(of: certificate))
        }.map(\.shortName).unique
    }

    /// Certificates with the common name of one of the profile's authorities that are none of them.
    mutating func lookAlikes(in view: StoreView, _ rotation: Int) -> [StoreCertificate] {
        view.certificates.filter { rotations[rotation].isLookAlike($0) }
    }

    private mutating func holdsServerCertificate(_ view: StoreView, _ rotation: Int) -> Bool {
        view.certificates.contains { rotations[rotation].isServerCertificate($0) }
    }

    /// The roots to add, by name: the fewest that carry every chain, less those that the client already has.
    mutating func missingRoots(
        from view: StoreView, _ behaviour: ClientBehaviour, _ rotation: Int, besides code: FindingCode
    ) -> [String] {
        let held = behaviour.rules.reader == .firstPEM ? Array(view.certificates.prefix(1)) : view.certificates
        let date = rotations[rotation].dateAfter
        let valid = Set(
            held.filter { $0.isSelfSigned && $0.form != .notTrustedForServers && $0.notAfter >= date }
                .map(JudgedRotation.Authority.init))
        return cover(for: code, rotation: rotation)
            .filter { !valid.contains(JudgedRotation.Authority($0)) }.map(\.shortName)
    }

    /// The fewest recommended roots; those for the old chains too, unless they are no longer served and not missed.
    mutating func cover(for code: FindingCode, rotation: Int) -> [StoreCertificate] {
        let isOver = asOf >= rotations[rotation].profile.end && code != .failsBeforeConnectsAfter
        return rotations[rotation].cover(withBefore: !isOver, &builder)
    }

    /// `the old intermediate "X"`, or `the old intermediates "X 03", "04" and "07"` where the names differ in their last word.
    private func listed(_ names: [String], _ noun: String) -> String {
        guard let first = names.first, names.count > 1 else { return "\(noun) \(quoted(names))" }
        let stem = first.split(separator: " ").dropLast().joined(separator: " ") + " "
        let shortened = names.dropFirst().map { $0.hasPrefix(stem) ? String($0.dropFirst(stem.count)) : "\"\($0)\"" }
        let head = (["\"\(first)\""] + shortened.dropLast()).joined(separator: ", ")
        return "\(noun)s \(head) and \(shortened.last ?? "")"
    }
}

/// Names in quotation marks, for sentences.
func quoted(_ names: [String]) -> String { names.map { "\"\($0)\"" }.joined(separator: ", ") }

extension StoreView {
    /// The certificates that the client sees; none where it sees none.
    var certificates: [StoreCertificate] {
        if case .loaded(let certificates) = self { certificates } else { [] }
    }
}
