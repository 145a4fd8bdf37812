/// What the rotation does to one client of one container: the report's unit (product.md, "Contracts").
package struct Finding: Hashable, Sendable, Codable {
    package struct Client: Hashable, Sendable, Codable {
        package var name: String
        package var version: String?
        /// How it was recognised.
        package var source: String
        package init(name: String, version: String?, source: String) {
            self.name = name
            self.version = version
            self.source = source
        }
    }

    package struct Store: Hashable, Sendable, Codable {
        package struct Certificate: Hashable, Sendable, Codable {
            package var subject: String
            package var issuer: String
            package var sha256: String
            package var spkiSha256: String
            /// RFC 3339, UTC.
            package var notAfter: String
            /// What it is to the rotation: `root`, `bridge`, `old-intermediate`, `new-intermediate`, `other-root`, `other`.
            package var role: String
            package init(
                subject: String, issuer: String, sha256: String, spkiSha256: String, notAfter: String, role: String
            ) {
                self.subject = subject
                self.issuer = issuer
                self.sha256 = sha256
                self.spkiSha256 = spkiSha256
                self.notAfter = notAfter
                self.role = role
            }
        }
        /// As the container sees it; nil for a built-in store.
        package var path: String?
        /// `named`, `default-file`, `built-in`, `inline`.
        package var kind: String
        /// Where the bytes are, in words: `ConfigMap pay/db-ca ca.pem`.
        package var source: String
        /// Who writes that object, in words: `Bundle corporate-ca of trust-manager`; nil where its metadata names nobody.
        package var managedBy: String?
        /// Nil where the store was not read.
        package var format: String?
        /// Whether the store's own seal was checked, which takes its password; nil where the store was not read.
        package var integrity: TrustStore.Integrity?
        package var complete: Bool
        package var certificates: [Certificate]
        /// The entries that could not be read, and why.
        package var rejected: [RejectedEntry]
        /// Where and when it was read, where the API does not show it.
        package var evidence: StoreOrigin?
        package init(
            path: String?, kind: String, source: String, managedBy: String? = nil, format: String?,
            integrity: TrustStore.Integrity? = nil, complete: Bool, certificates: [Certificate],
            rejected: [RejectedEntry] = [], evidence: StoreOrigin? = nil
        ) {
            self.path = path
            self.kind = kind
            self.source = source
            self.managedBy = managedBy
            self.format = format
            self.integrity = integrity
            self.complete = complete
            self.certificates = certificates
            self.rejected = rejected
            self.evidence = evidence
        }
    }

    /// `CODE:namespace:kind/name:container[:endpoint]`: the same from run to run.
    package var id: String
    package var code: String
    package var verdict: Verdict
    package var title: String
    /// The rotation's id.
    package var rotation: String
    package var endpoint: String?
    package var client: Client
    package var mode: Mode
    /// Nil where nothing can be predicted.
    package var before: Outcome?
    package var after: Outcome?
    package var security: SecurityPosture?
    package var stores: [Store]
    package var basis: Basis
    /// Sentences without capital and full stop; the first says it all.
    package var reasons: [String]
    /// What to do, the smallest fix first; for `unknown` the one thing that would settle it.
    package var remedy: [String]
    /// Whether the pod must be restarted after the fix; nil where it is not known.
    package var needsRestart: Bool?

    package init(
        id: String, code: String, verdict: Verdict, title: String, rotation: String, endpoint: String?, client: Client,
        mode: Mode, before: Outcome?, after: Outcome?, security: SecurityPosture?, stores: [Store], basis: Basis,
        reasons: [String], remedy: [String], needsRestart: Bool?
    ) {
        self.id = id
        self.code = code
        self.verdict = verdict
        self.title = title
        self.rotation = rotation
        self.endpoint = endpoint
        self.client = client
        self.mode = mode
        self.before = before
        self.after = after
        self.security = security
        self.stores = stores
        self.basis = basis
        self.reasons = reasons
        self.remedy = remedy
        self.needsRestart = needsRestart
    }
}
