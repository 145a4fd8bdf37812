/// Why something that should have been read was not. A closed list: scripts switch on it.
package enum GapReason: String, Sendable, Codable, CaseIterable {
    case forbidden
    case notFound = "not_found"
    case timeout
    case rateLimited = "rate_limited"
    case unavailable
    case incomplete
    case notRequested = "not_requested"
    case tooLarge = "too_large"
    case badEncoding = "bad_encoding"
    case badPEM = "bad_pem"
    case badDER = "bad_der"
    case badJKS = "bad_jks"
    case unsupportedFormat = "unsupported_format"
    case unreadableFile = "unreadable_file"
    case unknownClient = "unknown_client"
    case unsupportedOS = "unsupported_os"
    case notRunning = "not_running"
    case noShell = "no_shell"

    /// For people: `not requested`.
    package var words: String { rawValue.replacing("_", with: " ") }

    /// The reason behind "was not read"; empty where nobody asked for it, because the remedy says how to ask.
    package var detail: String { self == .notRequested ? "" : " (\(words))" }
}

/// One thing that should have been read and was not: a result, not a log line.
package struct Gap: Hashable, Sendable, Codable, Comparable {
    /// A Kubernetes resource such as `configmaps`, an object such as `Secret shop/ledger-db`, or a file.
    package var resource: String
    /// Nil for the whole cluster, or where namespaces do not apply.
    package var namespace: String?
    package var reason: GapReason
    /// One line for people; never a secret.
    package var detail: String

    package init(resource: String, namespace: String? = nil, reason: GapReason, detail: String) {
        self.resource = resource
        self.namespace = namespace
        self.reason = reason
        self.detail = detail
    }

    package static func < (left: Gap, right: Gap) -> Bool {
        (left.namespace ?? "", left.resource, left.reason.rawValue, left.detail)
            < (right.namespace ?? "", right.resource, right.reason.rawValue, right.detail)
    }
}

/// A stage's result: what it found, and what it could not read.
package struct Gathered<Value: Sendable>: Sendable {
    package var values: [Value]
    package var gaps: [Gap]

    package init(values: [Value] = [], gaps: [Gap] = []) {
        self.values = values
        self.gaps = gaps
    }
}
