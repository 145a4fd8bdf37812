import Dialects
public import FoundationEssentials
import RiskEngine
import ScanModel

/// Answers what a client makes of a store: in one handshake, or through a rotation.
///
/// Pure: no file, no network and no clock is looked at. It keeps what it learns of certificates, so ask many questions of
/// one assessor. An answer is the worst over what the question leaves open: the versions of a client that were not told, the
/// chains that a rotation's servers may send.
public struct Assessor: Sendable {
    struct Judged: Hashable {
        let rotation: UUID
        let part: Int
        let date: Date
    }

    var builder = ChainBuilder()
    var judges: [Judged: Judge] = [:]

    /// An assessor that knows nothing yet.
    public init() {}

    /// What comes of one connection attempt.
    ///
    /// - Parameters:
    ///   - client: the client and its mode.
    ///   - stores: the files where the client looks; several are loaded together, in order. Empty for none.
    ///   - server: what the server shows.
    ///   - date: the moment of the attempt.
    /// - Returns: the outcome and why. A store that the client brings along and that was not given is presumed to hold the
    ///   roots that all current public lists hold; the reasons say so.
    /// - Throws: ``AssessmentError/unknownClient(_:)``.
    public mutating func handshake(
        _ client: Client, stores: [Store], server: Server, at date: Date
    ) throws(AssessmentError) -> HandshakeAnswer {
        let delivery = client.delivery(of: stores)
        var worst: (prediction: Prediction, loaded: LoadedStores)?
        var outcomes: Set<Outcome> = []
        for use in try client.uses(of: stores) {
            let loaded = LoadedStores(use, given: stores, via: delivery)
            let prediction = Handshake(
                behaviour: use.behaviour, view: loaded.view, leaf: server.chain.first,
                served: Array(server.chain.dropFirst()), hostMatches: server.hostMatches,
                allowsPlaintext: server.allowsPlaintext, date: date
            ).predict(&builder)
            outcomes.insert(prediction.outcome)
            if worst.map({ prediction.outcome > $0.prediction.outcome }) ?? true { worst = (prediction, loaded) }
        }
        guard let worst else { throw .unknownClient(client.name) }
        var reasons = worst.prediction.reasons
        if worst.prediction.chain != nil, let builtIn = worst.loaded.presumed {
            reasons.append(
                "presumed: \(builtIn.words) holds the public roots that every current list holds, and no other")
        }
        if worst.prediction.chain != nil { reasons += worst.loaded.notes }
        if outcomes.count > 1, let supposing = worst.loaded.use.supposing { reasons.append("supposing \(supposing)") }
        return HandshakeAnswer(
            outcome: worst.prediction.outcome, code: worst.prediction.code.rawValue, reasons: reasons)
    }
}
