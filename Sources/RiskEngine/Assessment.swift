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
    /// The roots that the store lacks, by name: the fewest that carry every chain.
    var missingRoots: [String] = []

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

/// The predictions for every chain of both sides of a rotation.
struct Sides {
    let before: Side
    let after: Side
}

/// The predictions for every chain of one side of a rotation.
struct Side {
    /// What came of each chain.
    let predictions: [(chain: RotationProfile.ServedChain, prediction: Prediction)]

    /// The worst, because any of the chains may be served.
    var outcome: Outcome { predictions.map(\.prediction.outcome).max() ?? .fails }

    /// The chains that the client accepts.
    var verified: [RotationProfile.ServedChain] {
        predictions.filter { $0.prediction.outcome == .connectsVerified }.map(\.chain)
    }

    /// The leaf issuers under which the client connects with the chain verified.
    var verifiedIssuers: [String] { verified.map(\.issuer.shortName).unique }

    /// The anchors that carry at least one chain, each once.
    var anchors: [StoreCertificate] { predictions.flatMap { $0.prediction.chain?.anchors ?? [] }.unique }

    var anchorNames: [String] { anchors.map(\.shortName).unique }

    var isMixed: Bool { !verified.isEmpty && verified.count < predictions.count }

    /// Whether only intermediates and server certificates carry it, where anything does.
    var isPinned: Bool {
        let trusted = predictions.compactMap(\.prediction.chain).filter(\.isTrusted)
        return !trusted.isEmpty && trusted.allSatisfy(\.isPinned)
    }

    /// Why a chain is not accepted: the first such chain speaks for all.
    var failure: ChainFailure? { predictions.lazy.compactMap(\.prediction.chain?.failure).first }

    /// Bridges that some chains go through and others leave out, by name: the root alone carries only the former.
    var bridgesLeftOut: [String] {
        let left = predictions.filter { $0.prediction.chain?.isTrusted == false }.compactMap(\.chain.certificates.last)
        return verified.flatMap { $0.certificates.dropFirst() }
            .filter { bridge in left.contains { $0.isSigned(by: bridge) } }
            .map(\.shortName).unique
    }
}

extension Sequence where Element: Hashable {
    /// Each element once, in order.
    var unique: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
