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

    /// What happens where the store file exists and the client cannot use it.
    package enum UnusableStore: String, Hashable, Sendable, Codable {
        /// As if the server's certificate were rejected: libpq's `prefer` retries in plaintext.
        case rejectsServer
        /// The connection fails, whatever a rejected certificate would lead to: the file is read before connecting.
        case fails
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
    package var unusableStore: UnusableStore
    /// True where the client opens its store even in a mode that does not verify or has no TLS (sqlx, pgx): a missing or damaged
    /// file then stops it as ``missingStore`` and ``unusableStore`` say.
    package var loadsStoreUnverified: Bool
    /// The store of its own that the client loads where the file does not exist, whatever ``missingStore`` says: JSSE takes the
    /// JRE's cacerts for a `trustStore` that is not there, Go and .NET the platform's store where the home file is not there.
    package var insteadOfMissing: BuiltInStore?
    /// The store of its own that the client loads where the file is empty to the byte: Node's list for `ca: ""`.
    package var insteadOfEmpty: BuiltInStore?
    /// True where the host name is checked although ``verification`` is `none` (pgjdbc's NonValidatingFactory in verify-full).
    package var checksNameUnverified: Bool
    package var rejection: Rejection
    package var rules: ChainRules
    /// Set where the client refuses the configuration itself (`sslmode=verify-all`): the reason.
    package var invalid: String?

    package init(
        opening: Opening, verification: Verification, missingStore: MissingStore = .fails,
        unusableStore: UnusableStore = .rejectsServer, loadsStoreUnverified: Bool = false,
        insteadOfMissing: BuiltInStore? = nil, insteadOfEmpty: BuiltInStore? = nil, checksNameUnverified: Bool = false,
        rejection: Rejection = .fails, rules: ChainRules, invalid: String? = nil
    ) {
        self.opening = opening
        self.verification = verification
        self.missingStore = missingStore
        self.unusableStore = unusableStore
        self.loadsStoreUnverified = loadsStoreUnverified
        self.insteadOfMissing = insteadOfMissing
        self.insteadOfEmpty = insteadOfEmpty
        self.checksNameUnverified = checksNameUnverified
        self.rejection = rejection
        self.rules = rules
        self.invalid = invalid
    }

    /// A session without TLS, whatever the server offers.
    package static func plaintext(rules: ChainRules) -> ClientBehaviour {
        ClientBehaviour(opening: .plaintext, verification: .none, rules: rules)
    }

    /// The client refuses its settings and does not connect: the reason is its own words, or what it does not find.
    package static func refused(_ reason: String, rules: ChainRules) -> ClientBehaviour {
        ClientBehaviour(opening: .tls, verification: .chainAndName, rules: rules, invalid: reason)
    }
}
