public import ScanModel

/// What comes of one connection attempt.
public struct HandshakeAnswer: Hashable, Sendable {
    /// The worst over the versions that the client may be.
    public let outcome: Outcome
    /// The rule that decided, such as `TS104`: `trustsweep explain` says more.
    public let code: String
    /// The first says it all.
    public let reasons: [String]
}

/// What a rotation does to a client with its store.
public struct Assessment: Hashable, Sendable {
    /// A certificate of the store at which chains end.
    public struct Anchor: Hashable, Sendable, Encodable {
        /// RFC 4514 text.
        public let subject: String
        /// SHA-256 of the certificate, lower-case hexadecimal.
        public let sha256: String
        /// RFC 3339.
        public let notAfter: String
        /// Whether a chain served until the rotation ends at it.
        public let carriesBefore: Bool
        /// Whether a chain served from the rotation on ends at it.
        public let carriesAfter: Bool
    }

    /// The rotation's name.
    public let rotation: String
    /// The worst over the chains that may be served until the rotation; nil where it is not known.
    public let before: Outcome?
    /// The worst over the chains that may be served from the rotation on; nil where it is not known.
    public let after: Outcome?
    /// What it means for the people who run the client.
    public let verdict: Verdict
    /// The rule that decided, such as `TS101`: `trustsweep explain` says more.
    public let code: String
    /// One short title of that rule.
    public let title: String
    /// What the mode is worth, rotation or not: `insecure`, `weak`, `moderate` or `secure`.
    public let security: String?
    /// `evidence`, or `prior` where a store that the client brings along was not given.
    public let basis: String
    /// The first says it all.
    public let reasons: [String]
    /// The certificates of the given store that carry a chain; empty where none does, or nothing is verified.
    public let anchors: [Anchor]
    /// The fix first; for `unknown` the one thing that would settle it.
    public let remedy: [String]
}
