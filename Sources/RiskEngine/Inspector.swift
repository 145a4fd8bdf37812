package import FoundationEssentials
package import ScanModel

/// Says of a store what `inspect` shows: its certificates, what each is to the rotations, what clients make of it.
package struct Inspector: Sendable {
    private let rotations: [RotationProfile]
    private let date: Date
    /// The authorities of all the rotations, by common name.
    private let authorities: [String: Set<JudgedRotation.Authority>]

    /// - Parameters:
    ///   - rotations: what the certificates are looked up in; the first is the one that matters most.
    ///   - date: the day that "expired" is for.
    package init(rotations: [RotationProfile], asOf date: Date) {
        self.rotations = rotations
        self.date = date
        var authorities: [String: Set<JudgedRotation.Authority>] = [:]
        for part in rotations.flatMap(\.narrowed) {
            let chains = (part.before + part.after).flatMap(\.certificates)
            for certificate in chains + part.minimumRoots + part.fullRoots {
                authorities[certificate.shortName, default: []].insert(JudgedRotation.Authority(certificate))
            }
        }
        self.authorities = authorities
    }

    /// - Parameters:
    ///   - reading: what was read of the file.
    ///   - path: its name.
    ///   - notes: what else is known of it.
    /// - Returns: what there is to show; a file of no known format counts as one that could not be read.
    package func inspection(of reading: StoreReading, path: String, notes: [String] = []) -> Inspection {
        switch reading {
        case .missing(let words): return Self.unread(path, .notFound, words)
        case .unread(let reason, let words): return Self.unread(path, reason, words)
        case .read(let store):
            guard store.format != "unknown" else {
                let entry = store.rejected.first
                return Self.unread(path, entry?.reason ?? .unsupportedFormat, entry?.detail ?? "of no known format")
            }
            return Inspection(
                path: path, format: store.format, integrity: store.integrity,
                certificates: store.certificates.map(described), rejected: store.rejected,
                notes: notes + lookAlikes(in: store) + store.notes)
        }
    }

    private static func unread(_ path: String, _ reason: GapReason, _ words: String) -> Inspection {
        Inspection(path: path, format: nil, rejected: [RejectedEntry(index: 0, reason: reason, detail: words)])
    }

    private func described(_ certificate: StoreCertificate) -> Inspection.Certificate {
        let (from, until) = certificate.validity
        return Inspection.Certificate(
            certificate, notBefore: Timestamp.text(from), notAfter: Timestamp.text(until),
            roles: rotations.map {
                Inspection.Role(rotation: $0.name, role: $0.role(of: certificate).rawValue)
            }, daysLeft: Int((until.timeIntervalSince(date) / 86400).rounded(.down)), isNotYetValid: date < from)
    }

    private func lookAlikes(in store: TrustStore) -> [String] {
        let found = store.certificates.filter { certificate in
            authorities[certificate.shortName].map { !$0.contains(JudgedRotation.Authority(certificate)) } ?? false
        }
        return found.unique.map { certificate in
            """
            look-alike: "\(certificate.shortName)" (sha256 \(certificate.sha256.prefix(16))…) has the common name of an \
            authority of the rotation, and another name or key: it carries nothing
            """
        }
    }
}

extension TrustStore {
    /// What a person would overlook.
    fileprivate var notes: [String] {
        var notes: [String] = []
        let doubles = Dictionary(grouping: certificates, by: \.sha256).values.filter { $0.count > 1 }
        if !doubles.isEmpty {
            let names = doubles.compactMap(\.first?.shortName).sorted().joined(separator: ", ")
            notes.append("held more than once: \(names)")
        }
        if holdsPrivateKey {
            let isAlone = certificates.isEmpty && rejected.isEmpty
            notes.append(
                isAlone
                    ? "it holds a private key and no certificate, so it is no trust store"
                    : "it holds a private key, which was skipped; a trust store needs none")
        }
        if needsPassword { notes.append("its certificates are encrypted: Java without its password sees none of them") }
        if integrity == .unchecked {
            notes.append(
                """
                integrity was not checked: no password that was tried fits, so the password is another one or the file \
                was changed
                """)
        }
        return notes + clientNotes
    }

    private static let readers: [(ChainRules.FileReader, String)] = [
        (.openSSL, "OpenSSL 3"), (.openSSL1, "OpenSSL 1"), (.node, "Node"), (.go, "Go"), (.java, "Java"),
        (.java25, "Java 25"), (.dotNet, ".NET"), (.javaKeyStore, "Java"),
    ]

    private static func reason(_ format: String) -> String {
        format == "PKCS #12" ? ": those that carry its own mark, which keytool -importcert writes" : ""
    }

    /// The clients that do not see all of it.
    private var clientNotes: [String] {
        guard format != "directory", !certificates.isEmpty else { return [] }
        let isKeyStore = !["PEM", "DER", "PKCS #7"].contains(format)
        var words: [String] = []
        var clients: [String: [String]] = [:]
        for (reader, client) in Self.readers where (reader == .javaKeyStore) == isKeyStore {
            let said: String
            switch reading(by: reader) {
            case .loaded(let seen) where Set(seen.map(\.sha256)) == Set(certificates.map(\.sha256)): continue
            case .loaded(let seen) where isKeyStore:
                let part = "\(seen.count) of the \(certificates.count) certificates"
                said = "% takes \(part) for trust anchors" + Self.reason(format)
            case .loaded(let seen) where seen.isEmpty: said = "no certificate is seen by %"
            case .loaded(let seen): said = "\(seen.count) of the \(certificates.count) certificates are seen by %"
            case .refused(let why): said = "refused by %: \(why)"
            case .ignored(let why): said = "taken for not given by %: \(why)"
            case .unclear(let why): said = "perhaps not read whole by %: \(why)"
            }
            if clients[said] == nil { words.append(said) }
            clients[said, default: []].append(client)
        }
        return words.map { $0.replacing("%", with: (clients[$0] ?? []).joined(separator: ", ")) }
    }
}
