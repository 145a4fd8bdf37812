/// What one file of certificates holds, as `inspect` shows it (product.md, "Contracts").
package struct Inspection: Hashable, Sendable, Encodable {
    package struct Certificate: Hashable, Sendable, Encodable {
        /// The alias of its entry, in stores that have aliases.
        package var alias: String?
        /// RFC 4514 text.
        package var subject: String
        package var issuer: String
        /// Lower-case hexadecimal, as `openssl x509 -serial` prints it in upper case.
        package var serial: String
        /// SHA-256 of the DER and of the SubjectPublicKeyInfo, lower-case hexadecimal.
        package var sha256: String
        package var spkiSha256: String
        /// RFC 3339, UTC.
        package var notBefore: String
        package var notAfter: String
        /// What it is to the first of the rotations.
        package var role: String
        /// What it is to each of them.
        package var roles: [Role]

        /// For people; the subject says it all.
        package var name: String
        /// Whole days from the day that was asked for until it expires; negative once it has.
        package var daysLeft: Int
        /// Whether it has yet to begin on that day.
        package var isNotYetValid: Bool

        private enum CodingKeys: CodingKey {
            case alias, subject, issuer, serial, sha256, spkiSha256, notBefore, notAfter, role, roles
        }

        package init(
            _ certificate: StoreCertificate, notBefore: String, notAfter: String, roles: [Role], daysLeft: Int,
            isNotYetValid: Bool
        ) {
            alias = certificate.alias
            subject = certificate.subject
            issuer = certificate.issuer
            serial = certificate.serial
            sha256 = certificate.sha256
            spkiSha256 = certificate.spkiSHA256
            self.notBefore = notBefore
            self.notAfter = notAfter
            role = roles.first?.role ?? "other"
            self.roles = roles
            name = certificate.shortName
            self.daysLeft = daysLeft
            self.isNotYetValid = isNotYetValid
        }
    }

    package struct Role: Hashable, Sendable, Encodable {
        /// The rotation's id.
        package var rotation: String
        package var role: String

        package init(rotation: String, role: String) {
            self.rotation = rotation
            self.role = role
        }
    }

    /// As it was given; `-` for standard input.
    package var path: String
    /// `PEM`, `JKS` …; nil where the file could not be read at all.
    package var format: String?
    /// Whether every entry was read.
    package var complete: Bool
    package var integrity: TrustStore.Integrity
    /// In the order of the file.
    package var certificates: [Certificate]
    package var rejected: [RejectedEntry]

    /// What else is worth knowing of it, each a sentence: for people.
    package var notes: [String]

    private enum CodingKeys: CodingKey { case path, format, complete, integrity, certificates, rejected }

    package init(
        path: String, format: String?, integrity: TrustStore.Integrity = .none, certificates: [Certificate] = [],
        rejected: [RejectedEntry] = [], notes: [String] = []
    ) {
        self.path = path
        self.format = format
        complete = format != nil && rejected.isEmpty
        self.integrity = integrity
        self.certificates = certificates
        self.rejected = rejected
        self.notes = notes
    }
}
