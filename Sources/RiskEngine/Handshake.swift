package import FoundationEssentials
package import ScanModel

/// One connection attempt: a client, what it sees of its stores, and a server.
package struct Handshake: Hashable, Sendable {
    /// What the client does in its mode.
    package var behaviour: ClientBehaviour
    /// What the client sees of its stores.
    package var view: StoreView
    /// The server's own certificate, where it is known.
    package var leaf: StoreCertificate?
    /// What the server sends besides it, the leaf's issuer first.
    package var served: [StoreCertificate]
    /// Whether the server's certificate is for the name that the client connects to.
    package var hostMatches: Bool
    /// Whether the server accepts a session without TLS; it always offers TLS.
    package var allowsPlaintext: Bool
    /// The moment of the attempt.
    package var date: Date

    package init(
        behaviour: ClientBehaviour, view: StoreView, leaf: StoreCertificate? = nil, served: [StoreCertificate],
        hostMatches: Bool = true, allowsPlaintext: Bool = true, date: Date
    ) {
        self.behaviour = behaviour
        self.view = view
        self.leaf = leaf
        self.served = served
        self.hostMatches = hostMatches
        self.allowsPlaintext = allowsPlaintext
        self.date = date
    }

    /// What comes of the attempt.
    ///
    /// In the order in which clients work: the settings, the files they read before connecting, what they send first, the
    /// files they read for TLS, the chain, the name. Where it is not known what a client sees of its store, the worse
    /// outcome is predicted.
    ///
    /// - Parameter builder: keeps what it learns for the next attempt.
    /// - Returns: the outcome and what decided.
    package func predict(_ builder: inout ChainBuilder) -> Prediction {
        if let reason = behaviour.invalid { return Prediction(outcome: .fails, cause: .invalid(reason)) }
        if behaviour.unusableStore == .fails, let problem = storeProblem() { return problem }
        switch behaviour.opening {
        case .plaintext: return Prediction(outcome: allowsPlaintext ? .connectsPlaintext : .fails, cause: .neverTLS)
        case .plaintextThenTLS where allowsPlaintext:
            return Prediction(outcome: .connectsPlaintext, cause: .plaintextFirst)
        case .plaintextThenTLS, .tlsIfOffered, .tls: return encrypted(&builder)
        }
    }

    private func encrypted(_ builder: inout ChainBuilder) -> Prediction {
        if let problem = storeProblem() { return problem }
        guard behaviour.verification != .none else {
            if behaviour.checksNameUnverified, !hostMatches {
                return Prediction(outcome: afterRejection, cause: .otherHost)
            }
            return Prediction(outcome: .connectsUnverified, cause: .nothingVerified)
        }
        guard case .loaded(let certificates) = view else {
            guard case .missing(let detail) = view else { return Prediction(outcome: .fails, cause: .nothingVerified) }
            return Prediction(outcome: .connectsUnverified, cause: .missingStore(detail))
        }
        let chain = builder.build(leaf: leaf, served: served, store: certificates, rules: behaviour.rules, at: date)
        guard chain.isTrusted else { return Prediction(outcome: afterRejection, cause: .chain, chain: chain) }
        if behaviour.verification == .chainAndName, !hostMatches {
            return Prediction(outcome: afterRejection, cause: .otherHost, chain: chain)
        }
        return Prediction(outcome: .connectsVerified, cause: .chain, chain: chain)
    }

    /// What comes of it where the client opens its store and cannot use it.
    private func storeProblem() -> Prediction? {
        guard behaviour.verification != .none || behaviour.loadsStoreUnverified else { return nil }
        let afterFailure = behaviour.unusableStore == .fails ? .fails : afterRejection
        switch view {
        case .loaded: return nil
        case .missing(let detail):
            guard behaviour.missingStore == .fails else { return nil }
            return Prediction(outcome: .fails, cause: .missingStore(detail))
        case .refused(let detail): return Prediction(outcome: afterFailure, cause: .refusedStore(detail))
        case .unclear(let detail): return Prediction(outcome: afterFailure, cause: .unclearStore(detail))
        }
    }

    private var afterRejection: Outcome {
        behaviour.rejection == .retriesPlaintext && behaviour.opening != .plaintextThenTLS && allowsPlaintext
            ? .connectsPlaintext : .fails
    }
}
