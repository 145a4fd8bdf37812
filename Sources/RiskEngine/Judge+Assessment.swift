import FoundationEssentials
import ScanModel

extension Judge {
    /// From a behaviour and its stores to a code (product.md, "The verdict").
    mutating func assess(
        _ behaviour: ClientBehaviour, inputs: [StoreInput], profile: RotationProfile
    ) -> Assessment {
        if let reason = behaviour.invalid {
            return Assessment(.invalidMode, before: .fails, after: .fails, reasons: [reason])
        }
        if behaviour.opening == .plaintextThenTLS, behaviour.verification != .none {
            return behindPlaintext(behaviour, inputs, profile)
        }
        guard behaviour.verifies else { return unverified(behaviour) }
        if case .missing(let detail)? = inputs.first?.view(rules: behaviour.rules) {
            return missing(behaviour, detail)
        }
        let views = inputs.map { $0.view(rules: behaviour.rules) }
        let read = views.compactMap(\.self)
        guard
            let unread = inputs.indices.first(where: { views[$0] == nil && inputs[$0].prior == .none })
                ?? views.firstIndex(of: nil)
        else { return judged(behaviour, StoreView.joined(views.compactMap(\.self)), profile) }
        if !read.isEmpty {
            let assessment = judged(behaviour, StoreView.joined(read), profile)
            if assessment.before == .connectsVerified, assessment.after == .connectsVerified { return assessment }
        }
        return presumed(behaviour, inputs[unread], index: unread)
    }

    /// `allow` with a root file: plaintext first, and verified TLS where the server refuses that, as Azure's does by default.
    private mutating func behindPlaintext(
        _ behaviour: ClientBehaviour, _ inputs: [StoreInput], _ profile: RotationProfile
    ) -> Assessment {
        var refused = behaviour
        refused.opening = .tls
        var assessment = assess(refused, inputs: inputs, profile: profile)
        guard assessment.code.verdict > .low else { return unverified(behaviour) }
        assessment.reasons.append("so it is where the server refuses plaintext, which the client tries first")
        return assessment
    }

    private func unverified(_ behaviour: ClientBehaviour) -> Assessment {
        switch behaviour.opening {
        case .plaintext:
            Assessment(
                .plaintext, before: .connectsPlaintext, after: .connectsPlaintext, reasons: ["it never uses TLS"])
        case .plaintextThenTLS:
            Assessment(
                .plaintext, before: .connectsPlaintext, after: .connectsPlaintext,
                reasons: ["it uses TLS only where the server refuses a connection without"])
        case .tlsIfOffered, .tls:
            Assessment(
                .nothingValidated, before: .connectsUnverified, after: .connectsUnverified,
                reasons: ["it encrypts and does not verify the server"])
        }
    }

    private func missing(_ behaviour: ClientBehaviour, _ detail: String) -> Assessment {
        if behaviour.missingStore == .skipsVerification {
            return Assessment(
                .nothingValidated, before: .connectsUnverified, after: .connectsUnverified,
                reasons: ["without its root file it verifies nothing: \(detail)"], store: 0)
        }
        return Assessment(
            .storeMissing, before: .fails, after: .fails, reasons: ["it fails without its trust store: \(detail)"],
            store: 0)
    }

    private func presumed(_ behaviour: ClientBehaviour, _ input: StoreInput, index: Int) -> Assessment {
        let code = input.codeWhileUnread(behaviour)
        var reasons: [String] = []
        if code == .optionalStoreNotRead {
            let otherwise = behaviour.rejection == .retriesPlaintext ? "drop to plaintext" : "fail"
            reasons = [
                "without its root file it verifies nothing and connects",
                "if the file exists and lacks the root of the new chain, it would \(otherwise)",
            ]
        } else if code.verdict != .unknown {
            reasons = ["it \(code.title)"]
        }
        return Assessment(code, basis: code.verdict == .unknown ? .evidence : .prior, reasons: reasons, store: index)
    }

    private mutating func side(
        _ chains: [RotationProfile.ServedChain], at date: Date, _ behaviour: ClientBehaviour, _ view: StoreView
    ) -> Side {
        var predictions: [(issuer: String, prediction: Prediction)] = []
        for chain in chains {
            let prediction = Prediction.predict(
                behaviour, view: view, served: chain.certificates, at: date, builder: &builder)
            predictions.append((chain.issuer.shortName, prediction))
        }
        return Side(predictions: predictions)
    }

    private mutating func judged(
        _ behaviour: ClientBehaviour, _ view: StoreView, _ profile: RotationProfile
    ) -> Assessment {
        if case .unclear(let detail) = view { return Assessment(.storeUnclear, reasons: [detail], store: 0) }
        if case .missing(let detail) = view { return missing(behaviour, detail) }
        let before = side(profile.before, at: profile.dateBefore(asOf: asOf), behaviour, view)
        let after = side(profile.after, at: profile.dateAfter(asOf: asOf), behaviour, view)
        var reasons: [String] = []
        let code: FindingCode
        if case .refused(let detail) = view {
            code = after.outcome == .connectsPlaintext ? .plaintext : .storeRefused
            reasons = [detail]
        } else if after.outcome == .connectsVerified {
            code = survives(before, after, behaviour, view, profile, &reasons)
        } else {
            code = breaks(before, after, view, profile, &reasons)
        }
        if code == .plaintext { reasons.insert("TLS is rejected, and it goes on without", at: 0) }
        if code == .plaintext || code == .dropsToPlaintext {
            reasons.append("a server that insists on TLS refuses it: an outage")
        }
        return Assessment(code, before: before.outcome, after: after.outcome, reasons: reasons, store: 0)
    }

    private func breaks(
        _ before: Side, _ after: Side, _ view: StoreView, _ profile: RotationProfile, _ reasons: inout [String]
    ) -> FindingCode {
        let code: FindingCode
        if after.outcome == .connectsPlaintext {
            code = before.verifiedIssuers.isEmpty ? .plaintext : .dropsToPlaintext
        } else if !after.verifiedIssuers.isEmpty {
            code = .pinsSomeNewIntermediates
        } else if !before.verifiedIssuers.isEmpty {
            code = before.isPinned ? .pinnedOldIntermediate : .lacksNewRoot
        } else {
            code = holdsServerCertificate(view, profile) ? .pinnedServerCertificate : .brokenAlready
        }
        switch code {
        case .pinnedOldIntermediate:
            let connects = before.isMixed ? "connects before where the server's chain has it" : "connects before"
            reasons.append(
                "trusts only \(listed(before.anchorNames, "the old intermediate")): \(connects), fails after")
        case .lacksNewRoot:
            reasons.append("trusts \(quoted(before.anchorNames)), which carries the old chain alone")
        case .dropsToPlaintext:
            reasons.append("trusts \(quoted(before.anchorNames)): verified before, plaintext after")
        case .pinsSomeNewIntermediates:
            reasons.append(
                "connects after the rotation only where the server's certificate was issued by \(quoted(after.verifiedIssuers))"
            )
        case .pinnedServerCertificate:
            reasons.append(
                "the store holds a server certificate and no root: it lasts until that certificate is renewed")
        default: break
        }
        if before.isMixed {
            reasons.append(
                "connects today only where the server's certificate was issued by \(quoted(before.verifiedIssuers))")
        } else if before.verifiedIssuers.isEmpty, let failure = before.failure {
            reasons.append("before: \(failure.words)")
        }
        if let failure = after.failure { reasons.append("after: \(failure.words)") }
        return code
    }

    private func survives(
        _ before: Side, _ after: Side, _ behaviour: ClientBehaviour, _ view: StoreView, _ profile: RotationProfile,
        _ reasons: inout [String]
    ) -> FindingCode {
        if before.outcome == .fails {
            reasons.append("\(quoted(after.anchorNames)) carries the new chain, and nothing carries all of the old")
            if let failure = before.failure { reasons.append("before: \(failure.words)") }
            return .failsBeforeConnectsAfter
        }
        let chains = after.predictions.compactMap(\.prediction.chain)
        if chains.contains(where: \.isPinned) {
            reasons.append("survives by the pinned \(quoted(after.anchorNames)), which change without notice")
            return .pinnedNewIntermediates
        }
        if let horizon = profile.horizon, behaviour.rules.checksAnchorDates, profile.dateAfter(asOf: asOf) < horizon,
            let short = chains.first(where: { $0.anchors.allSatisfy { $0.notAfter < horizon } })?.anchors.first
        {
            let day = Timestamp.dayText(short.notAfter)
            reasons.append(
                "\"\(short.shortName)\" expires on \(day), before the next change (\(Timestamp.dayText(horizon)))")
            return .anchorExpiresBeforeHorizon
        }
        let roots = after.predictions.flatMap { $0.prediction.chain?.anchors.filter(\.isSelfSigned) ?? [] }
        reasons.append("trusts \(quoted(unique(roots.map(\.shortName)))), which carries the chains before and after")
        let pins = pins(in: view, profile)
        guard !pins.isEmpty else { return .rootTrusted }
        reasons.append("it also holds \(quoted(pins)), which it does not need")
        return .rootTrustedBesidePins
    }

    private func pins(in view: StoreView, _ profile: RotationProfile) -> [String] {
        guard case .loaded(let certificates) = view else { return [] }
        return unique(
            certificates.filter { [.oldIntermediate, .newIntermediate].contains(profile.role(of: $0)) }.map(\.shortName)
        )
    }

    /// Whether a certificate of the store was issued by one of the profile's issuers and is no authority itself.
    private func holdsServerCertificate(_ view: StoreView, _ profile: RotationProfile) -> Bool {
        guard case .loaded(let certificates) = view else { return false }
        return certificates.contains { certificate in
            CertificateTraits(certificate.certificate).isAuthority != true
                && (profile.before + profile.after).contains { certificate.isSigned(by: $0.issuer) }
        }
    }

    private func unique(_ names: [String]) -> [String] {
        var seen: [String] = []
        for name in names where !seen.contains(name) { seen.append(name) }
        return seen
    }

    /// `the old intermediate "X"`, or `the old intermediates "X 03", "04" and "07"` where the names differ in their last word.
    private func listed(_ names: [String], _ noun: String) -> String {
        guard let first = names.first, names.count > 1 else { return "\(noun) \(quoted(names))" }
        let stem = first.split(separator: " ").dropLast().joined(separator: " ") + " "
        let shortened = names.dropFirst().map { $0.hasPrefix(stem) ? String($0.dropFirst(stem.count)) : "\"\($0)\"" }
        let head = (["\"\(first)\""] + shortened.dropLast()).joined(separator: ", ")
        return "\(noun)s \(head) and \(shortened.last ?? "")"
    }

    private func quoted(_ names: [String]) -> String { names.map { "\"\($0)\"" }.joined(separator: ", ") }
}
