import FoundationEssentials
import ScanModel

/// One question: does this stack find a path from the server's certificate into this store?
struct PathQuestion {
    let leaf: PathCertificate
    /// What the server sends besides its own certificate, in wire order.
    let served: [PathCertificate]
    let store: StoreIndex
    let rules: ChainRules
    let date: Date
}

/// The paths that a stack ends up with, or why it has none.
struct PathOutcome {
    /// The server's certificate first, the anchor last. Go alone finds several.
    var paths: [[PathCertificate]] = []
    var failure: ChainFailure?

    static func failed(_ failure: ChainFailure) -> PathOutcome { PathOutcome(failure: failure) }

    /// Keeps the failure that is nearest to a working chain.
    mutating func miss(_ failure: ChainFailure) {
        if self.failure.map({ failure.distance < $0.distance }) ?? true { self.failure = failure }
    }
}

/// How one TLS stack looks for a path.
///
/// Each is written after the stack's own source, because stacks differ in what they try: OpenSSL commits to the first
/// issuer that looks right, Java to the first trusted name, Go tries all. `Tests/Conformance/paths` compares them
/// with the real ones.
protocol PathSearch {
    static func search(_ question: PathQuestion, _ library: inout CertificateLibrary) -> PathOutcome
}

extension PathQuestion {
    /// Why a path that ends here has no anchor: a look-alike in the store, or nothing.
    func dead(end tip: PathCertificate) -> ChainFailure {
        if tip.entry?.isSelfSigned == true { return lookAlike(named: tip.name) ?? .noAnchor(issuer: tip.name) }
        let issuerName = tip.entry == nil ? served.first?.name ?? tip.issuerName : tip.issuerName
        return lookAlike(named: issuerName) ?? .noAnchor(issuer: issuerName)
    }

    /// A certificate of the store with the common name that is wanted: another key, or another full name.
    private func lookAlike(named name: String) -> ChainFailure? {
        store.certificates.contains { $0.name == name } ? .lookAlike(name: name) : nil
    }
}
