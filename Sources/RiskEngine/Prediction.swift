package import FoundationEssentials
package import ScanModel

/// What one connection attempt comes to, and what it rests on.
package struct Prediction: Hashable, Sendable {
    /// What decided.
    package enum Cause: Hashable, Sendable {
        /// The client refuses its settings: the words say why.
        case invalid(String)
        /// The client never uses TLS.
        case neverTLS
        /// The client tries plaintext first, and the server accepts it.
        case plaintextFirst
        /// The client verifies nothing in its mode.
        case nothingVerified
        /// The store's file does not exist: the words say which.
        case missingStore(String)
        /// The client refuses the store's file.
        case refusedStore(String)
        /// It is not known whether the client can use the store's file: the worse is predicted.
        case unclearStore(String)
        /// The server's certificate is for another name.
        case otherHost
        /// The chain was accepted, or not: ``Prediction/chain`` says more.
        case chain
    }

    package var outcome: Outcome
    package var cause: Cause
    /// Nil where the chain was not looked at.
    package var chain: ChainResult?

    package init(outcome: Outcome, cause: Cause, chain: ChainResult? = nil) {
        self.outcome = outcome
        self.cause = cause
        self.chain = chain
    }

    /// Whether the client goes on without TLS because TLS did not succeed.
    package var fallsBack: Bool {
        outcome == .connectsPlaintext && cause != .neverTLS && cause != .plaintextFirst
    }

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
        Handshake(
            behaviour: behaviour, view: view, leaf: leaf, served: served, allowsPlaintext: allowsPlaintext, date: date
        ).predict(&builder)
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
