import ScanModel

extension Prediction {
    /// The rule that decided.
    package var code: FindingCode {
        switch cause {
        case .invalid: .invalidMode
        case .missingStore: outcome == .fails ? .storeMissing : .nothingValidated
        case .refusedStore: outcome == .fails ? .storeRefused : .plaintext
        case .unclearStore: .storeUnclear
        case .neverTLS, .plaintextFirst: outcome == .fails ? .brokenAlready : .plaintext
        case .nothingVerified: .nothingValidated
        case .otherHost: outcome == .fails ? .brokenAlready : .dropsToPlaintext
        case .chain: chainCode
        }
    }

    private var chainCode: FindingCode {
        if outcome == .connectsVerified { return chain?.isPinned == true ? .pinnedNewIntermediates : .rootTrusted }
        if outcome == .connectsPlaintext { return .dropsToPlaintext }
        return chain?.failure.flatMap { FindingCode($0) } ?? .brokenAlready
    }

    /// What is said of it; the first says it all.
    package var reasons: [String] {
        var reasons = [causeWords]
        if fallsBack { reasons.append("TLS did not succeed, and it goes on without") }
        return reasons
    }

    private var causeWords: String {
        switch cause {
        case .invalid(let words): words
        case .neverTLS:
            outcome == .fails ? "it never uses TLS, and the server refuses plaintext" : "it never uses TLS"
        case .plaintextFirst: "it uses TLS only where the server refuses a connection without"
        case .nothingVerified: "it encrypts and does not verify the server"
        case .missingStore(let words):
            outcome == .fails
                ? "it fails without its trust store: \(words)" : "without its root file it verifies nothing: \(words)"
        case .refusedStore(let words): words
        case .unclearStore(let words): "whether the client can use its store is not known: \(words)"
        case .otherHost: "the chain is trusted, and the server's certificate is for another name"
        case .chain: chainWords
        }
    }

    private var chainWords: String {
        guard let chain else { return "" }
        if let failure = chain.failure { return failure.words }
        let names = chain.anchors.map { "\"\($0.shortName)\"" }
        var seen: [String] = []
        for name in names where !seen.contains(name) { seen.append(name) }
        let pinned = chain.isPinned ? ", which is no root" : ""
        return "the chain ends at \(seen.joined(separator: ", ")) of the store\(pinned)"
    }
}
