/// A parsed trust store.
///
/// Parsing never stops at one bad entry: what was good is in ``certificates``, the rest in ``rejected``.
package struct TrustStore: Hashable, Sendable {
    /// How far the store's own integrity check went.
    package enum Integrity: String, Sendable, Codable { case checked, unchecked, none }

    /// `PEM`, `DER`, `JKS` …, as in reports.
    package var format: String
    /// In the order of the file; duplicates are kept.
    package var certificates: [StoreCertificate]
    package var rejected: [RejectedEntry]
    package var integrity: Integrity
    /// Whether a private key lies in it: skipped, never kept; some clients refuse such a file (pgjdbc).
    package var holdsPrivateKey: Bool
    /// Whether its certificates are encrypted: a Java client that is given no password sees none of them.
    package var needsPassword: Bool
    /// What each client's code makes of the bytes; a reader that is missing here reads it as a clean file of
    /// ``format``.
    package var readings: [ChainRules.FileReader: FileReading]

    package init(
        format: String, certificates: [StoreCertificate], rejected: [RejectedEntry] = [], integrity: Integrity = .none,
        holdsPrivateKey: Bool = false, needsPassword: Bool = false,
        readings: [ChainRules.FileReader: FileReading] = [:]
    ) {
        self.format = format
        self.certificates = certificates
        self.rejected = rejected
        self.integrity = integrity
        self.holdsPrivateKey = holdsPrivateKey
        self.needsPassword = needsPassword
        self.readings = readings
    }

    /// Without ``readings``, which would be long to hash and follow from the rest in all but a few files.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(format)
        hasher.combine(certificates)
        hasher.combine(rejected)
    }

    /// Whether every entry was read.
    package var isComplete: Bool { rejected.isEmpty }
}

/// An entry that could not be read.
package struct RejectedEntry: Hashable, Sendable, Codable {
    /// Position among the entries of the store, from 0.
    package var index: Int
    package var reason: GapReason
    package var detail: String

    package init(index: Int, reason: GapReason, detail: String) {
        self.index = index
        self.reason = reason
        self.detail = detail
    }
}

/// The state of one store location once it was looked at.
package enum StoreReading: Hashable, Sendable {
    case read(TrustStore)
    /// It is certain that the file does not exist (a mounted ConfigMap without that key).
    case missing(String)
    /// It exists, or may, and could not be read.
    case unread(GapReason, String)
}
