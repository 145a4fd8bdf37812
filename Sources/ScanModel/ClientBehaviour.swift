/// What a client does on the wire in one mode: what it offers, verifies and falls back to.
///
/// A value, so that equal behaviours over equal stores are judged once.
package struct ClientBehaviour: Hashable, Sendable, Codable {
    /// The first thing a client sends.
    package enum Opening: String, Hashable, Sendable, Codable {
        /// Never TLS (`disable`).
        case plaintext
        /// Plaintext, and TLS only where the server refuses it (libpq's `allow`).
        case plaintextThenTLS
        /// TLS where the server offers it, else plaintext (`prefer`).
        case tlsIfOffered
        /// TLS or nothing.
        case tls
    }

    /// What is checked of the server's certificate.
    package enum Verification: String, Hashable, Sendable, Codable {
        case none
        case chain
        case chainAndName
    }

    /// What happens where the store file does not exist.
    package enum MissingStore: String, Hashable, Sendable, Codable {
        /// The connection fails.
        case fails
        /// The client goes on without verification (libpq's `require`).
        case skipsVerification
    }

    /// What follows a rejected certificate.
    package enum Rejection: String, Hashable, Sendable, Codable {
        case fails
        /// Connects again without TLS (libpq's `prefer`).
        case retriesPlaintext
    }

    package var opening: Opening
    /// With a store at hand.
    package var verification: Verification
    package var missingStore: MissingStore
    package var rejection: Rejection
    package var rules: ChainRules
    /// Set where the client refuses the configuration itself (`sslmode=verify-all`): the reason.
    package var invalid: String?

    package init(
        opening: Opening, verification: Verification, missingStore: MissingStore = .fails,
        rejection: Rejection = .fails,
        rules: ChainRules, invalid: String? = nil
    ) {
        self.opening = opening
        self.verification = verification
        self.missingStore = missingStore
        self.rejection = rejection
        self.rules = rules
        self.invalid = invalid
    }
}

/// How a TLS stack decides whether a chain is good.
package struct ChainRules: Hashable, Sendable, Codable {
    /// Which certificates of a store end a chain.
    package enum Anchors: String, Hashable, Sendable, Codable {
        /// Only self-signed ones: OpenSSL's default.
        case selfSigned
        /// Any, leaf included: Java, Go, GnuTLS, OpenSSL with `X509_V_FLAG_PARTIAL_CHAIN`.
        case any
    }

    /// Whose code reads the store's file: which forms it sees, and what one bad block does
    /// (clients.md, "File forms" and finding 11).
    package enum FileReader: String, Hashable, Sendable, Codable {
        /// PEM alone; one bad block and the whole file is refused.
        case openSSL
        /// PEM alone; keeps what stands before the first bad block.
        case node
        /// PEM without private keys, DER, JKS; one bad block and the whole file is refused.
        case java
        /// PEM alone; skips what it cannot parse.
        case go
        /// PEM and DER.
        case dotNet
    }

    package var anchors: Anchors
    /// False where an anchor's own dates are not looked at (Java's PKIX builder).
    package var checksAnchorDates: Bool
    /// True where only the first certificate of the file counts (sqlx with native-tls).
    package var readsFirstCertificateOnly: Bool
    package var reader: FileReader

    package init(
        anchors: Anchors, checksAnchorDates: Bool = true, readsFirstCertificateOnly: Bool = false,
        reader: FileReader = .openSSL
    ) {
        self.anchors = anchors
        self.checksAnchorDates = checksAnchorDates
        self.readsFirstCertificateOnly = readsFirstCertificateOnly
        self.reader = reader
    }

    /// OpenSSL without flags: libpq, Node, Python before 3.13 …
    package static let openSSL = ChainRules(anchors: .selfSigned)
    /// OpenSSL with `X509_V_FLAG_PARTIAL_CHAIN`: Python's default context from 3.13, curl.
    package static let openSSLPartialChain = ChainRules(anchors: .any)
    /// Java's PKIX builder over a KeyStore or a file.
    package static let java = ChainRules(anchors: .any, checksAnchorDates: false, reader: .java)
    /// Go's crypto/x509.
    package static let go = ChainRules(anchors: .any, reader: .go)
    /// .NET's X509Chain with CustomRootTrust or the platform store: an anchor must be self-signed.
    package static let dotNet = ChainRules(anchors: .selfSigned, reader: .dotNet)
}
