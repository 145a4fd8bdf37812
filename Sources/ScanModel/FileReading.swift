/// What one client's code makes of a file of certificates.
package enum FileReading: Hashable, Sendable {
    /// The certificates it takes, in order, each in the form that counts for it.
    case loaded([StoreCertificate])
    /// It refuses the whole file.
    case refused(String)
    /// It takes the file for not given.
    case ignored(String)
    /// What it does could not be determined.
    case unclear(String)
}

extension TrustStore {
    /// What the file is to such a reader: as the bytes were read, else as a clean file of this format would be.
    package func reading(by reader: ChainRules.FileReader) -> FileReading {
        if let reading = readings[reader] { return reading }
        guard Self.readers(ofFormat: format).contains(reader) else {
            return .refused("it is a \(format) file, which the client does not read")
        }
        if let entry = rejected.first {
            let words = "entry \(entry.index) could not be read: \(entry.detail)"
            return entry.reason == .badDER
                ? .unclear(words) : .refused("\(words), and the client refuses the whole file over it")
        }
        let seen = certificates.filter { $0.form != .keyEntryChain }
        return .loaded(reader == .firstPEM ? Array(seen.prefix(1)) : seen)
    }

    private static func readers(ofFormat format: String) -> Set<ChainRules.FileReader> {
        switch format {
        case "PEM": Set(ChainRules.FileReader.allCases).subtracting([.javaKeyStore])
        case "DER", "PKCS #7": [.java, .java25, .dotNet]
        default: [.javaKeyStore]
        }
    }
}
