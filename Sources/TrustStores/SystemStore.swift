import ScanModel

/// The trust store of an image's operating system, which is not the same to every client.
///
/// OpenSSL reads `cert.pem` of its folder and finds the rest by the hash in a file's name (`X509_LOOKUP_file`,
/// `X509_LOOKUP_hash_dir`); Go reads the first bundle that exists and every file of the folders (`crypto/x509/root_unix.go`).
enum SystemStore {
    static func reading(of files: SystemStoreFiles, _ reader: inout CertificateReader) -> StoreReading {
        let directory = StoreDirectory(files.folder.map { ($0.name, $0.bytes) }, &reader)
        var rejected: [RejectedEntry] = []
        func certificates(_ bytes: [UInt8]) -> TrustStore {
            guard !bytes.isEmpty, case .read(let store) = parseTrustStore(bytes, &reader) else {
                return TrustStore(format: PEM.name, certificates: [])
            }
            return store
        }
        let certFile = certificates(files.certFile)
        let bundle = certificates(files.bundle)
        rejected += bundle.rejected
        let all = unique(bundle.certificates + directory.files.flatMap(\.certificates))
        var readings: [ChainRules.FileReader: FileReading] = [:]
        for reader in ChainRules.FileReader.allCases {
            switch reader {
            case .go: readings[reader] = joined([bundle.reading(by: .go)] + goReadings(directory))
            case .java, .java25, .javaKeyStore: readings[reader] = .refused("Java does not read the system's store")
            default:
                var parts: [FileReading] = [.loaded(directory.hashed)]
                if !files.certFile.isEmpty { parts.insert(certFile.reading(by: reader), at: 0) }
                readings[reader] = joined(parts)
            }
        }
        return .read(TrustStore(format: "system store", certificates: all, rejected: rejected, readings: readings))
    }

    private static func goReadings(_ directory: StoreDirectory) -> [FileReading] {
        directory.files.map { file in
            guard case .read(let store) = file.reading else { return .loaded([]) }
            return store.reading(by: .go)
        }
    }

    /// What is refused of several files is passed over; a doubt about one is a doubt about all.
    private static func joined(_ parts: [FileReading]) -> FileReading {
        var found: [StoreCertificate] = []
        for part in parts {
            switch part {
            case .loaded(let certificates): found += certificates
            case .unclear(let words): return .unclear(words)
            case .refused, .ignored: break
            }
        }
        return .loaded(unique(found))
    }

    private static func unique(_ certificates: [StoreCertificate]) -> [StoreCertificate] {
        var seen: Set<String> = []
        return certificates.filter { seen.insert($0.sha256).inserted }
    }
}
