import ScanModel
import TrustStores

/// What a server shows of itself in one handshake.
public struct Server: Hashable, Sendable {
    /// Its own certificate first, then what else it sends, in wire order.
    let chain: [StoreCertificate]
    /// Whether its certificate is for the name that the client connects to.
    public var hostMatches: Bool
    /// Whether it accepts a session without TLS; it always offers TLS.
    public var allowsPlaintext: Bool

    /// - Parameters:
    ///   - files: the served certificates in wire order, each file DER or PEM with one or several certificates.
    ///   - hostMatches: whether its certificate is for the name that the client connects to.
    ///   - allowsPlaintext: whether it accepts a session without TLS.
    /// - Throws: ``AssessmentError/noFile(_:)`` or ``AssessmentError/noCertificate(_:)``.
    public init(
        chain files: [Store], hostMatches: Bool = true, allowsPlaintext: Bool = true
    ) throws(AssessmentError) {
        var chain: [StoreCertificate] = []
        for file in files {
            if case .file(.missing) = file.content { throw .noFile(file.path) }
            guard !file.certificates.isEmpty else { throw .noCertificate(file.path) }
            chain += file.certificates
        }
        guard !chain.isEmpty else { throw .noCertificate("the server's chain") }
        self.chain = chain
        self.hostMatches = hostMatches
        self.allowsPlaintext = allowsPlaintext
    }
}
