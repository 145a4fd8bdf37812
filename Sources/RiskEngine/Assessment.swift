import ScanModel

/// What a rotation does to a client with such a behaviour and such stores, whoever and wherever it is.
struct Assessment {
    var code: FindingCode
    var before: Outcome?
    var after: Outcome?
    var basis: Basis
    /// The first says it all.
    var reasons: [String]
    /// Which of the stores decided.
    var store: Int?

    init(
        _ code: FindingCode, before: Outcome? = nil, after: Outcome? = nil, basis: Basis = .evidence, reasons: [String],
        store: Int? = nil
    ) {
        self.code = code
        self.before = before
        self.after = after
        self.basis = basis
        self.reasons = reasons
        self.store = store
    }
}

/// The predictions for every chain of one side of a rotation.
struct Side {
    /// A chain's leaf issuer and what came of it.
    let predictions: [(issuer: String, prediction: Prediction)]

    /// The worst, because any of the chains may be served.
    var outcome: Outcome { predictions.map(\.prediction.outcome).max() ?? .fails }

    /// The leaf issuers under which the client connects with the chain verified.
    var verifiedIssuers: [String] {
        predictions.filter { $0.prediction.outcome == .connectsVerified }.map(\.issuer)
    }

    /// The anchors that carry at least one chain, each once, by name.
    var anchorNames: [String] {
        var names: [String] = []
        for anchor in predictions.flatMap({ $0.prediction.chain?.anchors ?? [] })
        where !names.contains(anchor.shortName) {
            names.append(anchor.shortName)
        }
        return names
    }

    var isMixed: Bool { !verifiedIssuers.isEmpty && verifiedIssuers.count < predictions.count }

    /// Whether only intermediates and server certificates carry it, where anything does.
    var isPinned: Bool {
        let trusted = predictions.compactMap(\.prediction.chain).filter(\.isTrusted)
        return !trusted.isEmpty && trusted.allSatisfy(\.isPinned)
    }

    /// Why a chain is not accepted: the first such chain speaks for all.
    var failure: ChainFailure? { predictions.lazy.compactMap(\.prediction.chain?.failure).first }
}
