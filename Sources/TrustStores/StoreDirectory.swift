package import ScanModel

/// A directory of certificates, as the two kinds of clients that take one read it.
///
/// OpenSSL opens a file only by the hash of the name it looks for, `c43a77d4.0`, then `.1` and on to the first gap
/// (`crypto/x509/by_dir.c`); Go and .NET read every file (`crypto/x509/root_unix.go`). Of a hashed file only the
/// certificates of that hash are counted: the others appear only when a look-up happens to open the file.
package struct StoreDirectory: Sendable {
    struct File: Sendable {
        var name: String
        var reading: StoreReading

        var certificates: [StoreCertificate] {
            if case .read(let store) = reading { return store.certificates }
            return []
        }
    }

    /// By name.
    let files: [File]
    /// What OpenSSL finds.
    package let hashed: [StoreCertificate]
    /// The files with certificates that OpenSSL does not find.
    let unseen: [String]

    package init(_ contents: [(name: String, bytes: [UInt8])]) {
        var certificates = CertificateReader()
        self.init(contents, &certificates)
    }

    /// - Parameters:
    ///   - contents: every file of the directory.
    ///   - certificates: what is known of certificates by other files.
    init(_ contents: [(name: String, bytes: [UInt8])], _ certificates: inout CertificateReader) {
        files = contents.sorted { $0.name < $1.name }
            .map { File(name: $0.name, reading: parseTrustStore($0.bytes, &certificates)) }
        let byName = Dictionary(files.map { ($0.name, $0) }) { first, _ in first }
        var found: [StoreCertificate] = []
        for hash in Set(files.flatMap(\.certificates).map { SubjectHash.text(of: $0) }).sorted() {
            var number = 0
            while let file = byName["\(hash).\(number)"] {
                found += file.certificates.filter { SubjectHash.text(of: $0) == hash }
                number += 1
            }
        }
        hashed = found
        let seen = Set(found.map(\.sha256))
        unseen = files.filter { file in file.certificates.contains { !seen.contains($0.sha256) } }.map(\.name)
    }

    /// What a client of these rules sees.
    package func readings(for rules: ChainRules) -> [StoreReading] {
        switch rules.reader {
        case .go, .dotNet: files.map(\.reading)
        case .java, .java25, .javaKeyStore: [Self.refused("it is a directory, which Java does not read")]
        default: [.read(TrustStore(format: "PEM", certificates: hashed))]
        }
    }

    /// What to say of it to a client of these rules; nil where the client sees all.
    package func note(for rules: ChainRules) -> String? {
        guard ![.go, .dotNet].contains(rules.reader), !unseen.isEmpty else { return nil }
        let names = unseen.prefix(5).joined(separator: ", ") + (unseen.count > 5 ? " and \(unseen.count - 5) more" : "")
        return "not seen in the directory, because the name is not the subject's hash: \(names)"
    }

    /// A directory to a client that wants a file.
    package static func refused(_ words: String) -> StoreReading {
        let readings = ChainRules.FileReader.allCases.map { ($0, FileReading.refused(words)) }
        return .read(
            TrustStore(format: "directory", certificates: [], readings: Dictionary(uniqueKeysWithValues: readings)))
    }
}
