import FoundationEssentials
import ScanModel

extension Judge {
    /// From a behaviour and its stores to a code (product.md, "The verdict").
    mutating func assess(_ behaviour: ClientBehaviour, inputs: [StoreInput], rotation: Int) -> Assessment {
        if let reason = behaviour.invalid {
            return Assessment(.invalidMode, before: .fails, after: .fails, reasons: [reason])
        }
        if behaviour.opening == .plaintextThenTLS, behaviour.usesStore {
            return behindPlaintext(behaviour, inputs, rotation)
        }
        guard behaviour.opensStore else { return unverified(behaviour) }
        guard rotations[rotation].profile.holdsChains else {
            return Assessment(
                .serverNotInProfile, reasons: ["the rotation's profile holds no chains for this server's region"])
        }
        let views = inputs.map { $0.view(rules: behaviour.rules, shelf) }
        guard let unread = deciding(unreadAmong: inputs, views, behaviour) else {
            return judged(
                behaviour, StoreView.joined(views.compactMap(\.self)), rotation, isOneStore: inputs.count == 1)
        }
        if inputs[unread].prior != .none {
            let read = StoreView.joined(views.compactMap(\.self))
            if views.contains(where: { $0?.isUnclear == true }) {
                return judged(behaviour, read, rotation, isOneStore: false)
            }
            if case .loaded = read {
                let assessment = judged(behaviour, read, rotation, isOneStore: false)
                if assessment.before == .connectsVerified, assessment.after == .connectsVerified { return assessment }
            }
        }
        return presumed(behaviour, inputs[unread], index: unread, rotations[rotation].profile.isPubliclyTrusted)
    }

    /// The unread store that decides; nil where what was read decides, whatever the others hold.
    private func deciding(unreadAmong inputs: [StoreInput], _ views: [StoreView?], _ behaviour: ClientBehaviour) -> Int?
    {
        let unread = views.indices.filter { views[$0] == nil }
        // A missing or refused store that comes first stops the client, but a missing one may also be passed over.
        switch views.first {
        case .some(.some(.refused)) where behaviour.unusableStore == .fails || behaviour.rejection == .fails: return nil
        case .some(.some(.missing)) where behaviour.missingStore == .fails: return nil
        default: break
        }
        let named = unread.first { inputs[$0].prior == .none }
        if named == nil, case .some(.some(.missing)) = views.first { return nil }
        return named ?? unread.first
    }

    /// `allow` with a root file: plaintext first, and verified TLS where the server refuses that, as Azure's does by default.
    private mutating func behindPlaintext(
        _ behaviour: ClientBehaviour, _ inputs: [StoreInput], _ rotation: Int
    ) -> Assessment {
        var refused = behaviour
        (refused.opening, refused.rejection) = (.tls, .fails)
        var assessment = assess(refused, inputs: inputs, rotation: rotation)
        guard assessment.code.verdict > .low else { return unverified(behaviour) }
        if behaviour.unusableStore == .rejectsServer || ![.storeMissing, .storeRefused].contains(assessment.code) {
            assessment.reasons.append("so it is where the server refuses plaintext, which the client tries first")
        }
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

    private func presumed(
        _ behaviour: ClientBehaviour, _ input: StoreInput, index: Int, _ isPubliclyTrusted: Bool
    ) -> Assessment {
        if behaviour.verification == .none, input.prior != .none {
            var assessment = unverified(behaviour)
            (assessment.basis, assessment.store) = (.prior, index)
            assessment.reasons.append("it opens its store all the same, and would fail if the file cannot be used")
            return assessment
        }
        let code = input.codeWhileUnread(behaviour, isPubliclyTrusted: isPubliclyTrusted)
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

    /// The predictions for both sides; stores that differ only in what no search of the rotation meets are asked once.
    private mutating func sides(_ behaviour: ClientBehaviour, _ view: StoreView, _ rotation: Int) -> Sides {
        var question: SidesQuestion?
        var view = view
        if case .loaded(let certificates) = view {
            let part = rotations[rotation].part(of: certificates, behaviour.rules, &builder)
            let asked = SidesQuestion(behaviour: behaviour, part: part, rotation: rotation)
            if let known = sides[asked] { return known }
            question = asked
            view = .loaded(part.certificates)
        }
        let judged = rotations[rotation]
        let found = Sides(
            before: side(judged.before, at: judged.dateBefore, behaviour, view),
            after: side(judged.after, at: judged.dateAfter, behaviour, view))
        if let question { sides[question] = found }
        return found
    }

    private mutating func side(
        _ chains: [RotationProfile.ServedChain], at date: Date, _ behaviour: ClientBehaviour, _ view: StoreView
    ) -> Side {
        var predictions: [(chain: RotationProfile.ServedChain, prediction: Prediction)] = []
        for chain in chains {
            let prediction = Prediction.predict(
                behaviour, view: view, served: chain.certificates, at: date, builder: &builder)
            predictions.append((chain, prediction))
        }
        return Side(predictions: predictions)
    }

    private mutating func judged(
        _ behaviour: ClientBehaviour, _ view: StoreView, _ rotation: Int, isOneStore: Bool
    ) -> Assessment {
        if case .unclear(let detail) = view { return Assessment(.storeUnclear, reasons: [detail], store: 0) }
        let sides = sides(behaviour, view, rotation)
        let (before, after) = (sides.before, sides.after)
        var assessment: Assessment
        switch after.predictions.first?.prediction.cause {
        case .missingStore(let detail)? where after.outcome == .fails:
            assessment = Assessment(.storeMissing, reasons: ["it fails without its trust store: \(detail)"])
        case .missingStore(let detail)?:
            assessment = Assessment(
                .nothingValidated, reasons: ["without its root file it verifies nothing: \(detail)"])
        case .refusedStore(let detail)?:
            assessment = Assessment(
                after.outcome == .connectsPlaintext ? .plaintext : .storeRefused, reasons: [detail])
        case .chain?:
            assessment = carried(before, after, behaviour, view, rotation)
            if assessment.code.verdict == .unknown { return assessment }
            assessment.reasons += notes(
                after, behaviour, view, rotation, besides: assessment.code, isOneStore: isOneStore
            ).map { "\($0.words) (\($0.code.rawValue))" }
            assessment.missingRoots = missingRoots(from: view, behaviour, rotation, besides: assessment.code)
        default:
            assessment = unverified(behaviour)
        }
        let isPlaintext = after.outcome == .connectsPlaintext || before.outcome == .connectsPlaintext
        if isPlaintext, behaviour.opening == .tlsIfOffered, behaviour.verification != .none {
            if assessment.code == .plaintext {
                assessment.reasons.insert("TLS is rejected, and it goes on without", at: 0)
            }
            assessment.reasons.append("a server that insists on TLS refuses it: an outage")
        }
        (assessment.before, assessment.after, assessment.store) = (before.outcome, after.outcome, 0)
        return assessment
    }
}

extension ClientBehaviour {
    /// Whether the mode has a use for a store, or opens it without.
    fileprivate var usesStore: Bool { verification != .none || loadsStoreUnverified }

    /// Whether the store is opened where the server also takes plaintext.
    fileprivate var opensStore: Bool {
        usesStore && (unusableStore == .fails || opening == .tls || opening == .tlsIfOffered)
    }
}

extension StoreView {
    fileprivate var isUnclear: Bool { if case .unclear = self { true } else { false } }
}
