package import FoundationEssentials
package import ScanModel

/// What one connection attempt comes to, and what it rests on.
package struct Prediction: Hashable, Sendable {
    package var outcome: Outcome
    /// Nil where the chain was not looked at.
    package var chain: ChainResult?

    /// Predicts one attempt from the client's behaviour alone; the host name always matches.
    ///
    /// - Parameters:
    ///   - behaviour: what the client does in its mode.
    ///   - view: what the client sees of its stores.
    ///   - leaf: the server's certificate, where it is known.
    ///   - served: what the server sends besides it.
    ///   - date: the moment of the attempt.
    ///   - allowsPlaintext: whether the server accepts a session without TLS.
    ///   - builder: keeps what it learns for the next attempt.
    /// - Returns: the outcome, and the chain where it was looked at.
    package static func predict(
        _ behaviour: ClientBehaviour, view: StoreView, leaf: StoreCertificate? = nil, served: [StoreCertificate],
        at date: Date, allowsPlaintext: Bool = true, builder: inout ChainBuilder
    ) -> Prediction {
        if behaviour.invalid != nil { return Prediction(outcome: .fails) }
        switch behaviour.opening {
        case .plaintext: return Prediction(outcome: allowsPlaintext ? .connectsPlaintext : .fails)
        case .plaintextThenTLS where allowsPlaintext: return Prediction(outcome: .connectsPlaintext)
        case .plaintextThenTLS, .tlsIfOffered, .tls: break
        }
        if behaviour.verification == .none { return Prediction(outcome: .connectsUnverified) }
        let afterRejection: Outcome =
            behaviour.rejection == .retriesPlaintext && allowsPlaintext ? .connectsPlaintext : .fails
        switch view {
        case .missing:
            return Prediction(outcome: behaviour.missingStore == .skipsVerification ? .connectsUnverified : .fails)
        case .refused, .unclear:
            return Prediction(outcome: afterRejection)
        case .loaded(let certificates):
            let chain = builder.build(
                leaf: leaf, served: served, store: certificates, rules: behaviour.rules, at: date)
            return Prediction(outcome: chain.isTrusted ? .connectsVerified : afterRejection, chain: chain)
        }
    }
}

extension ClientBehaviour {
    /// Whether anything of the server is checked where the server also takes plaintext.
    package var verifies: Bool {
        verification != .none && (opening == .tls || opening == .tlsIfOffered) && invalid == nil
    }

    /// What the mode is worth, rotation or not (the article's table of SSL modes).
    package var posture: SecurityPosture? {
        if invalid != nil { return nil }
        switch opening {
        case .plaintext: return .insecure
        case .plaintextThenTLS, .tlsIfOffered: return .weak
        case .tls: break
        }
        if missingStore == .skipsVerification || rejection == .retriesPlaintext { return .weak }
        switch verification {
        case .none: return .weak
        case .chain: return .moderate
        case .chainAndName: return .secure
        }
    }
}
