package import ScanModel

extension StoreDirectory {
    /// What OpenSSL finds in the directory, as one store; what it passes over, or finds damaged, is among the rejected.
    package var inspection: (store: TrustStore, notes: [String]) {
        var store = TrustStore(format: "directory", certificates: hashed)
        for file in files where store.hasRoom() {
            if unseen.contains(file.name) {
                store.reject(
                    .notFound,
                    """
                    \(file.name): OpenSSL does not find what is in it: the name is not the subject's hash (see openssl \
                    rehash)
                    """)
            }
            guard file.isNamedByHash else { continue }
            switch file.reading {
            case .missing(let words): store.reject(.notFound, "\(file.name): \(words)")
            case .unread(let reason, let words): store.reject(reason, "\(file.name): \(words)")
            case .read(let read): read.rejected.forEach { store.reject($0.reason, "\(file.name): \($0.detail)") }
            }
        }
        return (store, ["listed is what OpenSSL finds in a directory, by the names of the files"])
    }
}

extension StoreDirectory.File {
    /// `c43a77d4.0`: OpenSSL may open it.
    fileprivate var isNamedByHash: Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 2 && parts[0].count == 8 && parts[0].allSatisfy(\.isHexDigit) && Int(parts[1]) != nil
    }
}
